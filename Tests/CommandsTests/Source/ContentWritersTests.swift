import Git
import TestSupport
import Testing

@testable import Commands

/// Who wrote what a step of the source branch brought in, on histories that are made here commit by commit.
@Suite struct ContentWritersTests {
    /// A repository whose main branch is moved by hand.
    private final class Place {
        let folder = TemporaryDirectory()
        let repository: Repository
        let root: ObjectID

        init() throws {
            repository = try Repository.initBare(at: folder("access.git"))
            root = try Self.commit(["README": "hello"], by: "nobody", on: [], in: repository)
        }

        /// A commit upon the tree of its first parent.
        func commit(_ files: [String: String], by author: String, on parents: ObjectID...) throws -> ObjectID {
            try Self.commit(files, by: author, on: parents, in: repository)
        }

        private static func commit(
            _ files: [String: String], by author: String, on parents: [ObjectID], in repository: Repository
        ) throws -> ObjectID {
            let tree = try repository.updatingTree(
                try parents.first.map { try repository.commit($0).tree },
                files.sorted { $0.key < $1.key }.map { .put(path: $0.key, bytes: Array($0.value.utf8)) })
            let hand = Git.Signature(name: author, mail: "\(author)@example.com", seconds: 1_795_366_800, offset: 0)
            return try repository.makeCommit(tree: tree, parents: parents, author: hand, message: "change")
        }

        func file(_ path: String, _ text: String) throws -> ContentWriters.File {
            ContentWriters.File(path: path, content: try repository.name(of: Array(text.utf8)).hex)
        }

        /// The names of those who wrote a file that a step brought.
        func writers(of path: String, _ text: String, in step: ObjectID) throws -> [String] {
            var writers = ContentWriters(repository)
            return try names(writers.mails(of: file(path, text), in: step))
        }

        func names(_ mails: [String]) -> [String] { mails.map { String($0.prefix { $0 != "@" }) } }
    }

    private static let (one, two) = ("requests/one.yaml", "requests/two.yaml")

    @Test("two files that say the same have each their own writers, in one branch and in two")
    func sameContent() throws {
        let place = try Place()
        let first = try place.commit([Self.one: "same"], by: "ann", on: place.root)
        let second = try place.commit([Self.two: "same"], by: "ben", on: first)
        let together = try place.commit([Self.one: "same", Self.two: "same"], by: "merger", on: place.root, second)
        #expect(try place.writers(of: Self.one, "same", in: together) == ["ann"])
        #expect(try place.writers(of: Self.two, "same", in: together) == ["ben"])
        let alone = try place.commit([Self.two: "same"], by: "cleo", on: place.root)
        let after = try place.commit([Self.two: "same"], by: "merger", on: place.commit([:], by: "dan", on: first), alone)
        #expect(try place.writers(of: Self.two, "same", in: after) == ["cleo"])
        var writers = ContentWriters(place.repository)
        let all = writers.mails(from: second, downTo: place.root)
        #expect(try place.names(all[place.file(Self.one, "same")] ?? []) == ["ann"])
        #expect(try place.names(all[place.file(Self.two, "same")] ?? []) == ["ben"])
        #expect(all.count == 2)
    }

    @Test("a squash, or a push past everybody, is by the step's own author")
    func ownAuthor() throws {
        let place = try Place()
        let step = try place.commit([Self.one: "text"], by: "ann", on: place.root)
        #expect(try place.writers(of: Self.one, "text", in: step) == ["ann"])
        // Of a branch's very first commit, too.
        let first = try place.commit([Self.one: "text"], by: "ben")
        #expect(try place.writers(of: Self.one, "text", in: first) == ["ben"])
    }

    @Test("what a merge makes of a file is by whoever merged; what it takes as it was isn't")
    func changedByTheMerge() throws {
        let place = try Place()
        let branch = try place.commit([Self.one: "theirs", Self.two: "theirs"], by: "ann", on: place.root)
        let merge = try place.commit([Self.one: "changed", Self.two: "theirs"], by: "merger", on: place.root, branch)
        #expect(try place.writers(of: Self.one, "changed", in: merge) == ["merger"])
        #expect(try place.writers(of: Self.two, "theirs", in: merge) == ["ann"])
    }

    @Test("everybody who gave it this content is named, the oldest first; who wrote what it said before isn't")
    func severalWriters() throws {
        let place = try Place()
        var tip = place.root
        for (author, text) in [("ann", "text"), ("ben", "other"), ("cleo", "text"), ("dan", "other"), ("ann", "text")] {
            tip = try place.commit([Self.one: text], by: author, on: tip)
        }
        let merge = try place.commit([Self.one: "text"], by: "merger", on: place.root, tip)
        #expect(try place.writers(of: Self.one, "text", in: merge) == ["ann", "cleo"])
    }

    @Test("a branch that another one was merged into, and the main branch: who wrote it there is named, and nobody from before")
    func branchesOfBranches() throws {
        let place = try Place()
        let old = try place.commit([Self.one: "text"], by: "old", on: place.root)
        let fork = try place.commit([Self.one: "other"], by: "old", on: old)
        let side = try place.commit([Self.one: "text"], by: "ann", on: fork)
        let main = try place.commit([Self.two: "text"], by: "ben", on: fork)
        let branch = try place.commit([:], by: "cleo", on: fork)
        let taken = try place.commit([Self.one: "text"], by: "cleo", on: branch, side)
        let updated = try place.commit([Self.two: "text"], by: "cleo", on: taken, main)
        let merge = try place.commit([Self.one: "text"], by: "merger", on: main, updated)
        #expect(try place.writers(of: Self.one, "text", in: merge) == ["ann"])
        // The same branch, looked at before it is merged.
        var writers = ContentWriters(place.repository)
        let all = writers.mails(from: updated, downTo: main)
        #expect(try place.names(all[place.file(Self.one, "text")] ?? []) == ["ann"])
        #expect(try all[place.file(Self.two, "text")] == nil)
    }

    @Test("a mode that changes writes nothing")
    func modes() async throws {
        let place = try Place()
        let branch = try place.commit([Self.one: "text"], by: "ann", on: place.root)
        let git = ["git", "--git-dir", place.folder("access.git")]
        let blob = try place.file(Self.one, "text").content
        let listed = "100755 blob \(blob)\t\(Self.one)\n"
        let index = ["GIT_INDEX_FILE": place.folder("index")]
        _ = try await Shell.run(git + ["update-index", "--index-info"], environment: index, input: listed)
        let tree = try #require(ObjectID(hex: String(try await Shell.run(git + ["write-tree"], environment: index).output.prefix(40))))
        let ben = Git.Signature(name: "ben", mail: "ben@example.com", seconds: 1_795_366_801, offset: 0)
        let mode = try place.repository.makeCommit(tree: tree, parents: [branch], author: ben, message: "a mode")
        #expect(try place.repository.commit(mode).tree != place.repository.commit(branch).tree)
        let merge = try place.commit([Self.one: "text"], by: "merger", on: place.root, mode)
        #expect(try place.writers(of: Self.one, "text", in: merge) == ["ann"])
    }

    @Test("no commit is read twice, however many files and steps are asked about, and none from before the branches began")
    func readOnce() throws {
        let place = try Place()
        var tip = place.root
        for number in 0..<40 { tip = try place.commit(["other/\(number)": "x"], by: "old", on: tip) }
        let fork = tip
        var steps: [(step: ObjectID, number: Int)] = []
        for number in 0..<10 {
            let first = try place.commit(["requests/\(number)-a.yaml": "same"], by: "a\(number)", on: fork)
            let second = try place.commit(["requests/\(number)-b.yaml": "same"], by: "b\(number)", on: first)
            tip = try place.commit(
                ["requests/\(number)-a.yaml": "same", "requests/\(number)-b.yaml": "same"], by: "merger", on: tip, second)
            steps.append((tip, number))
        }
        var reads: [ObjectID: Int] = [:]
        var writers = ContentWriters(place.repository) { id in
            reads[id, default: 0] += 1
            return try place.repository.commit(id)
        }
        for (step, number) in steps + steps.reversed() {
            for letter in ["a", "b"] {
                let file = try place.file("requests/\(number)-\(letter).yaml", "same")
                #expect(try place.names(writers.mails(of: file, in: step)) == ["\(letter)\(number)"])
            }
            #expect(try writers.commit(step).parents.count == 2)
        }
        #expect(reads.values.allSatisfy { $0 == 1 })
        // Ten merges, two commits of each branch, and where they began.
        #expect(reads.count == 31 && reads[fork] == 1 && reads[place.root] == nil)
    }

    @Test("of a branch of thousands the newest commits are looked at: what they don't tell is by whoever merged")
    func long() throws {
        let place = try Place()
        var tip = try place.commit([Self.one: "text"], by: "ann", on: place.root)
        // With the merge, that is one more than are looked at.
        for number in 1..<ContentWriters.mostCommits { tip = try place.commit(["other": "\(number)"], by: "ben", on: tip) }
        let merge = try place.commit([Self.one: "text"], by: "merger", on: place.root, tip)
        #expect(try place.writers(of: Self.one, "text", in: merge) == ["merger"])
        let parent = try #require(try place.repository.commit(tip).parents.first)
        let shorter = try place.commit([Self.one: "text"], by: "merger", on: place.root, parent)
        #expect(try place.writers(of: Self.one, "text", in: shorter) == ["ann"])
    }

    @Test("where the history can't be read nobody is named before the merge, and the run says so")
    func unreadable() throws {
        let place = try Place()
        struct Gone: Error {}
        var writers = ContentWriters(place.repository) { _ in throw Gone() }
        let step = try place.commit([Self.one: "text"], by: "ann", on: place.root)
        #expect(writers.mails(from: step, downTo: place.root).isEmpty)
        #expect(throws: Gone.self) { try writers.mails(of: place.file(Self.one, "text"), in: step) }
    }
}
