import AccessCore
import Testing

@testable import Approvals

/// The attacks, played through GitHub's API. Each is one change of the honest story.
@Suite struct GitHubAttackTests {
    private typealias Story = ReviewStory
    private typealias World = GitHubWorld

    /// Nothing is approved, and it says why, somewhere.
    private func expectNone(_ words: String, _ change: (inout GitHubWorld) -> Void, sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let testimony = try await GitHubStub.testimony(change)
        let said = [testimony.refusal, testimony.doubt].compactMap { $0 } + testimony.setAside.map { "\($0.who) \($0.why)" }
        #expect(testimony.approvals.isEmpty && said.contains { $0.contains(words) }, "\(said)", sourceLocation: sourceLocation)
    }

    @Test func approveThenPush() async throws {
        try await expectNone("the branch was pushed to at \(Story.at(250))") { world in
            let older = World.commit(5, 1)
            world.activity = [
                World.push(World.head(1), from: older, at: Story.at(250), branch: World.branch(1)),
                World.push(older, branch: World.branch(1)),
            ]
        }
    }

    /// GitHub turns the approval to the new head of the same patch: its commit is right.
    @Test func approveThenForcePushTheSamePatch() async throws {
        let older = World.commit(5, 1)
        try await expectNone("the branch was forced to another commit") {
            $0.pull["timeline"].append(World.event("HeadRefForcePushedEvent", at: Story.at(250)))
        }
        try await expectNone("the branch was pushed to") { world in
            world.activity = [
                World.push(World.head(1), from: older, at: Story.at(250), branch: World.branch(1), kind: "force_push"),
                World.push(older, branch: World.branch(1)),
            ]
        }
    }

    @Test func aReviewThatNamesTheContentOutlastsAPush() async throws {
        let older = World.commit(5, 1)
        let testimony = try await GitHubStub.testimony { world in
            world.activity = [
                World.push(World.head(1), from: older, at: Story.at(250), branch: World.branch(1)),
                World.push(older, branch: World.branch(1)),
            ]
            world.pull["reviews"][0] = World.review(commit: older, body: "sha256 \(Story.sha256)")
            world.json["repository"]["trees"][older.text] = world.json["repository"]["trees"][World.head(1).text]
        }
        #expect(testimony.approvals.count == 1, "\(testimony)")
    }

    @Test func approvalAfterTheMerge() async throws {
        try await expectNone("approved when it was merged already") { $0.pull["reviews"][0]["submittedAt"] = "\(Story.at(301))" }
    }

    @Test func dismissedReview() async throws {
        try await expectNone("gave a review that was dismissed") { $0.pull["reviews"][0]["state"] = "DISMISSED" }
    }

    @Test func changedOpinion() async throws {
        let testimony = try await GitHubStub.testimony {
            $0.pull["reviews"].append(World.review("CHANGES_REQUESTED", at: Story.at(250), commit: World.head(1)))
        }
        #expect(testimony.approvals.isEmpty && testimony.objections.map(\.person) == [PersonName("lead01")])
    }

    @Test func editedReview() async throws {
        try await expectNone("changed the review after giving it") { $0.pull["reviews"][0]["lastEditedAt"] = "\(Story.at(250))" }
        try await expectNone("changed the review after giving it") { $0.pull["reviews"][0]["includesCreatedEdit"] = true }
        try await expectNone("changed the review after giving it") { $0.pull["reviews"][0]["editor"] = World.user(Story.member) }
    }

    @Test func fork() async throws {
        try await expectNone("comes from a fork") { $0.pull["isCrossRepository"] = true }
        try await expectNone("comes from a fork") { $0.pull["headRepository"] = ["databaseId": 7] }
        try await expectNone("comes from a fork") { $0.pull["headRepository"] = nil }
    }

    @Test func botAndGhostAndOrganization() async throws {
        try await expectNone("@approver[bot] is a bot") {
            $0.pull["reviews"][0]["author"] = ["__typename": "Bot", "login": "approver[bot]", "databaseId": 1002]
        }
        try await expectNone("an account that was deleted is nobody") { $0.pull["reviews"][0]["author"] = nil }
        try await expectNone("which is no user's account is nobody") {
            $0.pull["reviews"][0]["author"] = ["__typename": "Mannequin", "login": "lead-one", "databaseId": 1002]
        }
        try await expectNone("was opened by an account that was deleted") { $0.pull["author"] = nil }
    }

    @Test func reviewWithoutACommit() async throws {
        try await expectNone("approved a commit that the forge no longer names") { $0.pull["reviews"][0]["commit"] = nil }
    }

    @Test func selfApprovalByTheAuthor() async throws {
        try await expectNone("lead01 had a hand in it (proposer)") { $0.pull["author"] = World.user(Story.lead) }
    }

    @Test func selfApprovalByACoAuthor() async throws {
        try await expectNone("lead01 had a hand in it (co-author)") {
            $0.pull["commits"][0]["commit"]["authors"].append(World.hand(Story.lead, mail: "lead01@example.com"))
        }
        try await expectNone("was written together with 'lead-one@elsewhere.example'") {
            $0.pull["commits"][0]["commit"]["authors"].append(["email": "lead-one@elsewhere.example", "user": nil])
        }
    }

    @Test func selfApprovalByThePusher() async throws {
        try await expectNone("lead01 had a hand in it (pusher)") {
            $0.activity[0]["actor"] = ["login": "lead-one", "id": 1002, "type": "User"]
        }
        try await expectNone("was pushed by an account that was deleted") { $0.activity[0]["actor"] = nil }
    }

    /// The page of GitHub commits as itself; anybody can write that name, and nobody else can sign it.
    @Test func gitHubsNameWithoutItsSignature() async throws {
        let gitHub: GraphJSON = ["email": "noreply@github.com", "user": nil]
        let signed: GraphJSON = ["__typename": "GpgSignature", "isValid": true, "wasSignedByGitHub": true]
        let honest = try await GitHubStub.testimony {
            $0.pull["commits"][0]["commit"]["committer"] = gitHub
            $0.pull["commits"][0]["commit"]["signature"] = signed
        }
        #expect(honest.approvals.count == 1 && honest.involved.map(\.role) == [.author, .proposer, .pusher])
        try await expectNone("was committed by 'noreply@github.com'") { $0.pull["commits"][0]["commit"]["committer"] = gitHub }
        for lie in ["isValid", "wasSignedByGitHub"] {
            try await expectNone("was committed by 'noreply@github.com'") {
                $0.pull["commits"][0]["commit"]["committer"] = gitHub
                $0.pull["commits"][0]["commit"]["signature"] = signed
                $0.pull["commits"][0]["commit"]["signature"][lie] = false
            }
        }
        let bot: GraphJSON = ["email": "41898282+github-actions[bot]@users.noreply.github.com", "user": nil]
        try await expectNone("was written by '41898282+github-actions[bot]@users.noreply.github.com'") {
            $0.pull["commits"][0]["commit"]["authors"] = [bot]
        }
        let made = try await GitHubStub.testimony {
            $0.pull["commits"][0]["commit"]["authors"] = [bot]
            $0.pull["commits"][0]["commit"]["committer"] = gitHub
            $0.pull["commits"][0]["commit"]["signature"] = signed
        }
        #expect(made.approvals.count == 1 && made.involved.map(\.role) == [.proposer, .pusher])
    }

    @Test func squashThatChangesTheContent() async throws {
        try await expectNone("as it was merged is not what stood at") { world in
            world.questions[0].parents = [World.base(1)]
            world.json["repository"]["trees"][World.head(1).text][world.questions[0].contents[0].path] = "eeee"
        }
        try await expectNone("as it was merged is not what stood at") { $0.json["repository"]["trees"] = [:] }
    }

    @Test func mergedIntoAnotherBranchOrRepository() async throws {
        try await expectNone("was merged into 'dev', not into 'main'") { $0.pull["baseRefName"] = "dev" }
        try await expectNone("goes into another repository") { $0.pull["baseRepository"] = ["databaseId": 7] }
        try await expectNone("this step is not what pull request #1 was merged as") {
            $0.pull["mergeCommit"] = ["oid": "\(World.commit(9, 9))"]
        }
        try await expectNone("this step merges something else than") { $0.questions[0].parents[1] = World.commit(9, 9) }
    }

    @Test func directPushAndLateIndex() async throws {
        let none = "GitHub shows no pull request that was merged as 2000000"
        try await expectNone("\(none): it is late, or there is none, and then only a signature proves it") {
            $0.json["repository"]["commits"][World.tip(1).text]["pulls"] = []
        }
        try await expectNone(none) { $0.pull["merged"] = false }
        try await expectNone("GitHub doesn't know 2000000 yet") { $0.json["repository"]["commits"] = [:] }
    }
}
