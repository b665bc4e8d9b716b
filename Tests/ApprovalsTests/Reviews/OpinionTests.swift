import AccessCore
import Testing

@testable import Approvals

/// Rule 3: the last opinion counts, from before the merge, and as it was given.
@Suite struct OpinionTests {
    private typealias Story = ReviewStory

    @Test func anApprovalAfterTheMergeDoesNotCount() {
        let why = Story.exclusion { $0.facts.reviews = [Story.review(at: Story.at(301))] }
        #expect(why == "approved when it was merged already (\(Story.merged)); only what was said before counts")
        // Nor does one in the merge's own second.
        #expect(Story.exclusion { $0.facts.reviews = [Story.review(at: Story.merged)] } == why)
        #expect(Story.testimony { $0.facts.reviews = [Story.review(at: Story.at(299))] }.approvals.count == 1)
    }

    @Test func approvingAgainAfterTheMergeTakesNothingAway() {
        let testimony = Story.testimony { $0.facts.reviews.append(Story.review(at: Story.at(400), body: "Still fine.")) }
        #expect(testimony.approvals.map(\.at) == [Story.approved])
    }

    @Test func aDismissedReviewDoesNotCount() {
        #expect(Story.exclusion { $0.facts.reviews[0].opinion = .dismissed } == "gave a review that was dismissed")
        // A later one that is dismissed ends an earlier approval.
        #expect(
            Story.exclusion { $0.facts.reviews.append(Story.review(.dismissed, at: Story.at(250))) } == "gave a review that was dismissed")
    }

    @Test func approvingAgainAfterADismissalCounts() {
        let testimony = Story.testimony { $0.facts.reviews.insert(Story.review(.dismissed, at: Story.at(150)), at: 0) }
        #expect(testimony.approvals.count == 1 && testimony.setAside.isEmpty)
    }

    @Test func aChangedOpinionIsAnObjection() {
        let testimony = Story.testimony { $0.facts.reviews.append(Story.review(.changesRequested, at: Story.at(250), body: "Wait.")) }
        #expect(testimony.approvals.isEmpty)
        #expect(testimony.objections.map(\.person) == [PersonName("lead01")] && testimony.objections.first?.comment == "Wait.")
    }

    @Test func theOrderInTimeCountsNotTheOneOfTheAnswer() {
        let objection = Story.review(.changesRequested, at: Story.at(250))
        #expect(Story.testimony { $0.facts.reviews.insert(objection, at: 0) }.objections.count == 1)
        let taken = Story.review(.changesRequested, at: Story.at(150))
        let testimony = Story.testimony { $0.facts.reviews.append(taken) }
        #expect(testimony.approvals.count == 1 && testimony.objections.isEmpty)
    }

    @Test func inTheSameSecondTheOneThatGivesLessCounts() {
        for opinion in [ReviewFacts.Opinion.changesRequested, .dismissed] {
            for reviews in [[Story.review(), Story.review(opinion)], [Story.review(opinion), Story.review()]] {
                #expect(Story.testimony { $0.facts.reviews = reviews }.approvals.isEmpty)
            }
        }
    }

    @Test func whoObjectedUntilTheMergeAndApprovesAfterItCountsForNeither() {
        let testimony = Story.testimony {
            $0.facts.reviews = [Story.review(.changesRequested), Story.review(at: Story.at(400))]
        }
        #expect(testimony.approvals.isEmpty && testimony.objections.isEmpty)
        #expect(testimony.setAside.first?.why.hasPrefix("approved when it was merged already") == true)
    }

    @Test func anObjectionAfterTheMergeCounts() {
        let testimony = Story.testimony { $0.facts.reviews.append(Story.review(.changesRequested, at: Story.at(400))) }
        #expect(testimony.approvals.isEmpty && testimony.objections.count == 1)
    }

    @Test func anotherPersonsObjectionStandsBesideTheApproval() {
        let testimony = Story.testimony { $0.facts.reviews.append(Story.review(by: Story.other, .changesRequested)) }
        #expect(testimony.approvals.count == 1 && testimony.objections.map(\.person) == [PersonName("lead02")])
    }

    @Test func commentsGiveAndTakeNothing() {
        let testimony = Story.testimony { $0.facts.reviews.append(Story.review(.commented, at: Story.at(250))) }
        #expect(testimony.approvals.count == 1)
        let none = Story.testimony { $0.facts.reviews = [Story.review(.commented)] }
        #expect(none.approvals.isEmpty && none.setAside.isEmpty && none.refusal == nil)
    }

    @Test func anEditedReviewDoesNotCount() {
        let why = Story.exclusion { $0.facts.reviews[0].isEdited = true }
        #expect(why == "changed the review after giving it, so nobody can tell what was approved; give a new one instead")
    }

    @Test func aReviewThatIsUnofficialDoesNotCount() {
        #expect(
            Story.exclusion { $0.facts.reviews[0].isOfficial = false }?.hasPrefix("gave an approval that doesn't count at the forge")
                == true)
        #expect(Story.testimony { $0.facts.reviews[0].isOfficial = true }.approvals.count == 1)
    }
}
