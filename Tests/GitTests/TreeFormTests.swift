import TestSupport
import Testing

@testable import Git

/// What git writes as a folder is taken, and what git would never write is named.
@Suite struct TreeFormTests {
    private func bytes(_ entries: [String]) -> [UInt8] { entries.flatMap { Array("\($0)\0".utf8) + [UInt8](repeating: 7, count: 20) } }

    private func problem(_ entries: [String], at prefix: String = "") throws -> StrangeTree? {
        do {
            try bytes(entries).withUnsafeBytes { try TreeForm.check($0, at: Array(prefix.utf8)) }
            return nil
        } catch let strange as StrangeTree { return strange }
    }

    @Test("git's own")
    func fine() throws {
        #expect(try problem([]) == nil)
        #expect(try problem(["100644 a", "100755 a-b", "40000 a.b", "120000 b", "160000 c"], at: "x/") == nil)
        // A folder sorts as if a slash stood behind its name.
        #expect(try problem(["100644 a-", "100644 a.", "40000 a", "100644 a0"]) == nil)
        #expect(try problem(["100644 a", "100644 a-", "40000 a-b", "40000 a.", "100644 b", "40000 b.", "40000 b0"]) == nil)
    }

    @Test("all that git writes, of every kind and order, is taken")
    func written() async throws {
        let fixture = try await Fixture()
        try await fixture.commit(["a.b": "1", "a-b": "2", "a/b": "3", "a0": "4", "ü/x": "5", "A": "6", "a/b.c/d": "7"])
        try await fixture.git(["update-index", "--chmod=+x", "a0"])
        try await fixture.git(["update-index", "--add", "--cacheinfo", "160000,0123456789abcdef0123456789abcdef01234567,sub"])
        try await fixture.git(["commit", "-q", "-m", "kinds"])
        let repository = try fixture.open()
        let tree = try repository.commit(try await fixture.id("HEAD")).tree
        #expect(try repository.changes(from: nil, to: tree, isStrict: true) == repository.changes(from: nil, to: tree))
    }

    @Test(
        "what git would not write",
        arguments: [
            (["100664 a"], "'a' has the mode 100664"), (["0100644 a"], "'a' has the mode 0100644"),
            (["040000 a"], "'a' has the mode 040000"),
            (["0 a"], "'a' has the mode 0"), ([" a"], "'a' has the mode 0"), (["100644 a", "100644 a"], "'a' stands there twice"),
            (["100644 a", "40000 a"], "'a' stands there twice"),
            (["100644 a", "100644 a.", "40000 a"], "'a' stands there twice"),
            (["100644 a", "120000 a-", "160000 a-!", "40000 a-", "40000 a0"], "'a-' stands there twice"),
            (["100644 a", "100644 a-", "100644 a-!", "40000 a"], "'a' stands there twice"),
            (["100644 b", "100644 a"], "'a' doesn't stand where git would put it"),
            (["40000 a", "100644 a."], "'a.' doesn't stand where git would put it"),
        ])
    func strange(entries: [String], what: String) throws {
        #expect(try problem(entries, at: "x/y/") == StrangeTree(folder: "x/y", what: what))
    }

    @Test("a strange folder is found however deep it stands, by who looks for such")
    func inside() async throws {
        let fixture = try await Fixture()
        let id = String(repeating: "\u{7}", count: 20)
        let strange = try await fixture.git(
            ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"], input: "100644 b\0\(id)100644 a\0\(id)")
        let outer = try await fixture.git(["mktree"], input: "040000 tree \(strange)\ty\n")
        let tree = try #require(ObjectID(hex: try await fixture.git(["mktree"], input: "040000 tree \(outer)\tx\n")))
        let repository = try fixture.open()
        #expect(throws: StrangeTree(folder: "x/y", what: "'a' doesn't stand where git would put it")) {
            try repository.changes(from: nil, to: tree, isStrict: true)
        }
        #expect(try repository.changes(from: nil, to: tree).count == 2)
    }

    @Test("an empty folder, which is no tree of its own")
    func empty() throws {
        #expect(try problem([], at: "x/") == StrangeTree(folder: "x", what: "nothing stands in it"))
    }
}
