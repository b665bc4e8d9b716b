import AccessCore
import Testing

@testable import Approvals

/// Rule 4: an approval is of the content that was merged.
@Suite struct BindingTests {
    private typealias Story = ReviewStory

    private static let again = "approve after the last push, or write the file's sha256 into the review"

    @Test func aPushAfterTheApprovalEndsIt() {
        let why = Story.exclusion { $0.facts.pushes.append(Story.push(Story.head, from: Story.later, at: Story.at(250))) }
        #expect(why == "approved at \(Story.approved), and the branch was pushed to at \(Story.at(250)); \(Self.again)")
    }

    /// Forced to the same patch, GitHub turns the approval to the new head: its commit is right, and proves nothing.
    @Test func aForcedPushThatRebindsTheApprovalEndsIt() {
        let why = Story.exclusion { $0.facts.upheavals = [Upheaval(.forcePush, at: Story.at(250))] }
        #expect(why == "approved at \(Story.approved), and the branch was forced to another commit at \(Story.at(250)); \(Self.again)")
    }

    @Test func whatHappensInTheSecondOfTheApprovalMayHaveComeAfterIt() {
        #expect(Story.exclusion { $0.facts.pushes[0].at = Story.approved } != nil)
        #expect(Story.exclusion { $0.facts.pushes[0].at = Story.merged } != nil)
        #expect(Story.testimony { $0.facts.pushes[0].at = Story.at(199) }.approvals.count == 1)
    }

    @Test(arguments: [
        (Upheaval.Kind.branchDeleted, "the branch was deleted"), (.branchRestored, "the branch was restored"),
        (.retargeted, "the pull request was turned to another branch"),
    ])
    func whateverCouldChangeTheContentEndsIt(kind: Upheaval.Kind, words: String) {
        let why = Story.exclusion { $0.facts.upheavals = [Upheaval(kind, at: Story.at(250))] }
        #expect(why == "approved at \(Story.approved), and \(words) at \(Story.at(250)); \(Self.again)")
        #expect(Story.testimony { $0.facts.upheavals = [Upheaval(kind, at: Story.at(199))] }.approvals.count == 1)
        #expect(Story.testimony { $0.facts.upheavals = [Upheaval(kind, at: Story.at(301))] }.approvals.count == 1)
    }

    @Test func aBranchThatGoesWithTheMergeIsCleanedUp() {
        #expect(Story.testimony { $0.facts.upheavals = [Upheaval(.branchDeleted, at: Story.merged)] }.approvals.count == 1)
        #expect(Story.exclusion { $0.facts.upheavals = [Upheaval(.forcePush, at: Story.merged)] } != nil)
    }

    @Test func anApprovalOfAnotherCommitDoesNotCount() {
        let why = Story.exclusion { $0.facts.reviews[0].commit = Story.later }
        #expect(why == "approved 2222222, and what was merged is 1111111; \(Self.again)")
    }

    @Test func aReviewWithoutACommitDoesNotCount() {
        #expect(Story.exclusion { $0.facts.reviews[0].commit = nil } == "approved a commit that the forge no longer names")
        #expect(
            Story.exclusion {
                $0.facts.reviews[0].commit = nil
                $0.facts.reviews[0].body = Story.sha256
            } == "approved a commit that the forge no longer names")
    }

    @Test func aReviewThatTheForgeHoldsStaleDoesNotCount() {
        #expect(Story.exclusion { $0.facts.reviews[0].isStale = true }?.hasPrefix("approved a content that has changed since") == true)
        #expect(Story.testimony { $0.facts.reviews[0].isStale = false }.approvals.count == 1)
        // Whatever the review names.
        let named = Story.testimony {
            $0.facts.reviews[0].body = Story.sha256
            $0.facts.reviews[0].isStale = true
        }
        #expect(named.approvals.isEmpty)
    }

    // A review that names the content stays bound to it, whatever else is pushed.

    /// lead01 approves what stands at `head` by its sha256; then the branch goes on to `later`, with the same file.
    private func named(_ body: String = "Good: `\(Story.sha256)`", _ change: (inout ReviewStory) -> Void = { _ in }) -> Testimony {
        Story.testimony {
            $0.facts.reviews[0].body = body
            $0.facts.head = Story.later
            $0.facts.pushes.append(Story.push(Story.later, from: Story.head, at: Story.at(250)))
            $0.facts.objects = [Story.head: [Story.path: Story.blob], Story.later: [Story.path: Story.blob]]
            change(&$0)
        }
    }

    @Test func aReviewThatNamesTheContentOutlastsPushes() {
        #expect(named().approvals.map(\.person) == [PersonName("lead01")])
        #expect(named(Story.sha256.uppercased()).approvals.count == 1)
    }

    @Test func aContentThatWasNotThereYetWasNotRead() {
        // Its hash can be known before it is pushed: by who writes it.
        #expect(named { $0.facts.objects[Story.head] = [Story.path: String(repeating: "e", count: 40)] }.approvals.isEmpty)
        #expect(named { $0.facts.objects[Story.head] = [:] }.approvals.isEmpty)
        #expect(named { $0.facts.objects[Story.head] = nil }.approvals.isEmpty)
        #expect(named { $0.facts.pushes[0].at = Story.approved }.approvals.isEmpty)
        #expect(named { $0.facts.pushes = [] }.approvals.isEmpty == true)
    }

    @Test func onlyTheWholeSha256OfThisContentNamesIt() {
        for body in [String(Story.sha256.dropLast()), Story.sha256 + "0", "x" + Story.sha256, "", String(repeating: "f", count: 64)] {
            #expect(named(body).approvals.isEmpty, "\(body)")
        }
        #expect(named { $0.question.contents[0].sha256 = nil }.approvals.isEmpty)
        #expect(named { $0.question.contents[0].sha256 = "" }.approvals.isEmpty)
    }
}
