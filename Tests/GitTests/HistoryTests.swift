import Foundation
import TestSupport
import Testing

@testable import Git

@Suite struct HistoryTests {
    /// A branch of random commits and merges, written by `git fast-import`.
    private func randomBranch(_ fixture: Fixture, seed: UInt64, commits: Int) async throws {
        var dice = SplitMix64(seed: seed)
        let names = [
            "requests/a", "requests/b", "requests/n/c", "requests/n/d", "requests/n/m/e", "policies/p", "policies", "other/x", "README",
        ]
        var stream = ""
        var mark = 0
        var tips = ["main": "", "side": ""]
        for _ in 0..<commits {
            let branch = Int.random(in: 0..<4, using: &dice) == 0 ? "side" : "main"
            let other = branch == "main" ? "side" : "main"
            mark += 1
            stream += "commit refs/heads/\(branch)\nmark :\(mark)\ncommitter T <t@example.com> \(1_700_000_000 + mark) +0000\ndata 1\nm\n"
            if let tip = tips[branch], !tip.isEmpty { stream += "from \(tip)\n" }
            if Int.random(in: 0..<5, using: &dice) == 0, let tip = tips[other], !tip.isEmpty, tips[branch] != "" {
                stream += "merge \(tip)\n"
            }
            for _ in 0..<Int.random(in: 0..<4, using: &dice) {
                let name = names.randomElement(using: &dice) ?? "README"
                if Int.random(in: 0..<4, using: &dice) == 0 {
                    stream += "D \(name)\n"
                } else {
                    let text = "\(Int.random(in: 0..<5, using: &dice))"
                    stream += "M \(Bool.random(using: &dice) ? "100644" : "100755") inline \(name)\ndata \(text.utf8.count)\n\(text)\n"
                }
            }
            stream += "\n"
            tips[branch] = ":\(mark)"
        }
        try await fixture.git(["fast-import", "--quiet"], input: stream)
    }

    private func compare(_ fixture: Fixture, _ prefixes: [String], from base: String?) async throws {
        let repository = try fixture.open()
        let tip = try await fixture.id("main")
        let start: ObjectID? = if let base { try await fixture.id(base) } else { nil }
        let history = try repository.history(of: prefixes, from: tip, downTo: start)
        let log = try await fixture.git(
            ["log", "--first-parent", "-m", "--reverse", "--no-renames", "--raw", "--no-abbrev", "--root", "--format=%H", "main"]
                + (base.map { ["^" + $0] } ?? []) + ["--"] + prefixes
        )
        var expected: [String] = []
        for line in log.split(separator: "\n") {
            guard line.hasPrefix(":") else {
                // A step that changed nothing is in git's list when no path is named.
                if let last = expected.last, !last.contains(" ") { expected.removeLast() }
                expected.append(String(line))
                continue
            }
            let fields = line.split(whereSeparator: { " \t".contains($0) })
            let zero = ObjectID.zero.hex
            expected.append("\(fields[5]) \(fields[2] == zero ? "-" : fields[2]) \(fields[3] == zero ? "-" : fields[3])")
        }
        if let last = expected.last, !last.contains(" ") { expected.removeLast() }
        var found: [String] = []
        for step in history.steps {
            found.append(step.commit.id.hex)
            for change in step.changes { found.append("\(change.path) \(change.old?.id.hex ?? "-") \(change.new?.id.hex ?? "-")") }
        }
        #expect(found == expected)
        #expect(history.end == (base == nil ? .root : .base))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func saysWhatGitLogSays(_ seed: UInt64) async throws {
        let fixture = try await Fixture()
        try await randomBranch(fixture, seed: seed, commits: 150)
        for prefixes in [["requests"], ["requests", "policies"], ["requests/n/m"], ["README"], ["nowhere"], []] {
            try await compare(fixture, prefixes, from: nil)
            try await compare(fixture, prefixes, from: "main~20")
        }
    }

    @Test func walksFirstParentsAndKnowsWhereItEnded() async throws {
        let fixture = try await Fixture()
        try await randomBranch(fixture, seed: 7, commits: 60)
        let repository = try fixture.open()
        let tip = try await fixture.id("main")
        let base = try await fixture.id("main~10")
        let all = try await fixture.git(["rev-list", "--first-parent", "main"]).split(separator: "\n").compactMap { ObjectID(hex: $0) }
        #expect(try repository.firstParents(from: tip) == FirstParents(commits: all, end: .root))
        #expect(try repository.firstParents(from: tip, downTo: base) == FirstParents(commits: Array(all.prefix(10)), end: .base))
        #expect(try repository.firstParents(from: tip, downTo: base, most: 4) == FirstParents(commits: Array(all.prefix(4)), end: .most))
        #expect(try repository.firstParents(from: tip, downTo: .zero).end == .root)
        #expect(try repository.firstParents(from: tip, downTo: tip) == FirstParents(commits: [], end: .base))
        #expect(try repository.isAncestor(base, of: tip))
        #expect(try repository.isAncestor(tip, of: tip))
        #expect(try !repository.isAncestor(tip, of: base))
    }

    @Test("the commits of a branch are those that git's rev-list names", arguments: [11, 12] as [UInt64])
    func commitsOfABranch(_ seed: UInt64) async throws {
        let fixture = try await Fixture()
        try await randomBranch(fixture, seed: seed, commits: 120)
        let repository = try fixture.open()
        for (tip, base) in [("side", "main"), ("main", "side"), ("main", "main~15"), ("main~15", "main"), ("main", "main")] {
            let listed = try await fixture.git(["rev-list", "\(base)..\(tip)"]).split(separator: "\n").compactMap { ObjectID(hex: $0) }
            let (start, end) = (try await fixture.id(tip), try await fixture.id(base))
            let found = try repository.commits(of: start, notIn: end, most: 1000)
            #expect(Set(found) == Set(listed) && found.count == listed.count)
            // None stands before one that it is an ancestor of.
            for (place, one) in found.enumerated() {
                let parents = try repository.commit(one).parents
                #expect(parents.allSatisfy { parent in !found[..<place].contains(parent) })
            }
            #expect(try repository.commits(of: start, notIn: end, most: 3) == Array(found.prefix(3)))
        }
        let all = try await fixture.git(["rev-list", "main"]).split(separator: "\n").count
        #expect(try repository.commits(of: await fixture.id("main"), notIn: nil, most: 1000).count == all)
    }

    @Test func commitsOfABranchOfAnotherHistory() async throws {
        let fixture = try await Fixture()
        let repository = try fixture.cache()
        let one = try repository.add("a", "1", to: repository.add("a", "0", to: nil))
        let other = try repository.add("b", "1", to: nil)
        #expect(try repository.commits(of: one, notIn: other, most: 10).count == 2)
        #expect(throws: GitFailure.self) { try repository.commits(of: .zero, notIn: nil, most: 1) }
    }
}
