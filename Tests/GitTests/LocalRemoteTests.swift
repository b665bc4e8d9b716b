import Foundation
import TestSupport
import Testing

@testable import Git

@Suite struct LocalRemoteTests {
    private let specs = [RefSpec.branch("main"), RefSpec.branch("audit")]

    @Test func fetchesAndFollowsABranch() async throws {
        let fixture = try await Fixture()
        let cache = try fixture.cache()
        #expect(try cache.fetch(from: fixture.remote, refs: specs).references.isEmpty)
        let first = try await fixture.commit(["a": "1", "requests/b": "2"])
        let got = try cache.fetch(from: fixture.remote, refs: specs)
        #expect(got.references == ["refs/heads/main": first])
        #expect(got.head == "refs/heads/main")
        #expect(try cache.list(try cache.commit(first).tree).map(\.path.text) == ["a", "requests/b"])
        let second = try await fixture.commit(["a": "3"])
        try await fixture.git(["branch", "audit"])
        #expect(try cache.fetch(from: fixture.remote, refs: specs).references == ["refs/heads/main": second, "refs/heads/audit": second])
        #expect(try cache.reference("refs/remotes/origin/audit") == second)
        // Not a fast-forward, packed, and a branch that went.
        try await fixture.git(["checkout", "-q", "-b", "other", first.hex])
        let third = try await fixture.commit(["a": "4"])
        try await fixture.git(["branch", "-f", "main", third.hex])
        try await fixture.git(["branch", "-D", "audit"])
        try await fixture.git(["gc", "-q"])
        #expect(try cache.fetch(from: fixture.remote, refs: specs).references == ["refs/heads/main": third])
        #expect(try cache.reference("refs/remotes/origin/main") == third)
        #expect(try cache.reference("refs/remotes/origin/audit") == nil)
        try await Shell.git("fsck", "--strict", "--full", in: fixture.folder("cache.git"))
    }

    @Test func fetchesFamiliesPacksBorrowedObjectsAndTags() async throws {
        let fixture = try await Fixture()
        try await fixture.commit(["a": "1"])
        try await fixture.git(["tag", "-a", "-m", "t", "v1"])
        try await fixture.commit(["b": "1"])
        try await fixture.git(["repack", "-adq"])
        try await fixture.git(["branch", "feature/x"])
        try await fixture.git(["clone", "-q", "--bare", "--shared", fixture.work, fixture.folder("borrower.git")])
        for (name, source) in [("one", fixture.work), ("two", fixture.folder("borrower.git"))] {
            let cache = try fixture.cache(name)
            let got = try cache.fetch(from: RemoteURL("file://" + source), refs: [.branches, RefSpec("refs/tags/*", to: "refs/tags/*")])
            #expect(Set(got.references.keys) == ["refs/heads/main", "refs/heads/feature/x", "refs/tags/v1"])
            #expect(try await cache.reference("refs/remotes/origin/feature/x") == fixture.id("main"))
            try await Shell.git("fsck", "--strict", "--full", in: fixture.folder(name))
            let bad = Repository.kind { try cache.fetch(from: fixture.remote, refs: [RefSpec("refs/heads/*", to: "refs/x")]) }
            #expect(bad == .invalid)
        }
    }

    @Test func pushesByCompareAndSwap() async throws {
        let fixture = try await Fixture(bare: true)
        let mine = try fixture.cache()
        let first = try mine.add("ledger/1", "one", to: nil)
        #expect(try mine.push(first, to: fixture.remote, branch: "audit", expecting: nil) == .landed)
        // Once more: it is where it should be.
        #expect(try mine.push(first, to: fixture.remote, branch: "audit", expecting: nil) == .landed)
        let second = try mine.add("ledger/2", "two", to: first)
        let rival = try mine.add("ledger/2", "rival", to: first)
        #expect(try mine.push(second, to: fixture.remote, branch: "audit", expecting: nil) == .lostRace(now: first))
        #expect(try mine.push(second, to: fixture.remote, branch: "audit", expecting: first) == .landed)
        #expect(try mine.push(rival, to: fixture.remote, branch: "audit", expecting: first) == .lostRace(now: second))
        #expect(Repository.kind { try mine.push(rival, to: fixture.remote, branch: "audit", expecting: second) } == .invalid)
        try await fixture.git(["pack-refs", "--all"])
        let third = try mine.add("ledger/3", "three", to: second)
        #expect(try mine.push(third, to: fixture.remote, branch: "audit", expecting: second) == .landed)
        #expect(try await fixture.id("audit") == third)
        try await fixture.git(["fsck", "--strict", "--full"])
        try await fixture.git(["update-ref", "-d", "refs/heads/audit"])
        let fourth = try mine.add("ledger/4", "four", to: third)
        #expect(try mine.push(fourth, to: fixture.remote, branch: "audit", expecting: third) == .lostRace(now: nil))
    }

    @Test func refusesTheBranchOfAWorkTree() async throws {
        let fixture = try await Fixture()
        let base = try await fixture.commit(["a": "1"])
        let mine = try fixture.cache()
        try mine.fetch(from: fixture.remote, refs: specs)
        let commit = try mine.add("b", "2", to: base)
        let outcome = try mine.push(commit, to: fixture.remote, branch: "main", expecting: base)
        guard case .refused = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try await fixture.id("main") == base)
        #expect(try mine.push(commit, to: fixture.remote, branch: "audit", expecting: nil) == .landed)
        try await fixture.git(["worktree", "add", "-q", fixture.folder("tree"), "audit"])
        let next = try mine.add("c", "3", to: commit)
        guard case .refused = try mine.push(next, to: fixture.remote, branch: "audit", expecting: commit) else {
            Issue.record("the branch of a linked work tree was moved")
            return
        }
    }

    @Test func losesNothingWhenTwoPushAtOnce() async throws {
        let fixture = try await Fixture(bare: true)
        let work = fixture.work
        let results = await withTaskGroup(of: [String].self) { group in
            for runner in 0..<2 {
                let folder = fixture.folder("runner\(runner)")
                group.addTask { await Blocking.run { Self.pushFifty(runner, folder, work) } }
            }
            var all: [String] = []
            for await part in group { all += part }
            return all
        }
        #expect(results.filter { $0 != "landed" } == [])
        let listed = try await fixture.git(["ls-tree", "-r", "--name-only", "audit"]).split(separator: "\n")
        #expect(listed.count == 100)
        #expect(try await fixture.git(["rev-list", "--count", "audit"]) == "100")
        try await fixture.git(["fsck", "--strict", "--full"])
    }

    private static func pushFifty(_ runner: Int, _ folder: String, _ work: String) -> [String] {
        do {
            let mine = try Repository.initBare(at: folder)
            let remote = try RemoteURL(work)
            return try (0..<50).map { index in
                for _ in 0..<1000 {
                    let tip = try mine.fetch(from: remote, refs: [.branch("audit")])["refs/heads/audit"]
                    let commit = try mine.add("ledger/\(runner)-\(index)", "x", to: tip)
                    switch try mine.push(commit, to: remote, branch: "audit", expecting: tip) {
                    case .landed: return "landed"
                    case .lostRace: continue
                    case let other: return "\(other)"
                    }
                }
                return "never"
            }
        } catch { return ["\(error)"] }
    }

    /// A bare repository with one commit of so many files of 1 KB.
    private func full(_ count: Int) async throws -> Fixture {
        let fixture = try await Fixture(bare: true)
        var stream = "commit refs/heads/main\ncommitter T <t@example.com> 1700000000 +0000\ndata 1\nm\n"
        for index in 0..<count {
            let text = String(repeating: "\(index) ", count: 1024 / ("\(index) ".utf8.count))
            stream += "M 100644 inline requests/\(index % 100)/\(index).yaml\ndata \(text.utf8.count)\n\(text)\n"
        }
        try await fixture.git(["fast-import", "--quiet"], input: stream)
        return fixture
    }

    private func check(_ cache: Repository, _ tip: ObjectID, holds count: Int) throws {
        let listed = try cache.list(try cache.commit(tip).tree, under: "requests")
        #expect(listed.count == count)
        for entry in listed {
            let index = entry.path.name.dropLast(5)
            #expect(try cache.blob(entry.id, limit: 1100).starts(with: Array("\(index) ".utf8)))
        }
    }

    @Test func readsTenThousandFiles() async throws {
        let fixture = try await full(10_000)
        let cache = try fixture.cache()
        let tip = try #require(try cache.fetch(from: fixture.remote, refs: specs)["refs/heads/main"])
        try check(cache, tip, holds: 10_000)
    }

    @Test func copiesObjectByObjectWhereFilesDoNotDo() async throws {
        let fixture = try await full(300)
        // An empty list of repositories to borrow from: it might have been one.
        try fixture.folder.write("", to: "work/objects/info/alternates")
        let cache = try fixture.cache()
        let tip = try #require(try cache.fetch(from: fixture.remote, refs: specs)["refs/heads/main"])
        try check(cache, tip, holds: 300)
        // As many objects are pushed with one flush for all.
        let target = try Repository.initBare(at: fixture.folder("target.git"))
        #expect(try cache.push(tip, to: RemoteURL(fixture.folder("target.git")), branch: "main", expecting: nil) == .landed)
        try check(target, tip, holds: 300)
        try await Shell.git("fsck", "--strict", "--full", in: fixture.folder("target.git"))
    }
}
