import AccessCore
import HTTP
import TestSupport
import Testing

@testable import Approvals

/// Answers that are none, or not whole: pending with the reason, never a grant, never a crash.
@Suite struct GitHubDoubtTests {
    private typealias Story = ReviewStory
    private typealias World = GitHubWorld

    private static let later = "; the next run asks again"

    private func doubt(plan: GraphJSON? = nil, _ change: (inout GitHubWorld) -> Void = { _ in }) async throws -> String? {
        let testimony = try await GitHubStub.testimony(plan: plan, change)
        return testimony.approvals.isEmpty && testimony.refusal == nil ? testimony.doubt : "not a doubt: \(testimony)"
    }

    // What is no answer.

    static let answers: [(GraphJSON, String)] = [
        (["status": 503, "text": "<html><body><h1>503 Service Unavailable</h1>"], "GitHub answered with status 503\(later)"),
        (["status": 500, "body": ["message": "Server\nError"]], "GitHub answered with status 500 ('Server Error')\(later)"),
        (
            ["status": 200, "text": "<html><body>Sign in</body>"],
            "GitHub's answer is not JSON, as an error page of something on the way\(later)"
        ),
        (["status": 200, "text": ""], "GitHub's answer is not JSON, as an error page of something on the way\(later)"),
        (
            ["status": 200, "text": #"{"data": {"repository""#],
            "GitHub's answer is not JSON, as an error page of something on the way\(later)"
        ),
        (["status": 200, "nesting": 200_000], "GitHub's answer is not JSON, as an error page of something on the way\(later)"),
        (
            ["status": 401, "body": ["message": "Bad credentials"]],
            "GitHub doesn't take the credentials ('Bad credentials'): renew what the variable of approval.forge holds"
        ),
        (
            ["status": 403, "body": ["message": "Resource not accessible by integration"]],
            "GitHub refuses to answer ('Resource not accessible by integration'): the token has to read contents and pull requests of this repository"
        ),
        (
            ["status": 307, "headers": ["Location": "http://elsewhere.example/"], "text": ""],
            "GitHub's answer leads elsewhere (307), which isn't followed: correct approval.forge.api, or approval.forge.repository if it was renamed"
        ),
        (["status": 502, "text": "<html>"], "GitHub couldn't answer in time (502)\(later)"),
        (["status": 418, "body": []], "GitHub answered with status 418\(later)"),
    ]

    @Test(arguments: answers.indices, ["graphql", "activity"])
    func whatIsNoAnswerIsPending(index: Int, kind: String) async throws {
        let (answer, words) = Self.answers[index]
        #expect(try await doubt(plan: .object([kind: [answer]])) == words)
    }

    @Test(arguments: [("graphql", "GraphQL API at approval.forge.api"), ("activity", "activity of the repository")])
    func whatIsNotFoundIsNamed(kind: String, what: String) async throws {
        let answer: GraphJSON = ["status": 404, "body": ["message": "Not Found"]]
        #expect(
            try await doubt(plan: .object([kind: [answer]]))
                == "GitHub knows no \(what), or hides it from this token: look at approval.forge, and at what the token may read")
    }

    @Test func anotherShapeIsNamedWithItsPlace() async throws {
        #expect(
            try await doubt(plan: ["graphql": [["body": []]]])
                == "GitHub's answer has another shape than expected at its beginning\(Self.later)")
        #expect(
            try await doubt(plan: ["graphql": [["patch": [[["data", "repository", "databaseId"], "x"]]]]])
                == "GitHub's answer has another shape than expected at data.repository.databaseId\(Self.later)")
        #expect(
            try await doubt(plan: ["activity": [["body": [["before": 7]]]]])
                == "GitHub's answer has another shape than expected at [0].before\(Self.later)")
        #expect(
            try await doubt(plan: ["graphql": [["body": ["data": nil]]]])?.hasPrefix("GitHub shows no repository 'example/access'") == true)
    }

    /// Each part of the second answer: null, another type, or missing altogether. A null may be an answer of its own, but never a yes.
    @Test(arguments: [
        ["merged"], ["mergedAt"], ["mergeCommit"], ["headRefOid"], ["isCrossRepository"], ["baseRepository"], ["headRepository"],
        ["author"],
        ["timelineItems"], ["timelineItems", "pageInfo"], ["commits", "totalCount"], ["commits", "nodes"],
        ["commits", "pageInfo", "hasNextPage"],
        ["commits", "nodes", "0"], ["commits", "nodes", "0", "commit", "authors"], ["commits", "nodes", "0", "commit", "committer"],
        ["commits", "nodes", "0", "commit", "authoredDate"], ["reviews", "totalCount"], ["reviews", "nodes", "0"],
        ["reviews", "nodes", "0", "state"], ["reviews", "nodes", "0", "submittedAt"], ["reviews", "nodes", "0", "author"],
        ["reviews", "nodes", "0", "commit"],
    ])
    func anythingThatIsMissingProvesNothing(path: [String]) async throws {
        let place = GraphJSON.list(["data", "repository", "p0"] + path.map { Int64($0).map { GraphJSON.number($0) } ?? .text($0) })
        for value in [GraphJSON.null, ["nonsense": true], 7] {
            let testimony = try await GitHubStub.testimony(plan: ["graphql": [nil, ["patch": [[place, value]]]]])
            #expect(testimony.approvals.isEmpty, "\(path) \(value)")
            #expect(testimony.refusal != nil || testimony.doubt != nil || !testimony.setAside.isEmpty, "\(path) \(value)")
        }
        guard Int(path.last ?? "") == nil else { return }
        let testimony = try await GitHubStub.testimony(plan: ["graphql": [nil, ["patch": [[place, ["_remove": true]]]]]])
        #expect(testimony.approvals.isEmpty && testimony.doubt != nil, "\(path) \(testimony)")
    }

    /// Null is what these ordinarily are; only their absence is another answer.
    @Test(arguments: [
        ["reviews", "nodes", "0", "lastEditedAt"], ["reviews", "nodes", "0", "editor"], ["commits", "nodes", "0", "commit", "signature"],
    ])
    func whatIsMissingIsNotNull(path: [String]) async throws {
        let place = GraphJSON.list(["data", "repository", "p0"] + path.map { Int64($0).map { GraphJSON.number($0) } ?? .text($0) })
        let words = try await doubt(plan: ["graphql": [nil, ["patch": [[place, ["_remove": true]]]]]])
        #expect(words?.hasPrefix("GitHub's answer has another shape than expected at ") == true, "\(words ?? "")")
    }

    // Answers in part.

    @Test func anyErrorBesideTheDataIsPending() async throws {
        let partial: GraphJSON = [
            [["errors"], [["type": "FORBIDDEN", "path": ["repository", "p0", "reviews", "nodes", 1], "message": "SAML"]]]
        ]
        for plan: GraphJSON in [["graphql": [["patch": partial]]], ["graphql": [nil, ["patch": partial]]]] {
            #expect(try await doubt(plan: plan) == "GitHub answered only in part ('SAML')\(Self.later)")
        }
        #expect(try await doubt(plan: ["graphql": [nil, ["patch": [[["errors"], []]]]]]) == "GitHub answered only in part\(Self.later)")
    }

    @Test func aPageThatIsNotReadIsPending() async throws {
        let more = (1...100).map { _ in World.review(by: World.user(Story.other), "COMMENTED", commit: World.head(1)) }
        #expect(
            try await doubt { $0.pull["reviews"] = .list(more + [World.review(commit: World.head(1))]) }
                == "pull request #1 has more than the 100 reviews that are read: approve by a signature, or propose it in a smaller one")
        let commits = (1...101).map { World.made($0 == 1 ? World.head(1) : World.commit(6, $0)) }
        #expect(try await doubt { $0.pull["commits"] = .list(commits) }?.contains("more than the 100 commits") == true)
        let events = (1...101).map { World.event("HeadRefForcePushedEvent", at: Story.at(Int64($0 % 50))) }
        #expect(try await doubt { $0.pull["timeline"] = .list(events) }?.contains("more than the 100 events") == true)
        let authors = (1...11).map { _ in World.hand(Story.member, mail: "member01@example.com") }
        #expect(
            try await doubt { $0.pull["commits"][0]["commit"]["authors"] = .list(authors) }?.contains(
                "more than the 10 authors of a commit") == true)
        let pulls = (2...12).map { GraphJSON.number($0) }
        let manyPulls = try await GitHubStub.testimonies(
            {
                var world = GitHubWorld(pulls: 12)
                world.json["repository"]["commits"][World.tip(1).text]["pulls"] = .list([1] + pulls)
                return world
            }())
        #expect(manyPulls.testimonies[0].doubt?.hasPrefix("GitHub shows more than one pull request as merged by this step") == true)
    }

    @Test func whatChangesWhileItIsReadIsPending() async throws {
        let moving = "pull request #1 changed while it was read\(Self.later)"
        for (field, value) in [("headRefOid", GraphJSON.text(World.commit(5, 5).text)), ("merged", false)] {
            #expect(
                try await doubt(plan: ["graphql": [nil, ["patch": [[["data", "repository", "p0", .text(field)], value]]]]]) == moving)
        }
        #expect(
            try await doubt(plan: ["graphql": [nil, ["patch": [[["data", "repository", "p0", "reviews", "totalCount"], 2]]]]]) == moving)
    }

    @Test func aStateThatIsNotKnownIsPending() async throws {
        let words = try await doubt(plan: [
            "graphql": [nil, ["patch": [[["data", "repository", "p0", "reviews", "nodes", 0, "state"], "WITHDRAWN"]]]]
        ])
        #expect(words == "GitHub's answer has another shape than expected at reviews.state\(Self.later)")
        // A draft of the token's own account is none of the reviews yet.
        let drafted = try await GitHubStub.testimony {
            $0.pull["reviews"].append(World.review("PENDING", commit: World.head(1)))
            $0.pull["reviews"][1]["submittedAt"] = nil
        }
        #expect(drafted.approvals.count == 1)
    }

    // Whose answer it is.

    @Test func aRepositoryThatWasRenamedIsNotFollowed() async throws {
        let words = try await doubt { $0.json["repository"]["nameWithOwner"] = "example/renamed" }
        #expect(
            words
                == "GitHub shows no repository 'example/access': correct approval.forge.repository if it was renamed, or let the token read it"
        )
    }

    @Test func anotherRepositorysAnswerIsNotTaken() async throws {
        let other = "GitHub answered for another repository than 'example/access': correct approval.forge.repository"
        #expect(try await doubt(plan: ["graphql": [["patch": [[["data", "repository", "nameWithOwner"], "evil/access"]]]]]) == other)
        // Between the two queries the name went to another one.
        #expect(try await doubt(plan: ["graphql": [nil, ["patch": [[["data", "repository", "databaseId"], 7]]]]]) == other)
    }

    @Test func anAnswerThatIsTooLargeIsNotRead() async throws {
        let words = try await doubt(plan: ["graphql": [["nesting": .number(Int64(ForgeCaller.responseLimit) + 1)]]])
        #expect(
            words?.hasPrefix("GitHub couldn't be asked (") == true && words?.contains("\(ForgeCaller.responseLimit)") == true,
            "\(words ?? "")")
    }

    @Test func aServerThatSaysNothingIsNotWaitedForLong() async throws {
        let world = GitHubWorld()
        let stub = try await GitHubStub(world)
        try stub.plan(["graphql": [["hang": 60]]])
        let forge = try stub.forge(timeouts: Timeouts(total: .milliseconds(300)))
        guard case .doubtful(let words, _) = await forge.facts(about: world.questions)[0] else { return #expect(Bool(false)) }
        #expect(words.hasPrefix("GitHub couldn't be asked (") && words.hasSuffix(Self.later))
    }

    @Test func nobodyListens() async throws {
        let port = try LoopbackPort.claim()
        let settings = ForgeSettings(
            kind: .github, repository: "example/access", api: "http://127.0.0.1:\(port)", credential: .token(variable: "TOKEN"))
        let forge = try GitHubForge(
            settings, credential: .token(GitHubStub.token), client: HTTPClient(configuration: HTTPConfiguration(proxy: .none)),
            now: { GitHubStub.now })
        let facts = await forge.facts(about: GitHubWorld().questions)
        guard case .doubtful(let words, _) = facts.first else { return #expect(Bool(false), "\(facts)") }
        #expect(words.hasPrefix("GitHub couldn't be asked (") && words.hasSuffix(Self.later))
    }
}
