import AccessCore
import Reconciliation
import SSHSignatures
import TestSupport
import Testing

@testable import Git
@testable import Ledger

/// Commits to which something was added, or in which something was moved, so that what is signed could still be read out of
/// them: no commit but the one that was signed counts as signed (P11).
@Suite struct ChangedUnderSignatureTests {
    private let world: LedgerWorld
    private let repository: Repository
    private let tip: ObjectID
    private let text: String

    init() async throws {
        world = try LedgerWorld()
        let view = try await world.begin(world.runner(keys: .signing(SigningKeys.first)))
        tip = try #require(ObjectID(hex: view.tip.text))
        repository = try Repository.openBare(at: world.remotePath)
        text = String(decoding: try repository.raw(tip, limit: 1 << 20).bytes, as: UTF8.self)
    }

    /// The header with the signature, with its line break.
    private var header: Substring {
        get throws {
            let start = try #require(text.firstRange(of: "gpgsig "))
            let end = try #require(text[start.lowerBound...].firstRange(of: "-----END SSH SIGNATURE-----\n"))
            return text[start.lowerBound..<end.upperBound]
        }
    }

    private func expectRefused(_ changed: String, _ what: String) async throws {
        #expect(changed != text, "\(what): nothing was changed")
        let id = try repository.write(Array(changed.utf8), as: .commit)
        let trusted = TrustedKeys([SigningKeys.first.publicKey], .pinned)
        let isRefused: Bool
        do { isRefused = try SignatureProblem.of(id, in: repository, trusted) != nil } catch { isRefused = true }
        #expect(isRefused, "loose: \(what)")
        guard case .broken(let fault, _) = LedgerVerifier(of: "audit", signedBy: [SigningKeys.first.publicKey]).verify(id, in: repository)
        else {
            Issue.record("verified: \(what)")
            return
        }
        #expect(fault.description.contains(id.short()), "\(what): \(fault)")
        // Out of a pack it is read in another way.
        try await world.git("update-ref", "refs/heads/changed", id.hex)
        try await world.git("repack", "-adq")
        let packed = try Repository.openBare(at: world.remotePath)
        do {
            let problem = try SignatureProblem.of(id, in: packed, trusted)
            #expect(problem != nil, "packed: \(what)")
        } catch {}
    }

    @Test("the honest one counts")
    func honest() throws {
        #expect(try SignatureProblem.of(tip, in: repository, TrustedKeys([SigningKeys.first.publicKey], .pinned)) == nil)
    }

    @Test("bytes behind a zero")
    func zero() async throws {
        try await expectRefused(text + "\0and more", "a zero at the end")
        try await expectRefused(text + "\0", "a zero alone")
    }

    @Test("the signature in the message instead of the headers")
    func inMessage() async throws {
        let bare = text.replacing(try header, with: "")
        let signature = String(try header)
        try await expectRefused(bare.replacing("\n\n", with: "\n\n" + signature, maxReplacements: 1), "at its start")
        try await expectRefused(bare + signature, "at its end")
    }

    @Test("the word gpgsig before a line")
    func word() async throws {
        for line in ["Daypass-Run: ", "Daypass-Head: ", "author ", "committer "] {
            try await expectRefused(text.replacing("\n" + line, with: "\ngpgsig" + line), line)
        }
    }

    @Test("headers that git takes out before it looks at a signature")
    func headers() async throws {
        let end = try header.endIndex
        for added in ["gpgsig-sha256 x\n", "gpgsigx y\n", "gpgsig\n", String(try header), "gpgsig \n", "encoding UTF-8\n", "x y\n"] {
            try await expectRefused(text[..<end] + added + text[end...], "behind: \(added)")
            let start = try header.startIndex
            try await expectRefused(text[..<start] + added + text[start...], "before: \(added)")
        }
    }

    @Test("the same signature in other lines")
    func lines() async throws {
        let lines = try header.split(separator: "\n")
        let digits = lines.dropFirst().dropLast().map { $0.dropFirst() }.joined()
        let (first, last) = (lines[0], lines[lines.count - 1])
        try await expectRefused(text.replacing(try header, with: "\(first)\n \(digits)\n\(last)\n"), "one line")
        try await expectRefused(
            text.replacing(try header, with: (lines[..<2] + [" "] + lines[2...]).joined(separator: "\n") + "\n"), "blank")
        try await expectRefused(text.replacing(last, with: "\(last)\n "), "an empty line behind")
        try await expectRefused(text.replacing("\n" + last, with: "=\n" + last), "padding")
    }
}
