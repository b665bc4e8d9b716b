import AccessCore
import Testing

@testable import Approvals

/// The honest story, and the attacks on how a content came in (rules 1 and 2 of reviews as evidence).
@Suite struct ReviewRulesTests {
    @Test func theHonestStoryIsProven() {
        let testimony = ReviewStory().testimony
        #expect(testimony.kind == .github)
        #expect(testimony.arrival == Arrival(.mergeCommit, pullRequest: 7, merged: ReviewStory.merged))
        #expect(
            testimony.approvals == [
                Approval(
                    person: PersonName("lead01"), kind: .github, account: ReviewStory.lead, at: ReviewStory.approved, comment: "Go ahead.",
                    digest: "digest")
            ])
        let member = PersonName("member01")
        #expect(
            testimony.involved == [
                Involvement(member, .author), Involvement(member, .committer), Involvement(member, .proposer), Involvement(member, .pusher),
            ])
        #expect(testimony.objections.isEmpty && testimony.setAside.isEmpty && testimony.refusal == nil && testimony.doubt == nil)
    }

    @Test func aForgesRefusalAndDoubtArePassedOn() {
        let (story, rules) = (ReviewStory(), ReviewRules(kind: .gitlab, people: ReviewStory.people))
        let refused = rules.testimony(about: story.question.contents[0], of: story.question, .refused("no"))
        #expect(refused == Testimony(kind: .gitlab, refusal: "no"))
        let doubtful = rules.testimony(about: story.question.contents[0], of: story.question, .doubtful("not yet"))
        #expect(doubtful == Testimony(kind: .gitlab, doubt: "not yet"))
    }

    @Test func whatIsNotMergedYetIsPending() {
        let testimony = ReviewStory.testimony { $0.facts.merge = nil }
        #expect(testimony.doubt == "the forge doesn't show pull request #7 as merged yet; the next run asks again")
        #expect(testimony.approvals.isEmpty && testimony.refusal == nil)
    }

    @Test func aMergeCommitThatIsNotToldIsPending() {
        let testimony = ReviewStory.testimony { $0.facts.merge?.commit = nil }
        #expect(testimony.doubt == "the forge doesn't say yet which commit pull request #7 was merged as; the next run asks again")
    }

    @Test func aPullRequestOfAnotherRepositoryIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.isOfThisRepository = false }
                == "pull request #7 goes into another repository; propose it again by a pull request that is merged with a merge commit or a squash"
        )
    }

    @Test func aPullRequestIntoAnotherBranchIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.baseBranch = "dev" }?.hasPrefix("pull request #7 was merged into 'dev', not into 'main'; ")
                == true)
    }

    @Test func aForkIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.isFromFork = true }
                == "pull request #7 comes from a fork, where nobody can tell who pushed what; propose it again from a branch of this repository"
        )
    }

    @Test func aRebaseMergeIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.merge?.way = .rebase }
                == "pull request #7 was merged by rebasing, which leaves nothing that was reviewed; propose it again by a pull request that is "
                + "merged with a merge commit or a squash, and switch off rebase merging")
    }

    @Test func aStepThatIsNotTheMergeIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.merge?.commit = ReviewStory.later }?
                .hasPrefix("this step is not what pull request #7 was merged as, which is 2222222: ") == true)
        // Whatever it looks like by itself: one of the commits of a fast-forward has one parent, as a squash has.
        let refusal = ReviewStory.refusal {
            $0.question.parents = [ReviewStory.base]
            $0.facts.merge = MergeFacts(at: ReviewStory.merged, commit: ReviewStory.later, way: .known(.squash))
        }
        #expect(refusal?.hasPrefix("this step is not what pull request #7 was merged as") == true)
    }

    @Test func aMergeOfAnotherHeadIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.merge?.way = .otherHead }?
                .hasPrefix("this step merges something else than 1111111, the reviewed head of pull request #7; ") == true)
    }

    @Test func aMergeOfManyBranchesIsRefused() {
        #expect(
            ReviewStory.refusal { $0.facts.merge?.way = .oddParents }?
                .hasPrefix("this step is the branch's first commit, or merges more than one branch; ") == true)
    }

    @Test(arguments: [Arrival.Way.mergeCommit, .squash, .fastForward, .queue])
    func allOtherWaysAreTakenAndNamed(way: Arrival.Way) {
        let testimony = ReviewStory.testimony { $0.facts.merge?.way = .known(way) }
        #expect(testimony.arrival?.way == way && testimony.approvals.count == 1)
    }

    @Test func aSquashThatChangesTheContentIsRefused() {
        let refusal = ReviewStory.refusal { $0.question.contents[0].object = String(repeating: "e", count: 40) }
        #expect(
            refusal == "requests/2026/11/deploy.yaml as it was merged is not what stood at 1111111, the reviewed head of pull request #7; "
                + "bring a branch up to date, have it reviewed, and merge it")
    }

    @Test func aContentThatWasNotAtTheReviewedHeadIsRefused() {
        #expect(ReviewStory.refusal { $0.facts.objects = [ReviewStory.head: [:]] }?.contains("is not what stood at 1111111") == true)
        #expect(ReviewStory.refusal { $0.facts.objects = [:] }?.contains("is not what stood at 1111111") == true)
        #expect(
            ReviewStory.refusal {
                $0.facts.objects = [ReviewStory.head: [:]]
                $0.question.contents[0].object = ""
            } != nil)
    }

    @Test func aContentThatThePullRequestDoesNotShowIsRefused() {
        let refusal = ReviewStory.refusal { $0.question.contents[0].stoodBefore = true }
        #expect(
            refusal
                == "requests/2026/11/deploy.yaml as it was merged stood already where the branch of pull request #7 parted from this one, "
                + "so the pull request doesn't show it; propose it anew, so that there is something to be read")
    }

    @Test(arguments: [Arrival.Way.fastForward, .squash])
    func aStepBehindAnotherCommitOfItsPullRequestIsRefused(way: Arrival.Way) {
        let refusal = ReviewStory.refusal {
            $0.facts.merge?.way = .known(way)
            $0.facts.commits.insert(ReviewStory.made(ReviewStory.base), at: 0)
        }
        #expect(
            refusal == "pull request #7 came as several commits of a fast-forward, and what was reviewed is all of them together; "
                + "propose it again by a pull request that is merged with a merge commit or a squash")
    }

    @Test func objectionsOutlastARefusal() {
        let testimony = ReviewStory.testimony {
            $0.facts.isFromFork = true
            $0.facts.reviews.append(ReviewStory.review(by: ReviewStory.other, .changesRequested))
        }
        #expect(testimony.refusal != nil && testimony.approvals.isEmpty)
        #expect(testimony.objections.map(\.person) == [PersonName("lead02")])
    }

    @Test func anotherContentOfTheSameStepIsJudgedByItself() async {
        struct Known: Forge {
            var kind: EvidenceKind { .github }
            let facts: StepFacts
            func facts(about questions: [StepQuestion]) async -> [StepFacts] { [facts] }
        }
        var story = ReviewStory()
        story.question.contents.append(.init(path: "policies", object: "beef"))
        let evidence = ForgeEvidence(forge: Known(facts: .pullRequest(story.facts)), people: ReviewStory.people)
        let testimonies = await evidence.testimonies([story.question, story.question])
        #expect(testimonies.map(\.count) == [2, 2])
        #expect(testimonies[0][0].approvals.count == 1)
        #expect(testimonies[0][1].refusal?.hasPrefix("policies as it was merged") == true)
        // A forge that answers too little.
        #expect(testimonies[1].allSatisfy { $0.doubt == "the forge gave no answer about this step; the next run asks again" })
        #expect(await evidence.testimonies([]).isEmpty)
    }
}
