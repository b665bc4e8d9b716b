import AccessCore
import Testing

@testable import Approvals

/// What a merge leaves in git tells how it was done.
@Suite struct MergeFactsTests {
    private func way(_ parents: [CommitID], after: CommitID = ReviewStory.tip, queued: Bool = false, rewritten: Bool = false)
        -> MergeFacts.Way
    {
        let question = StepQuestion(before: parents.first, after: after, parents: parents, branch: "main", contents: [])
        return MergeFacts.Way(of: question, head: ReviewStory.head, isQueued: queued, isRewritten: rewritten)
    }

    @Test func aMergeCommitHasTheHeadAsItsOtherParent() {
        #expect(way([ReviewStory.base, ReviewStory.head]) == .known(.mergeCommit))
        #expect(way([ReviewStory.base, ReviewStory.later]) == .otherHead)
        // The head merged the other way round: the branch's first parents would be the pull request's commits.
        #expect(way([ReviewStory.head, ReviewStory.base]) == .otherHead)
        // An author's date proves nothing of a merge commit.
        #expect(way([ReviewStory.base, ReviewStory.head], rewritten: true) == .known(.mergeCommit))
    }

    @Test func aSquashIsOneNewCommit() {
        #expect(way([ReviewStory.base]) == .known(.squash))
        #expect(way([ReviewStory.base], rewritten: true) == .rebase)
    }

    @Test func aFastForwardIsTheHeadItself() {
        #expect(way([ReviewStory.base], after: ReviewStory.head) == .known(.fastForward))
        #expect(way([ReviewStory.base], after: ReviewStory.head, rewritten: true) == .known(.fastForward))
    }

    @Test func aQueueMergesEitherWay() {
        #expect(way([ReviewStory.base], queued: true) == .known(.queue))
        #expect(way([ReviewStory.base, ReviewStory.head], queued: true) == .known(.queue))
        #expect(way([ReviewStory.base], queued: true, rewritten: true) == .rebase)
        #expect(way([ReviewStory.base, ReviewStory.later], queued: true) == .otherHead)
    }

    @Test func otherNumbersOfParentsAreOdd() {
        #expect(way([]) == .oddParents)
        #expect(way([ReviewStory.base, ReviewStory.head, ReviewStory.later]) == .oddParents)
    }
}
