import TestSupport
import Testing

@testable import Git

/// Commits read without libgit2 are what it reads.
@Suite struct PlainCommitTests {
    private static let tree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
    private static let parent = "parent 0123456789abcdef0123456789abcdef01234567\n"
    private static let person = "Some One <some.one@example.com> 1795366800 +0100\n"

    /// What libgit2 makes of the bytes; nil if it refuses them.
    private func libgit2(_ text: String, in repository: Repository) throws -> Commit? {
        let id = try repository.write(Array(text.utf8), as: .commit)
        return try? repository.withCommit(id) { try repository.value(of: $0, id) }
    }

    @Test(
        "what is plain is read as libgit2 does",
        arguments: [
            tree + "author \(person)committer \(person)\nFirst\n",
            tree + parent + "author \(person)committer Daypass <daypass@localhost> 1 +0000\n\nsubject\n\nDaypass-Run: x\n",
            tree + parent + parent + "author \(person)committer \(person)\nno end",
            tree + "author \(person)committer \(person)\n",
            tree + "author Zoë Ü1 <a@b> 0 -0330\ncommitter \(person)\n\nTwo lines before\n",
            tree + "author a <b> 12345678901 +1400\ncommitter \(person)\nüü\u{FFFD}\n",
            tree + "author \(person)committer \(person)gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n  x\n \n -----END\n\nsigned\n",
            tree + "author \(person)committer \(person)gpgsig one line\n\ngpgsig of the message\n",
            tree + "author A. B. (C) D <x+y@z.example> 5 -0059\ncommitter \(person)\n> < quoted\n",
        ])
    func plain(text: String) async throws {
        let fixture = try await Fixture()
        let repository = try fixture.open()
        let expected = try #require(try libgit2(text, in: repository))
        let plain = try #require(PlainCommit.read(expected.id, Array(text.utf8)))
        #expect(plain.commit == expected)
        // Of a loose object it is libgit2 that tells.
        let signature = try repository.signature(of: expected.id)
        #expect(signature?.armored == plain.commit.signature && (signature == nil) == (plain.header == nil))
        if let signature, let header = plain.header {
            let bytes = Array(text.utf8)
            #expect(signature.signed == Array(bytes[..<header.lowerBound] + bytes[header.upperBound...]))
        }
    }

    @Test("bytes that are no text are replaced alike")
    func brokenText() async throws {
        let fixture = try await Fixture()
        let repository = try fixture.open()
        let bytes =
            Array((Self.tree + "author \(Self.person)committer \(Self.person)\n").utf8) + [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0x0A]
        let id = try repository.write(bytes, as: .commit)
        #expect(PlainCommit.read(id, bytes)?.commit == (try repository.withCommit(id) { try repository.value(of: $0, id) }))
    }

    @Test(
        "what isn't plain is left to libgit2",
        arguments: [
            "", tree, tree + "author \(person)", tree + "author \(person)committer \(person)",
            tree + "author \(person)committer \(person)gpgsig one\nencoding utf-8\n\nx\n",
            tree + "author \(person)committer \(person)gpgsig one\ngpgsig two\n\nx\n", tree + "author \(person)committer \(person)gpgsig",
            tree + "author \(person)committer \(person)gpgsig one\n",
            tree + "author \(person)committer \(person)encoding latin1\n\nx\n",
            tree + "author  Some <a@b> 1 +0000\ncommitter \(person)\nx\n", tree + "author Some. <a@b> 1 +0000\ncommitter \(person)\nx\n",
            tree + "author <a@b> 1 +0000\ncommitter \(person)\nx\n", tree + "author Some <> 1 +0000\ncommitter \(person)\nx\n",
            tree + "author So<me <a@b> 1 +0000\ncommitter \(person)\nx\n", tree + "author Some <a@b> -1 +0000\ncommitter \(person)\nx\n",
            tree + "author Some <a@b> 1 +1500\ncommitter \(person)\nx\n", tree + "author Some <a@b> 1 +0060\ncommitter \(person)\nx\n",
            tree + "author Some <a@b> 1 +000\ncommitter \(person)\nx\n", tree + "author Some <a@b> 1\ncommitter \(person)\nx\n",
            tree + "author Some <a@b> 1234567890123456789 +0000\ncommitter \(person)\nx\n",
            "tree 4b825dc642cb6eb9a060e54bf8d69288fbee490\nauthor \(person)committer \(person)\nx\n",
            tree + "parent 0123\nauthor \(person)committer \(person)\nx\n", tree + "committer \(person)author \(person)\nx\n",
            tree + "author \(person)committer \(person)\nx\0y\n",
        ])
    func other(text: String) { #expect(PlainCommit.read(.zero, Array(text.utf8)) == nil) }
}
