import Foundation
import TestSupport
import Testing

/// An access repository whose settings trust reviews at GitHub, beside a GitHub that knows its pull requests.
struct ReviewedSite {
    static let token = "ghp_NEVERTELLNEVERTELLNEVERTELL123456"
    static let request = "requests/deploy.yaml"
    private static let server = Task { try await LoopbackServer([testPython, LoopbackServer.script("github_stub.py"), "{port}"]) }

    var site: Site
    private let port: Int
    private let name = "site-\(UUID().uuidString)"
    private var pulls: [String: Any] = [:]
    private var commits: [String: Any] = [:]
    private var trees: [String: Any] = [:]
    private var activity: [String: Any] = [:]

    /// How a pull request came onto the branch.
    enum Way { case mergeCommit, squash }

    /// - Parameter isSigned: whether the ledger is signed, and its key pinned.
    static func made(isSigned: Bool = true) async throws -> ReviewedSite {
        let port = try await server.value.port
        var made = ReviewedSite(site: try await Site.sample(), port: port)
        let settings = try made.site.read("policies/settings.yaml")
        let forge =
            "evidence: [github]\n  forge: { kind: github, repository: example/access, api: \"http://127.0.0.1:\(port)/\(made.name)\", token: { env: GITHUB_TOKEN } }"
        try made.site.write(settings.replacingOccurrences(of: "evidence: [merge]", with: forge), to: "policies/settings.yaml")
        try await made.site.commit("policies that want reviews")
        if isSigned {
            _ = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ledger", "-f", made.site.folder("ledger")])
            made.site.environment["DAYPASS_LEDGER_KEY"] = made.site.folder("ledger")
            made.site.environment["DAYPASS_LEDGER_KEYS"] = made.site.folder("ledger.pub")
        }
        made.site.environment["GITHUB_TOKEN"] = token
        let begun = try await made.site.daypass("audit", "init", now: ApprovedSite.evening)
        #expect(begun.code == 0, "\(begun.errors)")
        return made
    }

    private init(site: Site, port: Int) { (self.site, self.port) = (site, port) }

    /// Somebody's account.
    struct Account: Sendable {
        var login: String
        var id: Int

        static let lead = Account(login: "lead-one", id: 1004)
        static let security = Account(login: "security-one", id: 1006)
        static let member = Account(login: "member-one", id: 1001)

        var json: [String: Any] { ["__typename": "User", "login": login, "databaseId": id] }
    }

    /// Opens a pull request by member01, has it reviewed and merges it.
    ///
    /// - Parameters:
    ///   - reviewer: nil: nobody.
    ///   - afterReview: what is changed on the branch after the review, unseen.
    mutating func merge(
        _ number: Int, _ text: String, to file: String = request, by way: Way = .mergeCommit, reviewer: Account? = .lead,
        reviewedAt: String = "2026-11-22T12:30:00Z", afterReview: String? = nil
    ) async throws {
        let (repository, branch) = (site.repository, "request/\(number)")
        try await Shell.git("checkout", "-q", "-b", branch, in: repository)
        try site.write(text, to: file)
        let reviewed = try await site.commit("a request")
        var pushes = [push(reviewed, nil, "2026-11-22T12:00:00Z", branch)]
        if let afterReview {
            try site.write(afterReview, to: file)
            pushes.insert(push(try await site.commit("one more thing"), reviewed, "2026-11-22T12:40:00Z", branch), at: 0)
        }
        let head = try await Shell.git("rev-parse", "HEAD", in: repository)
        let made = try await Shell.git("log", "--format=%H", "main..HEAD", in: repository).split(separator: "\n").map(String.init)
        for commit in Set([reviewed, head]) {
            let listed = try await Shell.git("ls-tree", "-r", commit, in: repository)
            let blobs = listed.split(separator: "\n").map { $0.split(separator: "\t") }
            var tree: [String: String] = [:]
            for blob in blobs { tree[String(blob[1])] = String(blob[0].split(separator: " ")[2]) }
            tree["policies"] = try await Shell.git("rev-parse", commit + ":policies", in: repository)
            trees[commit] = tree
        }
        try await Shell.git("checkout", "-q", "main", in: repository)
        switch way {
        case .mergeCommit: try await Shell.git("merge", "-q", "--no-ff", "-m", "Merge #\(number)", branch, in: repository)
        case .squash:
            try await Shell.git("merge", "-q", "--squash", branch, in: repository)
            try await Shell.git("commit", "-q", "-m", "a request (#\(number))", in: repository)
        }
        let tip = try await Shell.git("rev-parse", "HEAD", in: repository)
        let here: [String: Any] = ["databaseId": 4242]
        let member: [String: Any] = ["email": "member01@example.com", "user": Account.member.json]
        pulls["\(number)"] =
            [
                "number": number, "merged": true, "mergedAt": "2026-11-22T12:50:00Z", "baseRefName": "main", "headRefOid": head,
                "headRefName": branch, "isCrossRepository": false, "baseRepository": here, "headRepository": here,
                "mergeCommit": ["oid": tip], "author": Account.member.json, "timeline": [Any](),
                "reviews": reviewer.map { [review(by: $0, at: reviewedAt, of: reviewed)] } ?? [],
                "commits": made.map { commit in
                    [
                        "commit": [
                            "oid": commit, "authoredDate": "2026-11-22T12:00:00Z", "committer": member, "authors": [member],
                            "signature": NSNull(),
                        ] as [String: Any]
                    ]
                },
            ] as [String: Any]
        commits[tip] = ["authoredDate": "2026-11-22T12:50:00Z", "pulls": [number]] as [String: Any]
        activity[branch] = pushes
        try publish()
    }

    private func review(by author: Account, at time: String, of commit: String) -> [String: Any] {
        [
            "id": "PRR_1", "state": "APPROVED", "submittedAt": time, "lastEditedAt": NSNull(), "includesCreatedEdit": false,
            "body": "Go ahead.", "author": author.json, "editor": NSNull(), "commit": ["oid": commit],
        ]
    }

    private func push(_ after: String, _ before: String?, _ time: String, _ branch: String) -> [String: Any] {
        [
            "id": 1, "before": before ?? String(repeating: "0", count: 40), "after": after, "ref": "refs/heads/\(branch)",
            "timestamp": time, "activity_type": before == nil ? "branch_creation" : "push",
            "actor": ["login": "member-one", "id": 1001, "type": "User"] as [String: Any],
        ]
    }

    /// Tells GitHub all there is, and has it forget what it was asked.
    func publish() throws {
        let world: [String: Any] = [
            "repository": [
                "databaseId": 4242, "nameWithOwner": "example/access", "commits": commits, "trees": trees, "pulls": pulls,
            ] as [String: Any],
            "activity": activity,
        ]
        try send("POST", "_stub/world", world)
    }

    /// What the next calls get, whatever is true.
    func plan(_ answers: [[String: Any]]) throws { try send("POST", "_stub/plan", ["graphql": answers]) }

    /// The names of the queries that GitHub was asked, and the pages of activity.
    func calls() throws -> [String] {
        let data = try Data(LoopbackRequest.send("GET", port: port, "/\(name)/_stub/calls").utf8)
        let calls = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        return calls.map { ($0["name"] as? String).flatMap { $0.isEmpty ? nil : $0 } ?? ($0["kind"] as? String ?? "") }
    }

    private func send(_ method: String, _ path: String, _ body: [String: Any]) throws {
        let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
        _ = try LoopbackRequest.send(method, port: port, "/\(name)/\(path)", body: text)
    }

    func run(_ now: String = "2026-11-22T22:00:00+09:00", environment: [String: String] = [:]) async throws -> Finished {
        let ended = try await site.daypass("reconcile", now: now, environment: environment)
        #expect(!(ended.output + ended.errors).contains(Self.token))
        return ended
    }

    func isGranted() throws -> Bool { try site.user("member01").groups.contains("ProdMemberWorkGroup") }
}
