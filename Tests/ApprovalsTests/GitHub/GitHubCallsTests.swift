import AccessCore
import Testing

@testable import Approvals

/// How much GitHub is asked.
@Suite struct GitHubCallsTests {
    @Test func aHundredRequestsOfAHundredPullRequestsTakeTwoQueries() async throws {
        let (testimonies, stub) = try await GitHubStub.testimonies(GitHubWorld(pulls: 100))
        #expect(testimonies.count == 100 && testimonies.allSatisfy { $0.approvals.count == 1 })
        #expect(testimonies.compactMap { $0.arrival?.pullRequest } == Array(1...100))
        let calls = try stub.calls()
        #expect(calls.filter { $0.kind == "graphql" }.map(\.name) == ["FindPullRequests", "JudgePullRequests"])
        let activity = calls.filter { $0.kind == "activity" }.map(\.path)
        #expect(activity.count == 100 && Set(activity).count == 100 && calls.count == 102)
        // GitHub takes 500,000 nodes; 20,000 are some 200 points of its cost at the very most.
        #expect(calls.allSatisfy { $0.problems.isEmpty && $0.nodes < 20_000 }, "\(calls.map(\.nodes))")
    }

    @Test func aHundredRequestsOfOnePullRequestTakeTwoQueriesAndAPage() async throws {
        let world = GitHubWorld(contents: 100)
        let stub = try await GitHubStub(world)
        let testimonies = await ForgeEvidence(forge: try stub.forge(), people: ReviewStory.people).testimonies(world.questions)
        #expect(testimonies.map(\.count) == [100] && testimonies[0].allSatisfy { $0.approvals.count == 1 })
        #expect(try stub.calls().map(\.kind) == ["graphql", "activity", "graphql"])
    }

    @Test func moreThanAHundredStepsComeInSeveralQueries() async throws {
        let (testimonies, stub) = try await GitHubStub.testimonies(GitHubWorld(pulls: 130))
        #expect(testimonies.count == 130 && testimonies.allSatisfy { $0.approvals.count == 1 })
        let names = try stub.calls().filter { $0.kind == "graphql" }.map(\.name)
        #expect(names.sorted() == ["FindPullRequests", "FindPullRequests", "JudgePullRequests", "JudgePullRequests"])
    }

    @Test func largePullRequestsShareNoQuery() async throws {
        var world = GitHubWorld(pulls: 30)
        for number in 1...30 {
            let commits = (1...99).map { GitHubWorld.made(GitHubWorld.commit(6, number * 1000 + $0)) }
            world.json["repository"]["pulls"]["\(number)"]["commits"] = .list(commits + [GitHubWorld.made(GitHubWorld.head(number))])
        }
        let (testimonies, stub) = try await GitHubStub.testimonies(world)
        #expect(testimonies.allSatisfy { $0.approvals.count == 1 })
        // 19 of them have some 2,000 nodes.
        #expect(try stub.calls().filter { $0.name == "JudgePullRequests" }.count == 2)
    }

    @Test func pullRequestsOfOneBranchShareItsPage() async throws {
        var world = GitHubWorld(pulls: 2)
        world.json["repository"]["pulls"]["2"]["headRefName"] = .text(GitHubWorld.branch(1))
        world.json["activity"][GitHubWorld.branch(1)] = [
            GitHubWorld.push(GitHubWorld.head(2), at: ReviewStory.at(150), branch: GitHubWorld.branch(1)),
            GitHubWorld.push(
                CommitID(String(repeating: "0", count: 40)), from: GitHubWorld.head(1), at: ReviewStory.at(140),
                branch: GitHubWorld.branch(1),
                kind: "branch_deletion"),
            GitHubWorld.push(GitHubWorld.head(1), at: ReviewStory.pushed, branch: GitHubWorld.branch(1)),
        ]
        world.json["repository"]["pulls"]["1"]["mergedAt"] = "\(ReviewStory.at(130))"
        world.json["repository"]["pulls"]["1"]["reviews"][0]["submittedAt"] = "\(ReviewStory.at(120))"
        let (testimonies, stub) = try await GitHubStub.testimonies(world)
        #expect(testimonies.map(\.approvals.count) == [1, 1], "\(testimonies)")
        #expect(try stub.calls().filter { $0.kind == "activity" }.count == 1)
    }

    @Test func noQuestionIsNoCall() async throws {
        let stub = try await GitHubStub(GitHubWorld())
        #expect(await (try stub.forge()).facts(about: []).isEmpty)
        #expect(try stub.calls().isEmpty)
    }

    @Test func whatIsSettledByTheFirstQueryIsAskedNoFurther() async throws {
        var world = GitHubWorld()
        world.pull["baseRefName"] = "dev"
        let (_, stub) = try await GitHubStub.testimonies(world)
        #expect(try stub.calls().map(\.kind) == ["graphql"])
    }

    @Test func aForksBranchIsNotLookedFor() async throws {
        var world = GitHubWorld()
        world.pull["isCrossRepository"] = true
        let (_, stub) = try await GitHubStub.testimonies(world)
        #expect(try stub.calls().map(\.kind) == ["graphql", "graphql"])
    }

    @Test func aBranchsNameIsEncoded() async throws {
        var world = GitHubWorld()
        let branch = "féature/a b&per_page=1#?"
        world.pull["headRefName"] = .text(branch)
        let (_, stub) = try await GitHubStub.testimonies(world)
        let path = try #require(try stub.calls().first { $0.kind == "activity" }?.path)
        #expect(path.hasSuffix("/repos/example/access/activity?ref=refs%2Fheads%2Ff%C3%A9ature%2Fa%20b%26per_page%3D1%23%3F&per_page=100"))
    }

    // Halving what was too much.

    @Test func aQueryThatIsTooMuchIsHalved() async throws {
        let (testimonies, stub) = try await GitHubStub.testimonies(
            GitHubWorld(pulls: 4), plan: ["graphql": [["status": 502, "text": "<html>"], nil, nil, ["status": 504, "text": ""]]])
        #expect(testimonies.allSatisfy { $0.approvals.count == 1 })
        #expect(try stub.calls().filter { $0.kind == "graphql" }.map(\.aliases) == [4, 2, 2, 8, 4, 4])
    }

    @Test func anErrorAboutOneSpoilsOnlyThatOne() async throws {
        let failed: GraphJSON = ["body": ["errors": [["type": "SOMETHING", "message": "went wrong"]], "data": nil]]
        let (testimonies, _) = try await GitHubStub.testimonies(
            GitHubWorld(pulls: 2), plan: ["graphql": [failed, nil, failed, nil]])
        #expect(testimonies[0].approvals.count == 1)
        #expect(testimonies[1].doubt == "GitHub answered only in part ('went wrong'); the next run asks again")
    }

    @Test func halvingEnds() async throws {
        let broken: GraphJSON = ["status": 502, "text": "<html>"]
        let (testimonies, stub) = try await GitHubStub.testimonies(
            GitHubWorld(pulls: 100), plan: ["graphql": .list(Array(repeating: broken, count: 300))])
        #expect(testimonies.allSatisfy { $0.doubt == "GitHub couldn't answer in time (502); the next run asks again" })
        #expect(try stub.calls().count == 17)
    }
}
