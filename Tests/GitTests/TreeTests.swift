import TestSupport
import Testing

@testable import Git

@Suite struct TreeTests {
    @Test func listsWhatGitLists() async throws {
        let fixture = try await Fixture()
        try await fixture.commit([
            "requests/b.yaml": "b", "requests/a/x.yaml": "x", "requests/a-b.yaml": "ab", "requests/a.yaml": "a", "policies/p.yaml": "p",
            "z": "z",
        ])
        try await fixture.git(["update-index", "--chmod=+x", "requests/b.yaml"])
        try await fixture.git(["update-index", "--add", "--cacheinfo", "160000,0123456789abcdef0123456789abcdef01234567,requests/sub"])
        let link = try await fixture.git(["hash-object", "-w", "--stdin"], input: "a.yaml")
        try await fixture.git(["update-index", "--add", "--cacheinfo", "120000,\(link),requests/link"])
        try await fixture.git(["commit", "-q", "-m", "kinds"])
        let repository = try fixture.open()
        let tree = try repository.commit(try await fixture.id("HEAD")).tree
        let listed = try repository.list(tree)
        let expected = try await fixture.git(["ls-tree", "-r", "HEAD"])
        let names: [EntryKind: String] = [
            .file: "100644 blob", .executable: "100755 blob", .symlink: "120000 blob", .submodule: "160000 commit",
        ]
        #expect(listed.map { "\(names[$0.kind] ?? "") \($0.id)\t\($0.path)" }.joined(separator: "\n") == expected)
        #expect(
            try repository.list(tree, under: "requests").map(\.path.text) == listed.map(\.path.text).filter { $0.hasPrefix("requests/") })
        #expect(try repository.list(tree, under: "requests/a").map(\.path.text) == ["requests/a/x.yaml"])
        #expect(try repository.list(tree, under: "nowhere").isEmpty)
        #expect(try repository.list(tree, under: "z").isEmpty)
        #expect(try repository.entry(at: "requests/a", in: tree)?.kind == .tree)
        #expect(try repository.entry(at: "requests/b.yaml", in: tree)?.kind == .executable)
        for missing in ["", "requests/nobody", "z/below", "/z", "z/", "requests//b.yaml", "z\0"] {
            #expect(try repository.entry(at: missing, in: tree) == nil, "\(missing)")
        }
    }

    @Test func reportsNamesThatGitWouldNotCheckOut() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let blob = try repository.store(Array("x".utf8))
        func tree(_ names: [[UInt8]], mode: String = "100644", _ id: ObjectID) throws -> ObjectID {
            var bytes: [UInt8] = []
            for name in names { bytes += Array("\(mode) ".utf8) + name + [0] + id.bytes }
            return try repository.write(bytes, as: .tree)
        }
        let odd = try tree([[0x63, 0x61, 0x66, 0xE9], Array("fine".utf8)], blob)
        let listed = try repository.list(odd)
        #expect(listed.map(\.path.text) == ["caf\\xE9", "fine"])
        #expect(listed.map(\.path.isWellFormed) == [false, true])
        let nested = try tree([Array("..".utf8)], mode: "40000", odd)
        #expect(try repository.list(nested).map(\.path.text) == ["../caf\\xE9", "../fine"])
        #expect(try repository.list(nested).allSatisfy { !$0.path.isWellFormed })
        let slash = try tree([Array("requests/a.yaml".utf8)], blob)
        #expect(try repository.list(slash).map(\.path.isWellFormed) == [false])
        #expect(try repository.list(slash, under: "requests").isEmpty)
    }

    @Test func limitsWhatAHostileTreeCosts() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let blob = try repository.store([])
        var tree = try repository.updatingTree(nil, (0..<10).map { .putBlob(path: "f\($0)", id: blob) })
        // Ten folders of the same ten folders, ten levels deep: ten thousand million files.
        for _ in 0..<10 {
            var bytes: [UInt8] = []
            for index in 0..<10 { bytes += Array("40000 d\(index)\0".utf8) + tree.bytes }
            tree = try repository.write(bytes, as: .tree)
        }
        #expect(Repository.kind { try repository.list(tree) } == .limit)
        #expect(Repository.kind { try repository.changes(from: nil, to: tree) } == .limit)
        #expect(Repository.kind { try repository.list(tree, limits: TreeLimits(entries: .max, depth: 5)) } == .limit)
    }

    @Test func updatesNestedFolders() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let first = try repository.updatingTree(
            nil, [.put(path: "a/b/c", bytes: [1]), .put(path: "a/d", bytes: [2]), .put(path: "e", bytes: [])]
        )
        #expect(try repository.list(first).map(\.path.text) == ["a/b/c", "a/d", "e"])
        let second = try repository.updatingTree(first, [.remove(path: "a/b/c"), .put(path: "a/d", bytes: [3])])
        #expect(try repository.entry(at: "a/b", in: second) == nil)
        #expect(try repository.changes(from: first, to: second).map(\.kind) == [.deleted, .modified])
        let id = try #require(try repository.entry(at: "a/d", in: second)?.id)
        #expect(try repository.blob(id, limit: 1) == [3])
        let none = try repository.updatingTree(second, [.remove(path: "a/d"), .remove(path: "e")])
        #expect(try repository.list(none).isEmpty)
        #expect(try repository.updatingTree(first, []) == first)
    }

    @Test func refusesUpdatesThatMakeNoSense() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", ".git/config", "a/.GIT/x", "a\0b"] {
            #expect(Repository.kind { try repository.updatingTree(nil, [.put(path: path, bytes: [])]) } == .invalid, "\(path)")
        }
        #expect(Repository.kind { try repository.updatingTree(nil, [.remove(path: "a")]) } == .notFound)
        #expect(Repository.kind { try repository.updatingTree(nil, [.put(path: "a", bytes: []), .remove(path: "a")]) } == .invalid)
    }

    @Test func readsBlobsWithinLimits() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let id = try repository.store(Array("twelve bytes".utf8))
        #expect(try repository.blob(id, limit: 12) == Array("twelve bytes".utf8))
        #expect(try repository.blobSize(id) == 12)
        #expect(Repository.kind { try repository.blob(id, limit: 11) } == .limit)
        #expect(Repository.kind { try repository.blob(.zero, limit: 11) } == .notFound)
        let tree = try repository.updatingTree(nil, [.putBlob(path: "a", id: id)])
        #expect(Repository.kind { try repository.blob(tree, limit: 100) } == .invalid)
        #expect(Repository.kind { try repository.list(id) } != nil)
    }

    @Test func tellsWhatABlobHolds() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let id = try repository.store(Array("twelve bytes".utf8))
        #expect(try repository.holds(Array("twelve bytes".utf8), as: id))
        #expect(try !repository.holds(Array("twelve bites".utf8), as: id))
        #expect(try !repository.holds([], as: id))
        // The name alone isn't enough: it must be there (and whole, see `HostileRemoteTests`).
        let none = try #require(ObjectID(hex: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"))  // git hash-object of nothing
        #expect(Repository.kind { try repository.holds([], as: none) } == .notFound)
    }

    /// What is alike in two folders is passed by; what differs must be found wherever it stands.
    @Test func findsEachChangeInFoldersThatAreMostlyAlike() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        var random = SplitMix64(seed: 5)
        let names = (0..<12).flatMap { ["f\($0)", "f\($0)-", "f\($0).x", "f\($0)/in", "f\($0)/within/it"] }
        for _ in 0..<300 {
            func choose(_ share: Int) -> [String] {
                let chosen = names.filter { _ in Int.random(in: 0..<share, using: &random) > 0 }
                // A file and a folder of one name can't be in one tree.
                return chosen.filter { name in !chosen.contains { $0.hasPrefix(name + "/") } }
            }
            func side() throws -> (ObjectID, [String: UInt8]) {
                let bytes = Dictionary(uniqueKeysWithValues: choose(8).map { ($0, UInt8.random(in: 0..<8, using: &random) / 7) })
                return (try repository.updatingTree(nil, bytes.map { .put(path: $0, bytes: [$1]) }), bytes)
            }
            let (old, before) = try side()
            let (new, after) = try side()
            let expected = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            #expect(try repository.changes(from: old, to: new).map(\.path.text) == expected)
        }
    }

    /// Damage that stands in both is told as well as in one, and counted as what is read.
    @Test func readsWhatIsAlikeAsAnythingElse() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let blob = try repository.store([1])
        func tree(_ parts: [String]) throws -> ObjectID {
            try repository.write(parts.flatMap { Array("\($0)".utf8) + [0] + blob.bytes }, as: .tree)
        }
        for part in ["1006x4 a", "100644 ", "777777777777 a"] {
            let (old, new) = (try tree([part, "100644 b"]), try tree([part, "100644 c"]))
            #expect(Repository.kind { try repository.changes(from: old, to: new) } == .corrupt, "\(part)")
        }
        let many = (0..<10).map { "100644 a\($0)" }
        let (old, new) = (try tree(many), try tree(many + ["100644 b"]))
        #expect(try repository.changes(from: old, to: new, limits: TreeLimits(entries: 21)).map(\.path.text) == ["b"])
        #expect(Repository.kind { try repository.changes(from: old, to: new, limits: TreeLimits(entries: 20)) } == .limit)
    }
}
