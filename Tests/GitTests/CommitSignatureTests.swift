import TestSupport
import Testing

@testable import Git

/// A signature is a header of its commit, and signs all the rest of it to the byte.
@Suite struct CommitSignatureTests {
    private static let head = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"

    private func read(_ text: String) -> CommitSignature? { CommitSignature(of: Array(text.utf8)) }

    @Test("all but the header is signed, zeros and bytes behind them too")
    func signed() throws {
        for rest in ["\nm\n", "encoding x\n\nm\n", "\nm\0n\n", "\n", "", "\ngpgsig y\n\n z\n"] {
            let found = try #require(read(Self.head + "gpgsig one\n  two\n \n" + rest))
            #expect(found.armored == "one\n two\n" && found.signed == Array((Self.head + rest).utf8), "\(rest)")
        }
    }

    @Test("of two the second is signed by the first")
    func two() throws {
        let found = try #require(read(Self.head + "gpgsig one\ngpgsig two\n\nm\n"))
        #expect(found.armored == "one" && found.signed == Array((Self.head + "gpgsig two\n\nm\n").utf8))
    }

    @Test(
        "what is no header of that name is no signature",
        arguments: [
            "", "gpgsig", head, head + "\ngpgsig one\n two\n", head + "gpgsig-sha256 one\n\nm\n", head + "gpgsigx one\n\nm\n",
            head + "gpgsig\n one\n\nm\n", head + "x y\n gpgsig one\n\nm\n", head + "gpgsig one",
        ])
    func none(text: String) { #expect(read(text) == nil) }
}
