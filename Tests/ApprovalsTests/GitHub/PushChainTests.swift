import AccessCore
import Testing

@testable import Approvals

/// Pushes are known only if each one begins where the one before it ended.
@Suite struct PushChainTests {
    private typealias Story = ReviewStory
    private static let zeros = String(repeating: "0", count: 40)
    private static let (one, two, three) = (Story.commit("1"), Story.commit("2"), Story.commit("3"))

    private static func entry(
        _ kind: String, _ before: CommitID?, _ after: CommitID?, at seconds: Int64, ref: String = "refs/heads/topic",
        actor: BranchActivity.Actor? = nil
    ) -> BranchActivity {
        BranchActivity(
            before: before?.text ?? zeros, after: after?.text ?? zeros, ref: ref, timestamp: Story.at(seconds), kind: kind,
            actor: Present(actor ?? .init(login: "member-one", id: 1001, type: "User")))
    }

    private static let pull = Candidate(
        number: 7, merged: true, mergedAt: Present(Story.merged), baseRefName: "main", baseRepository: Present(nil),
        mergeCommit: Present(nil),
        headRefName: "topic", headRefOid: three.text, headRepository: Present(nil), isCrossRepository: false,
        commits: .init(totalCount: 1), reviews: .init(totalCount: 1))

    private func chain(_ entries: [BranchActivity], isWhole: Bool = true) throws(ForgeDoubt) -> [CommitID] {
        try PushChain(entries, isWhole: isWhole, of: Self.pull, merged: Story.merged).pushes.map(\.after)
    }

    private static let made = entry("branch_creation", nil, one, at: 10)
    private static let second = entry("push", one, two, at: 20)
    private static let third = entry("force_push", two, three, at: 30)

    private static let missing = ForgeDoubt.gitHub(.pushesMissing(7, "topic"))
    private static let broken = ForgeDoubt.gitHub(.pushesBroken(7, "topic"))

    @Test func pushesAreGivenOldestFirst() throws {
        let pushes = try PushChain([Self.third, Self.second, Self.made], isWhole: true, of: Self.pull, merged: Story.merged).pushes
        #expect(pushes.map(\.after) == [Self.one, Self.two, Self.three])
        #expect(pushes.map(\.before) == [nil, Self.one, Self.two])
        #expect(pushes.map(\.isForced) == [false, false, true])
        #expect(pushes.allSatisfy { $0.pusher == .account(Story.member) })
        // The rest of the page is of an older branch of the same name.
        let older = Self.entry("branch_deletion", Self.two, nil, at: 5)
        #expect(try chain([Self.third, Self.second, Self.made, older], isWhole: false).count == 3)
    }

    @Test func whatComesAfterTheMergeIsLeftOut() throws {
        let gone = Self.entry("branch_deletion", Self.three, nil, at: 301)
        let back = Self.entry("branch_creation", nil, Self.two, at: 302)
        #expect(try chain([back, gone, Self.third, Self.second, Self.made]).count == 3)
        // Within the merge's own second as well.
        let same = Self.entry("branch_deletion", Self.three, nil, at: 300)
        #expect(try chain([same, Self.third, Self.second, Self.made]).count == 3)
    }

    @Test func aLateIndexIsPending() {
        for entries in [[], [Self.second, Self.made], [Self.made]] { #expect(throws: Self.missing) { try chain(entries) } }
    }

    @Test func anotherHeadBeforeTheMergeIsPending() {
        let onward = Self.entry("push", Self.three, Self.one, at: 40)
        #expect(throws: Self.missing) { try chain([onward, Self.third, Self.second, Self.made]) }
    }

    @Test func aGapIsNamed() {
        #expect(throws: Self.broken) { try chain([Self.third, Self.made]) }
        #expect(throws: Self.broken) { try chain([Self.third, Self.second]) }
        #expect(throws: ForgeDoubt.gitHub(.pushesPages(7, "topic"))) { try chain([Self.third, Self.second], isWhole: false) }
    }

    /// Who pushed before a branch was deleted and restored had a hand in it, too.
    @Test func aRestoredBranchGoesOnWhereItWasDeleted() throws {
        let gone = Self.entry("branch_deletion", Self.two, nil, at: 21)
        let back = Self.entry("branch_creation", nil, Self.two, at: 22)
        #expect(try chain([Self.third, back, gone, Self.second, Self.made]) == [Self.one, Self.two, Self.two, Self.three])
        #expect(throws: Self.broken) { try chain([Self.third, back, gone, Self.made]) }
    }

    @Test func aPageThatIsNotWhatWasAskedForIsNotRead() {
        let other = Self.entry("push", Self.one, Self.two, at: 20, ref: "refs/heads/topic2")
        #expect(throws: ForgeDoubt.gitHub(.shape("ref"))) { try chain([Self.third, other, Self.made]) }
        #expect(throws: ForgeDoubt.gitHub(.shape("timestamp"))) { try chain([Self.second, Self.third, Self.made]) }
    }

    @Test func pushersAreWhatGitHubSaysTheyAre() {
        func pusher(_ type: String) -> Party {
            Self.entry("push", Self.one, Self.two, at: 1, actor: .init(login: "x", id: 5, type: type)).pusher
        }
        #expect(pusher("User") == .account(ForgeIdentity(login: "x", id: 5)))
        #expect(pusher("Bot") == .machine("x"))
        #expect(pusher("Organization") == .unknown("'x', which is no user's account"))
    }
}
