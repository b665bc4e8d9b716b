import Testing

@testable import Git

/// Paths cost as much as they are long, and so do they in sum, however few objects they are made of.
@Suite struct TreeLimitsTests {
    /// `files` files, with names of six bytes, below folders of one name in each other.
    private func tree(_ files: Int, below folders: Int, named name: String, in repository: Repository) throws -> ObjectID {
        let blob = try repository.store([0x78])
        var tree = try repository.write((0..<files).flatMap { Array("100644 f\(10_000 + $0)\0".utf8) + blob.bytes }, as: .tree)
        for _ in 0..<folders { tree = try repository.write(Array("40000 \(name)\0".utf8) + tree.bytes, as: .tree) }
        return tree
    }

    /// What each way of reading a whole tree says; nil where it reads it.
    private func failures(_ tree: ObjectID, _ limits: TreeLimits, in repository: Repository) throws -> [String?] {
        let commit = try repository.makeCommit(tree: tree, parents: [], author: someone, message: "all")
        let readings: [() throws -> Void] = [
            { _ = try repository.list(tree, limits: limits) },
            { _ = try repository.changes(from: nil, to: tree, limits: limits) },
            { _ = try repository.changes(from: tree, to: try repository.updatingTree(nil, []), limits: limits) },
            { _ = try repository.history(of: [], from: commit, limits: limits) },
        ]
        return try readings.map { reading in
            do {
                try reading()
                return nil
            } catch let failure as GitFailure where failure.kind == .limit {
                return failure.message
            }
        }
    }

    /// A megabyte of objects, two gigabytes of paths.
    @Test("folders with long names in each other end at the longest path")
    func longNames() async throws {
        let fixture = try await Fixture(bare: true)
        let repository = try fixture.open()
        let bomb = try tree(1000, below: 30, named: String(repeating: "n", count: 60_000), in: repository)
        for failure in try failures(bomb, TreeLimits(), in: repository) {
            #expect(failure == "a path is longer than 4096 bytes: it begins with '\(String(repeating: "n", count: 64))'")
        }
        withExtendedLifetime(fixture) {}
    }

    @Test("a path may have as many bytes as the limit says, a file's as a folder's, and not one more")
    func longestPath() async throws {
        let fixture = try await Fixture(bare: true)
        let repository = try fixture.open()
        let longest = try tree(1, below: 1, named: String(repeating: "n", count: 4096 - 7), in: repository)
        #expect(try failures(longest, TreeLimits(), in: repository).allSatisfy { $0 == nil })
        #expect(try repository.list(longest).map(\.path.bytes.count) == [4096])
        let longer = try tree(1, below: 1, named: String(repeating: "n", count: 4096 - 6), in: repository)
        #expect(try failures(longer, TreeLimits(), in: repository).allSatisfy { $0?.hasPrefix("a path is longer") == true })
        // Nothing stands in it that would have to be kept: the folder alone ends it.
        let empty = try tree(0, below: 1, named: String(repeating: "n", count: 4096), in: repository)
        #expect(try failures(empty, TreeLimits(), in: repository).allSatisfy { $0?.hasPrefix("a path is longer") == true })
        withExtendedLifetime(fixture) {}
    }

    @Test("all paths together may have as many bytes as the limit says, and not one more")
    func allPaths() async throws {
        let fixture = try await Fixture(bare: true)
        let repository = try fixture.open()
        let found = try tree(10, below: 1, named: "folder", in: repository)
        let bytes = 10 * ("folder/f10000".utf8.count + TreeLimits.beside)
        #expect(try failures(found, TreeLimits(bytes: bytes), in: repository).allSatisfy { $0 == nil })
        let messages = try failures(found, TreeLimits(bytes: bytes - 1), in: repository)
        let words = "paths of more than \(bytes - 1) bytes in all, 128 more counted for each"
        #expect(messages == ["the tree has \(words)", "the trees have \(words)", "the trees have \(words)", "the trees have \(words)"])
        withExtendedLifetime(fixture) {}
    }

    /// Each step alone is within the limit, but all are kept.
    @Test("a history of many steps may find eight times as much as one of them, and not one byte more")
    func steps() async throws {
        let fixture = try await Fixture(bare: true)
        let repository = try fixture.open()
        let found = try tree(10, below: 1, named: "folder", in: repository)
        let none = try repository.updatingTree(nil, [])
        func tip(after steps: Int) throws -> ObjectID {
            var tip: ObjectID?
            for step in 0..<steps {
                let parents = tip.map { [$0] } ?? []
                tip = try repository.makeCommit(tree: step % 2 == 0 ? found : none, parents: parents, author: someone, message: "\(step)")
            }
            return try #require(tip)
        }
        let limits = TreeLimits(bytes: 10 * ("folder/f10000".utf8.count + TreeLimits.beside))
        #expect(try repository.history(of: [], from: tip(after: 8), limits: limits).steps.count == 8)
        #expect(Repository.kind { try repository.history(of: [], from: tip(after: 9), limits: limits) } == .limit)
        withExtendedLifetime(fixture) {}
    }
}
