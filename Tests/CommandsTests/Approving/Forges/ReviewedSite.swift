import Foundation
import TestSupport
import Testing

/// An access repository whose settings trust reviews at a forge, beside a forge that knows what was proposed there.
struct ReviewedSite {
    enum Forge: String, CaseIterable, Sendable { case github, gitlab, gitea }

    static let token = "ghp_NEVERTELLNEVERTELLNEVERTELL123456"
    static let request = "requests/deploy.yaml"
    private static let variable = "REVIEWS_TOKEN"
    private static let graph = Task { try await LoopbackServer([testPython, LoopbackServer.script("github_stub.py"), "{port}"]) }
    private static let rest = Task { try await LoopbackServer(["python3", LoopbackServer.script("rest_forge_stub.py"), "{port}"]) }

    var site: Site
    let forge: Forge
    /// The commit that is the root of trust.
    var root = ""
    private let port: Int
    private let name = "site-\(UUID().uuidString)"
    private(set) var merged: [MergedProposal] = []

    /// - Parameters:
    ///   - evidence: what settings trust beside the forge's reviews.
    ///   - people: what else is changed of `people.yaml`.
    ///   - isSigned: whether the ledger is signed, and its key pinned.
    ///   - credential: what opens the forge, as settings have it; nil: the token.
    ///   - isLater: whether the root of trust trusts the merge, and reviews come to count after it; no key is pinned then.
    static func made(
        _ forge: Forge = .github, beside evidence: String = "", isSigned: Bool = true, people change: (String) -> String = { $0 },
        credential: String? = nil, isLater: Bool = false
    ) async throws -> ReviewedSite {
        let port = try await forge == .github ? graph.value.port : rest.value.port
        var made = ReviewedSite(site: try await Site.sample(), forge: forge, port: port)
        let settings = try made.site.read("policies/settings.yaml")
        let lines = """
            evidence: [\(evidence)\(forge)]
              forge: { kind: \(forge), repository: example/access, api: "\(made.address)", \(credential ?? "token: { env: \(variable) }") }
            """
        try made.site.write(settings.replacingOccurrences(of: "evidence: [merge]", with: lines), to: "policies/settings.yaml")
        let people = try made.site.read("policies/people.yaml").replacingOccurrences(of: "    github: {", with: "    \(forge): {")
        try made.site.write(change(people), to: "policies/people.yaml")
        if isLater {
            made.root = try await made.head()
            let begun = try await made.site.daypass("audit", "init", now: ApprovedSite.evening)
            #expect(begun.code == 0, "\(begun.errors)")
        }
        let commit = try await made.site.commit("policies that want reviews")
        if !isLater { made.root = commit }
        made.site.environment[variable] = token
        if isLater {
            try made.publish()
            return made
        }
        _ = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ledger", "-f", made.site.folder("ledger")])
        if isSigned {
            made.site.environment["DAYPASS_LEDGER_KEY"] = made.site.folder("ledger")
            made.site.environment["DAYPASS_LEDGER_KEYS"] = made.site.folder("ledger.pub")
        }
        let begun = try await made.site.daypass("audit", "init", now: ApprovedSite.evening)
        #expect(begun.code == 0, "\(begun.errors)")
        try made.publish()
        return made
    }

    private init(site: Site, forge: Forge, port: Int) { (self.site, self.forge, self.port) = (site, forge, port) }

    /// Of the API.
    var address: String { "http://127.0.0.1:\(port)/\(name)" }

    /// Opens a proposal by member01, has it reviewed and merges it.
    ///
    /// - Parameters:
    ///   - reviewer: nil: nobody.
    ///   - afterReview: what is changed on the branch after the review, unseen.
    mutating func merge(
        _ number: Int, _ text: String, to file: String = request, by way: Proposal.Way = .mergeCommit, reviewer: ForgeAccount? = .lead,
        reviewedAt: String = "2026-11-22T12:30:00Z", afterReview: String? = nil
    ) async throws {
        var pushes = [Proposal.Push(text: text)]
        if let afterReview { pushes.append(Proposal.Push(text: afterReview, at: "2026-11-22T12:40:00Z")) }
        let reviews = reviewer.map { [Proposal.Review(by: $0, at: reviewedAt)] } ?? []
        try await merge(Proposal(number: number, path: file, pushes: pushes, reviews: reviews, way: way))
    }

    /// Takes back what stands in a file of policies, proposes the change to its owner, and asks for what it gives to `bystander`.
    mutating func loosen(_ path: String, to loose: String, insteadOf work: String) async throws {
        try site.write(work, to: path)
        try await site.commit("as it was")
        try await merge(10, loose, to: path, reviewer: .security)
        try await merge(11, Site.request(user: "bystander", end: "2026-11-23 03:00"), to: "requests/anew.yaml")
    }

    /// Does with git what the proposal says, and tells the forge of it.
    mutating func merge(_ proposal: Proposal) async throws {
        let repository = site.repository
        try await Shell.git("checkout", "-q", "-b", proposal.branch, in: repository)
        var made: [MergedProposal.Made] = []
        for push in proposal.pushes {
            var replaced: String?
            if push.isForced {
                replaced = try await head()
                try await Shell.git("reset", "-q", "--hard", "HEAD~1", in: repository)
            }
            let parent = try await head()
            try site.write(push.text, to: proposal.path)
            try await push.also?(site)
            try await commit(Self.message(of: push), by: push.by.mail)
            let commit = try await head()
            made.append(
                MergedProposal.Made(push: push, commit: commit, parent: parent, replaced: replaced, objects: try await objects(commit)))
        }
        try await Shell.git("checkout", "-q", "main", in: repository)
        try await proposal.meanwhile?(site)
        switch proposal.way {
        case .mergeCommit: try await Shell.git("merge", "-q", "--no-ff", "--no-commit", proposal.branch, in: repository)
        case .squash: try await Shell.git("merge", "-q", "--squash", proposal.branch, in: repository)
        case .fastForward: try await Shell.git("merge", "-q", "--ff-only", proposal.branch, in: repository)
        }
        if let text = proposal.mergedText { try site.write(text, to: proposal.path) }
        try await proposal.byHand?(site)
        if proposal.way != .fastForward { try await commit("Merge \(proposal.branch)", by: proposal.openedBy.mail) }
        merged.append(MergedProposal(proposal: proposal, made: made, tip: try await head()))
        try publish()
    }

    /// Each push has another one, so that no two are the same commit.
    static func message(of push: Proposal.Push) -> String {
        let trailers = push.coAuthors.map { "Co-authored-by: \($0.login) <\($0.mail)>\n" }.joined()
        return "a request, pushed at \(push.at)\n" + (trailers.isEmpty ? "" : "\n" + trailers)
    }

    private func head() async throws -> String { try await Shell.git("rev-parse", "HEAD", in: site.repository) }

    private func commit(_ message: String, by mail: String) async throws {
        try await Shell.git("add", "-A", in: site.repository)
        let ended = try await Shell.run(
            ["git", "commit", "-q", "--allow-empty", "-m", message], in: site.repository,
            environment: ["GIT_AUTHOR_EMAIL": mail, "GIT_COMMITTER_EMAIL": mail])
        #expect(ended.code == 0, "\(ended.errors)")
    }

    private func objects(_ commit: String) async throws -> [String: String] {
        var objects: [String: String] = [:]
        for line in try await Shell.git("ls-tree", "-r", commit, in: site.repository).split(separator: "\n") {
            let parts = line.split(separator: "\t")
            objects[String(parts[1])] = String(parts[0].split(separator: " ")[2])
        }
        objects["policies"] = try await Shell.git("rev-parse", commit + ":policies", in: site.repository)
        return objects
    }

    // What the forge says.

    private var world: [String: Any] { world(of: merged) }

    private func world(of merged: [MergedProposal]) -> [String: Any] {
        switch forge {
        case .github: GitHubWorld.world(merged)
        case .gitlab: GitLabWorld.world(merged)
        case .gitea: GiteaWorld.world(merged)
        }
    }

    /// Has this forge know what was proposed at another site, as that one would, or changed on the way.
    func publish(whatIsKnownTo other: ReviewedSite, _ change: (inout Proposal) -> Void = { _ in }) throws {
        let merged = other.merged.map { one in
            var one = one
            change(&one.proposal)
            return one
        }
        try send("POST", "_stub/world", world(of: merged))
    }

    /// Tells the forge all there is, and has it forget what it was asked.
    func publish() throws { try send("POST", "_stub/world", world) }

    /// Tells the forge what there is, with other settings of its own: parts of its world that are mappings.
    func settings(_ change: (inout [String: [String: Any]]) -> Void) throws {
        var parts = world.compactMapValues { $0 as? [String: Any] }
        change(&parts)
        try send("POST", "_stub/world", world.merging(parts) { $1 })
    }

    /// What the next calls of a round get, whatever is true.
    ///
    /// - Parameters:
    ///   - answers: to the first call.
    ///   - more: to others, by their paths.
    func plan(_ answers: [[String: Any]], also more: [String: [[String: Any]]] = [:]) throws {
        let first =
            switch forge {
            case .github: "graphql"
            case .gitlab: GitLabWorld.project
            case .gitea: GiteaWorld.repository
            }
        try send("POST", "_stub/plan", more.merging([first: answers]) { $1 })
    }

    /// What the forge was asked since it was told: names of queries and kinds of calls, or paths.
    func calls() throws -> [String] {
        try asked().map { ($0["name"] as? String).flatMap { $0.isEmpty ? nil : $0 } ?? ($0["kind"] ?? $0["path"]) as? String ?? "" }
    }

    private func asked() throws -> [[String: Any]] {
        let data = try Data(LoopbackRequest.send("GET", port: port, "/\(name)/_stub/calls").utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    private func send(_ method: String, _ path: String, _ body: [String: Any]) throws {
        let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
        _ = try LoopbackRequest.send(method, port: port, "/\(name)/\(path)", body: text)
    }

    // What comes of it.

    /// - Parameter token: what the forge's variable holds.
    func run(_ now: String = ApprovedSite.evening, token: String = token) async throws -> Finished {
        let ended = try await site.daypass("reconcile", now: now, environment: [Self.variable: token, "DAYPASS_ROOT": root])
        #expect(!(ended.output + ended.errors).contains(Self.token))
        return ended
    }

    func isGranted(_ user: String = "member01") throws -> Bool { try site.user(user).groups.contains("ProdMemberWorkGroup") }

    /// Nothing is granted, whatever run looks, and why is said.
    func expectDenied(saying words: String, code: String = "DP2101", sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for number in 1...2 {
            let ended = try await run()
            #expect(
                ended.code == 1 && ended.errors.contains("[\(code)]") && ended.errors.contains(words),
                "\(forge), run \(number): \(ended.errors)", sourceLocation: sourceLocation)
            #expect(try !isGranted(), "\(forge), run \(number)", sourceLocation: sourceLocation)
        }
    }

    func expectGranted(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let ended = try await run()
        #expect(ended.code == 0, "\(forge): \(ended.errors)", sourceLocation: sourceLocation)
        #expect(try isGranted(), "\(forge): \(ended.errors)", sourceLocation: sourceLocation)
    }

    /// Waits for the forge, with its reason.
    func expectPending(_ now: String, token: String = token, saying words: String, sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let ended = try await run(now, token: token)
        #expect(
            ended.code == 0 && ended.errors.contains("[DP2103]") && ended.errors.contains(words), "\(forge): \(ended.code) \(ended.errors)",
            sourceLocation: sourceLocation)
        #expect(try !isGranted(), "\(forge)", sourceLocation: sourceLocation)
    }

    /// The token reached the forge, and stands nowhere else: in no object of either repository, in no file.
    func expectSecret(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let used = try asked().compactMap { ($0["token"] ?? $0["authorization"]) as? String }
        #expect(!used.isEmpty && used.allSatisfy { $0.contains(Self.token) }, "\(forge)", sourceLocation: sourceLocation)
        let found = try await Shell.run(
            [
                "sh", "-c",
                """
                set -e
                find . -type d -name objects | while read -r objects; do
                    git --git-dir="${objects%/objects}" cat-file --batch-all-objects --batch --buffer > all-objects
                    printf '%s %s\\n' "$(wc -c < all-objects)" "$objects"
                    ! grep -aF "$0" all-objects || exit 1
                    rm all-objects
                done
                ! grep -raF "$0" .
                """, Self.token,
            ], in: site.folder.path)
        #expect(found.code == 0, "\(forge): \(found.output)\(found.errors)", sourceLocation: sourceLocation)
        let repositories = found.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
        #expect(
            repositories.count >= 2 && repositories.allSatisfy { $0 > 1000 }, "\(forge): \(found.output)", sourceLocation: sourceLocation)
    }
}
