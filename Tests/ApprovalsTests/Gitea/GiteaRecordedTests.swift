import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Approvals

/// What Gitea really says, as others recorded it, and what Gitea and Forgejo publish of their APIs.
@Suite struct GiteaRecordedTests {
    @Test func reviewsAreReadAsTheyAre() throws {
        let reviews = try RecordedExchange.decode([GiteaReview].self, RecordedExchange.body("Gitea/reviews"))
        #expect(reviews.map(\.state) == ["COMMENT", "REQUEST_CHANGES", "APPROVED"])
        // An approval may be official and not stale, and dismissed.
        #expect(reviews[2].official && !reviews[2].stale && reviews[2].dismissed)
        let timeline = try #require(
            try GiteaTimeline([RecordedExchange.decode(GiteaEvent.self, GiteaStory.event(1, "merge_pull", at: GiteaStory.at(30)))]))
        #expect(try reviews.map { try $0.facts(timeline)?.opinion } == [.commented, .dismissed, .dismissed])
    }

    @Test func aMergedPullRequestNamesNobodyWhoMergedItAndABaseThatMoved() throws {
        let json = try RecordedExchange.body("Gitea/pulls").items.first { $0["merged"] == .bool(true) }
        let pull = try RecordedExchange.decode(GiteaPull.self, #require(json))
        #expect(
            json?["merged_by"] == .null && json?["base"]?["sha"] == json?["merge_commit_sha"]
                && json?["merge_base"] != json?["base"]?["sha"])
        #expect(pull.merged && pull.mergeCommit.value?.text == "827aa28a907853e5ddfa40c8f9bc52471a2685fd")
        #expect(pull.base.repository == 16_268 && pull.head.repository == 16_280 && pull.head.ref == "refs/pull/12/head")
    }

    @Test func theGhostIsNobody() throws {
        let comments = try RecordedExchange.body("Gitea/issue-comments").items
        let users = try comments.compactMap { $0["user"] }.map { try RecordedExchange.decode(GiteaUser.self, $0) }
        #expect(users.map { $0.party() } == [.account(ForgeIdentity(login: "6543", id: 689)), .unknown("an account that was deleted")])
    }

    @Test func theRepository() throws {
        let repository = try RecordedExchange.decode(GiteaRepository.self, RecordedExchange.body("Gitea/repository"))
        #expect(repository.id == 16_268 && repository.path == "gitea/test_repo")
    }

    /// Every recorded answer, wherever it comes instead of the one that was asked for.
    @Test(arguments: ["reviews", "pulls", "repository", "issue-comments"])
    func whateverComesApprovesNothing(_ name: String) async throws {
        let body = try RecordedExchange.body("Gitea/" + name)
        for path in GiteaStory().routes.keys.sorted() where !path.contains("/git/") {
            let testimony = try await GiteaStory.testimony { $0.plan = [path: [["body": body]]] }
            #expect(testimony.approvals.isEmpty, "\(path): \(testimony)")
        }
    }

    private struct Judgement: Decodable {
        var answers: [String?]
        var paths: [String]
    }

    private func judge(_ description: String, _ answers: [(String, JSON)], paths: [String] = []) async throws -> Judgement {
        let file = try #require(RecordedExchange.folder).appendingPathComponent("Gitea/\(description)-description.json").path
        let question: JSON = [
            "description": .string(file), "paths": .list(paths.map { .string($0) }),
            "answers": .list(answers.map { ["definition": .string($0), "value": $1] }),
        ]
        let input = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        let outcome = try await Shell.run([testPython, LoopbackServer.script("judge_answers.py")], input: input)
        return try JSONDecoder().decode(Judgement.self, from: Data(outcome.output.utf8))
    }

    /// The answers that these tests make up have the published shapes, in Gitea and in Forgejo; and what is asked for is there. The
    /// descriptions at hand are cut, and lack what has to do with files.
    @Test(arguments: ["gitea", "forgejo"]) func madeUpAnswersHaveThePublishedShapes(_ description: String) async throws {
        let story = GiteaStory()
        let made: [(String, JSON)] =
            [("PullRequest", story.pull), ("Repository", story.repository), ("Commit", story.step)]
            + story.reviews.items.map { ("PullReview", $0) }
            + story.commits.items.map { ("Commit", $0) }
            + (story.timeline.items + [GiteaStory.push(3, [GiteaStory.head], at: GiteaStory.at(25))]).map { ("TimelineComment", $0) }
        let asked = story.routes.keys.filter { !$0.contains("/contents/") && !$0.contains("/git/trees/") }
        let judgement = try await judge(description, made, paths: Array(asked))
        #expect(judgement.answers.allSatisfy { $0 == nil }, "\(judgement.answers.compactMap { $0 })")
        #expect(judgement.paths.isEmpty)
    }

    @Test func theJudgeFindsMistakes() async throws {
        let story = GiteaStory()
        let judgement = try await judge(
            "gitea",
            [
                ("PullRequest", story.pull.with(["number": "seven"])), ("PullReview", story.reviews[0].with(["submitted": true])),
                ("TimelineComment", story.timeline.items[0].with(["user": ["id": "x"]])),
            ], paths: ["/repos/o/r/approvals"])
        #expect(judgement.answers.allSatisfy { $0 != nil } && judgement.paths == ["/repos/o/r/approvals"])
    }
}
