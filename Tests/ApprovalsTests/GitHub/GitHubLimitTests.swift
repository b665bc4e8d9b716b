import AccessCore
import Testing

@testable import Approvals

/// GitHub's limits: what is said of them, and that nothing more is asked then.
@Suite struct GitHubLimitTests {
    private static let reset = ReviewStory.at(3600)

    private func limited(_ answer: GraphJSON, kind: String = "graphql") async throws -> (doubts: [String?], calls: Int) {
        let (testimonies, stub) = try await GitHubStub.testimonies(GitHubWorld(pulls: 130), plan: .object([kind: [answer]]))
        #expect(testimonies.allSatisfy { $0.approvals.isEmpty })
        return (Array(Set(testimonies.map(\.doubt))), try stub.calls().filter { $0.kind == "graphql" }.count)
    }

    @Test(arguments: [403, 429])
    func thePrimaryLimitSaysWhenThereAreNewCalls(status: Int64) async throws {
        let (doubts, calls) = try await limited([
            "status": .number(status), "headers": ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "\(Self.reset.seconds)"],
            "body": ["message": "API rate limit exceeded for installation"],
        ])
        #expect(doubts == ["GitHub takes no more calls from us until \(Self.reset); the next run after that asks again"])
        #expect(calls == 1)
    }

    @Test func aSecondaryLimitSaysHowLongToWait() async throws {
        for status in [403, 429] as [Int64] {
            let (doubts, calls) = try await limited([
                "status": .number(status), "headers": ["Retry-After": "90"],
                "body": ["message": "You have exceeded a secondary rate limit"],
            ])
            #expect(
                doubts == [
                    "GitHub was asked too much in too short a time, and wants no calls before \(ReviewStory.at(1090)); the next run after that asks again"
                ])
            #expect(calls == 1)
        }
    }

    @Test func aSecondaryLimitMayNameNoTime() async throws {
        let minute =
            "GitHub was asked too much in too short a time, and wants no calls before \(ReviewStory.at(1060)); the next run after that asks again"
        for body: GraphJSON in [
            ["message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."],
            ["message": "You have triggered an abuse detection mechanism and have been temporarily blocked from content creation."],
        ] {
            #expect(try await limited(["status": 403, "body": body]).doubts == [minute])
        }
        #expect(try await limited(["status": 429, "text": "slow down"]).doubts == [minute])
        // Nonsense for a time is none.
        #expect(try await limited(["status": 429, "headers": ["Retry-After": "soon"], "text": ""]).doubts == [minute])
    }

    @Test func graphQLSaysItWithStatus200() async throws {
        let (doubts, calls) = try await limited([
            "status": 200, "headers": ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "\(Self.reset.seconds)"],
            "body": ["errors": [["type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."]]],
        ])
        #expect(doubts == ["GitHub takes no more calls from us until \(Self.reset); the next run after that asks again"])
        #expect(calls == 1)
        let unnamed = try await limited(["status": 200, "body": ["errors": [["type": "RATE_LIMITED", "message": "x"]]]])
        #expect(unnamed.doubts == ["GitHub takes no more calls from us for now; the next run after that asks again"])
    }

    /// The last call is answered; the next one would not be.
    @Test func theLastCallIsNotFollowedByAnother() async throws {
        let (doubts, calls) = try await limited(["headers": ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "\(Self.reset.seconds)"]])
        #expect(doubts == ["GitHub takes no more calls from us until \(Self.reset); the next run after that asks again"])
        #expect(calls == 1)
    }

    @Test func aLimitAtTheActivityEndsTheRoundAsWell() async throws {
        let (doubts, calls) = try await limited(
            ["status": 403, "headers": ["Retry-After": "5"], "body": ["message": "x"]], kind: "activity")
        #expect(doubts.count == 1 && doubts[0]?.contains("wants no calls before \(ReviewStory.at(1005))") == true, "\(doubts)")
        #expect(calls == 2)
    }

    /// What later runs have to know.
    @Test func whatGitHubWantsComesWithTheDoubt() async throws {
        let world = GitHubWorld()
        let busy: GraphJSON = ["status": 429, "headers": ["Retry-After": "5400"], "text": ""]
        let exhausted: GraphJSON = ["headers": ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "\(Self.reset.seconds)"]]
        let (unnamed, broken): (GraphJSON, GraphJSON) = (["status": 429, "text": ""], ["status": 500, "text": ""])
        let pauses: [(GraphJSON, Duration?)] = [
            (busy, .seconds(5400)), (exhausted, Self.reset.since(GitHubStub.now)), (unnamed, .seconds(60)), (broken, nil),
        ]
        for (answer, pause) in pauses {
            let stub = try await GitHubStub(world)
            try stub.plan(["graphql": [answer]])
            #expect(await (try stub.forge()).facts(about: world.questions).map(\.pause) == [pause], "\(answer)")
        }
    }

    @Test func anotherRoundAsksAgain() async throws {
        let world = GitHubWorld()
        let stub = try await GitHubStub(world)
        try stub.plan(["graphql": [["status": 429, "text": ""]]])
        let evidence = ForgeEvidence(forge: try stub.forge(), people: ReviewStory.people)
        #expect(await evidence.testimonies(world.questions)[0][0].doubt != nil)
        #expect(await evidence.testimonies(world.questions)[0][0].approvals.count == 1)
    }
}
