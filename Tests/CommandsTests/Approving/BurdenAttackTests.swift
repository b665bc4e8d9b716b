import Foundation
import TestSupport
import Testing

/// Attacks that would make a run too busy to take access away: each ends in time, is told, and keeps nothing that is due.
@Suite struct BurdenAttackTests {
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let end = "2026-11-23T02:00:00+09:00"

    enum Burden: CaseIterable {
        /// Five thousand folders inside each other.
        case deep
        /// Ten folders of ten of ten …, which are all the same one: ten billion paths in a handful of objects.
        case bomb
        /// Folders with names of 60,000 bytes in each other, and files in the innermost, which all have the whole of it in their paths.
        case long
        /// A hundred thousand files that aren't requests.
        case many
        /// Files of 50 MB.
        case large
        /// Lists of lists of the same list, as aliases: a billion values if they were put in.
        case laughs

        /// Where it is said what is wrong.
        var words: String {
            switch self {
            case .deep: "folders stand more than"
            case .bomb: "entries"
            case .long: "a path is longer than 4096 bytes: it begins with 'requests/nnn"
            case .many: "requests/many/099999.yaml:1:1: error:"
            case .large: "requests/large.yaml: error: the file has 52428800 bytes; at most 1048576 are read"
            case .laughs: "[DP1107]"
            }
        }

        /// Whether a run gets to the end of it, and judges what stands beside it: it can be taken back by another commit then.
        var isJudged: Bool {
            switch self {
            case .deep, .bomb, .long: false
            case .many, .large, .laughs: true
            }
        }

        /// The files, as git-fast-import(1) takes them.
        var changes: String {
            func file(_ path: String, _ text: String) -> String { "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n" }
            switch self {
            case .deep: return file("requests/" + String(repeating: "d/", count: 5000) + "x.yaml", "x")
            case .bomb, .long: return ""
            case .many: return (0..<100_000).map { "M 100644 :1 requests/many/\(String(format: "%06d", $0)).yaml\n" }.joined()
            case .large:
                let text = String(repeating: "reason: a\n", count: 5 << 20)
                return file("requests/large.yaml", text) + file("policies/people.yaml", text)
            case .laughs:
                let names = (0...9).map { "l\($0)" }
                let lists = zip(names, names.dropFirst()).map {
                    "\($1): &\($1) [\(Array(repeating: "*\($0)", count: 9).joined(separator: ","))]\n"
                }
                let text = "version: 1\nl0: &l0 lol\n" + lists.joined()
                return file("requests/laughs.yaml", text) + file("policies/people.yaml", text)
            }
        }
    }

    /// Stores the tree of a burden of few objects, and returns it as git-mktree(1) takes it, without its name.
    private func tree(_ burden: Burden, in repository: String) async throws -> String {
        let blob = try await Shell.run(["git", "hash-object", "-w", "--stdin"], in: repository, input: "x").output.prefix(40)
        var line = "100644 blob \(blob)"
        let names = burden == .bomb ? (0...9).map { "\($0)" } : [String(repeating: "n", count: 60_000)]
        for level in 1...10 {
            let names = burden == .long && level == 1 ? (0..<1000).map { "\($0)" } : names
            let tree = try await Shell.run(["git", "mktree"], in: repository, input: names.map { "\(line)\t\($0)\n" }.joined())
            line = "040000 tree \(tree.output.prefix(40))"
        }
        return line
    }

    /// Pushes it onto the source branch.
    private func push(_ burden: Burden, to site: Site) async throws {
        let repository = site.repository
        if burden == .bomb || burden == .long {
            let line = try await tree(burden, in: repository)
            let entries = try await Shell.git("ls-tree", "HEAD", in: repository).split(separator: "\n").filter {
                !$0.hasSuffix("\trequests")
            }
            let root = try await Shell.run(
                ["git", "mktree"], in: repository, input: (entries + ["\(line)\trequests"]).joined(separator: "\n") + "\n")
            let commit = try await Shell.git("commit-tree", "-p", "HEAD", "-m", "a burden", String(root.output.prefix(40)), in: repository)
            try await Shell.git("update-ref", "refs/heads/main", commit, in: repository)
            return
        }
        let stream =
            "blob\nmark :1\ndata 1\nx\ncommit refs/heads/main\ncommitter x <x@example.com> 1700000000 +0000\ndata 1\nx\nfrom refs/heads/main^0\n"
            + burden.changes
        let ended = try await Shell.run(["git", "fast-import", "--quiet"], in: repository, input: stream)
        #expect(ended.code == 0, "\(ended.errors)")
    }

    /// What comes over a wire is stored otherwise than what is copied; once it is there, it is read alike.
    private static let pushes: [(Burden, GitTrickAttackTests.Way)] =
        Burden.allCases.map { ($0, .path) } + [(.deep, .http), (.bomb, .http), (.long, .http)]

    @Test("a push that is a burden: told in time, and what is due goes all the same", arguments: pushes)
    func burden(_ burden: Burden, way: GitTrickAttackTests.Way) async throws {
        var site = try await Site.granting()
        let before = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        try await push(burden, to: site)
        var server: GitHTTPServer?
        if way == .http {
            try await GitHTTPServer.open(site.repository)
            let started = try await GitHTTPServer(serving: site.folder.path)
            site.environment["DAYPASS_REPOSITORY"] = started.url("access/.git")
            server = started
        }
        let ended = try await site.daypass("reconcile", now: Self.later)
        #expect(ended.code == 1 && ended.errors.contains(burden.words), "\(ended.errors.prefix(4000))")
        #expect(ended.errors.contains("put back to where it was before, by force") != burden.isJudged, "\(ended.errors.prefix(4000))")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "nobody loses anything by it")
        let due = try await site.daypass("reconcile", now: Self.end)
        #expect(due.code == 1 && due.errors.contains(burden.words), "\(due.errors.prefix(4000))")
        #expect(try site.user("member01").groups == ["Developers"], "what is due goes: \(due.errors.prefix(4000))")
        let without = try await Shell.git("commit-tree", "-p", "main", "-m", "without it", "\(before)^{tree}", in: site.repository)
        try await Shell.git("update-ref", "refs/heads/main", without, in: site.repository)
        if !burden.isJudged {
            let onTop = try await site.daypass("reconcile", now: Self.end)
            #expect(onTop.code == 1 && onTop.errors.contains(burden.words), "\(onTop.errors)")
            try await Shell.git("update-ref", "refs/heads/main", before, in: site.repository)
        }
        try await Shell.git("reset", "-q", "--hard", in: site.repository)
        try site.write(Site.request(user: "member02", end: "2026-11-23 05:00"), to: "requests/next.yaml")
        try await site.commit("a request")
        let after = try await site.daypass("reconcile", now: Self.end)
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "\(after.errors.prefix(4000))")
        withExtendedLifetime(server) {}
    }

    @Test("a burden in the ledger: told in time, and what is due goes all the same", arguments: [Burden.bomb, .long])
    func inTheLedger(_ burden: Burden) async throws {
        let site = try await Site.granting()
        let repository = site.repository
        let before = try await Shell.git("rev-parse", "audit", in: repository)
        let entries = try await Shell.git("ls-tree", "audit", in: repository)
        let line = "\(try await tree(burden, in: repository))\taaa"
        let root = try await Shell.run(["git", "mktree"], in: repository, input: "\(entries)\n\(line)\n")
        // The last message has the trailers that the state agrees with.
        let message = try await Shell.git("log", "-1", "--format=%B", "audit", in: repository)
        let commit = try await Shell.git(
            "commit-tree", "-p", "audit", "-m", message, String(root.output.prefix(40)), in: repository)
        try await Shell.git("update-ref", "refs/heads/audit", commit, in: repository)
        let ended = try await site.daypass("expire", now: Self.later)
        let words =
            burden == .bomb ? "paths of more than 67108864 bytes in all" : "a path is longer than 4096 bytes: it begins with 'aaa/nnn"
        #expect(ended.code == 1 && ended.errors.contains(words), "\(ended.errors.prefix(4000))")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "nobody loses anything by it")
        let due = try await site.daypass("expire", now: Self.end)
        #expect(due.code == 1 && due.errors.contains(words), "\(due.errors.prefix(4000))")
        #expect(try site.user("member01").groups == ["Developers"], "what is due goes: \(due.errors.prefix(4000))")
        try await Shell.git("update-ref", "refs/heads/audit", before, in: repository)
        let after = try await site.daypass("expire", now: Self.end)
        #expect(after.code == 0, "\(after.errors.prefix(4000))")
    }
}
