import AccessCore
import Testing

@testable import Approvals

/// The honest story through GitHub's API, and the ways in which a pull request can be merged.
@Suite struct GitHubForgeTests {
    @Test func theHonestStoryIsProven() async throws {
        let (testimonies, stub) = try await GitHubStub.testimonies(GitHubWorld())
        let testimony = testimonies[0]
        #expect(testimony.refusal == nil && testimony.doubt == nil && testimony.setAside.isEmpty && testimony.objections.isEmpty)
        #expect(testimony.arrival == Arrival(.mergeCommit, pullRequest: 1, merged: ReviewStory.merged))
        #expect(testimony.approvals.map(\.person) == [PersonName("lead01")])
        #expect(testimony.approvals.map(\.account) == [ReviewStory.lead] && testimony.approvals.map(\.comment) == ["Go ahead."])
        #expect(testimony.approvals.allSatisfy { $0.at == ReviewStory.approved && $0.digest.count == 64 })
        #expect(testimony.involved.map(\.role) == [.author, .committer, .proposer, .pusher])
        #expect(Set(testimony.involved.map(\.person)) == [PersonName("member01")])
        for call in try stub.calls() {
            #expect(call.problems.isEmpty, "\(call.problems)")
            #expect(call.agent == "daypass" && call.authorization == "Bearer \(GitHubStub.token)")
        }
        #expect(try stub.calls().map(\.kind) == ["graphql", "activity", "graphql"])
    }

    @Test func theDigestIsOfWhatGitHubSaid() async throws {
        let one = try await GitHubStub.testimony().approvals.first?.digest
        #expect(try await GitHubStub.testimony().approvals.first?.digest == one)
        #expect(try await GitHubStub.testimony { $0.pull["reviews"][0]["id"] = "PRR_2" }.approvals.first?.digest != one)
        #expect(try await GitHubStub.testimony { $0.pull["reviews"][0]["body"] = "Other." }.approvals.first?.digest != one)
    }

    @Test func anEnterpriseServerHasItsGraphQLBesideRest() async throws {
        let world = GitHubWorld()
        let stub = try await GitHubStub(world)
        let facts = await (try stub.forge(path: "/api/v3")).facts(about: world.questions)
        guard case .pullRequest(let pull) = facts[0] else { return #expect(Bool(false), "\(facts)") }
        #expect(pull.number == 1)
        #expect(
            try stub.calls().map { $0.path.split(separator: "/").dropFirst(0).prefix(2).joined(separator: "/") } == [
                "api/graphql", "api/v3", "api/graphql",
            ])
    }

    @Test func aSquashIsNamed() async throws {
        let testimony = try await GitHubStub.testimony { $0.questions[0].parents = [GitHubWorld.base(1)] }
        #expect(testimony.arrival?.way == .squash && testimony.approvals.count == 1)
    }

    @Test func aMergeQueueIsNamed() async throws {
        let testimony = try await GitHubStub.testimony {
            $0.pull["timeline"].append(GitHubWorld.event("AddedToMergeQueueEvent", at: ReviewStory.at(210)))
        }
        #expect(testimony.arrival?.way == .queue && testimony.approvals.count == 1)
        let left = try await GitHubStub.testimony {
            $0.pull["timeline"].append(GitHubWorld.event("AddedToMergeQueueEvent", at: ReviewStory.at(210)))
            $0.pull["timeline"].append(GitHubWorld.event("RemovedFromMergeQueueEvent", at: ReviewStory.at(220)))
        }
        #expect(left.arrival?.way == .mergeCommit && left.approvals.count == 1)
    }

    @Test func aFastForwardIsNamed() async throws {
        let testimony = try await GitHubStub.testimony { world in
            let head = GitHubWorld.head(1)
            world.questions[0].after = head
            world.questions[0].parents = [GitHubWorld.base(1)]
            world.pull["mergeCommit"] = ["oid": "\(head)"]
            world.json["repository"]["commits"][head.text] = ["authoredDate": "\(ReviewStory.at(50))", "pulls": [1]]
        }
        #expect(testimony.arrival?.way == .fastForward && testimony.approvals.count == 1)
    }

    /// A rebase keeps the author's date, a squash doesn't.
    @Test func aRebaseMergeIsRefused() async throws {
        let testimony = try await GitHubStub.testimony { world in
            world.questions[0].parents = [GitHubWorld.base(1)]
            world.json["repository"]["commits"][GitHubWorld.tip(1).text]["authoredDate"] = "\(ReviewStory.at(50))"
        }
        #expect(testimony.refusal?.hasPrefix("pull request #1 was merged by rebasing") == true && testimony.approvals.isEmpty)
    }

    @Test func policiesAreATree() async throws {
        let testimony = try await GitHubStub.testimony { world in
            world.questions[0].contents = [.init(path: "policies", object: "beef")]
            world.json["repository"]["trees"][GitHubWorld.head(1).text]["policies"] = "beef"
        }
        #expect(testimony.approvals.count == 1)
    }
}
