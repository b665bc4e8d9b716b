import AccessCore
import Testing

@testable import Approvals

/// Gitea's traps, each as somebody would use it.
@Suite struct GiteaAttackTests {
    typealias Story = GiteaStory

    private static func events(
        _ more: JSON..., review: JSON = Story.event(2, "review", by: Story.lead, at: Story.at(20), body: "Go ahead.", review: 31)
    )
        -> JSON
    {
        .list(([review] + more + [Story.event(9, "merge_pull", at: Story.at(30))]))
    }

    @Test func approveThenPush() async throws {
        let why = try await Story.exclusion {
            $0.reviews[0] = Story.review(commit: Story.first).with(["stale": true])
            $0.commits = [Story.made(Story.head, on: [Story.first]), Story.made(Story.first)]
            $0.timeline = Self.events(Story.push(3, [Story.head], at: Story.at(25)))
        }
        #expect(why?.contains("approved a content that has changed since") == true)
    }

    @Test func approveThenPushThatGiteaTakesForTheSamePatch() async throws {
        let why = try await Story.exclusion {
            $0.reviews[0] = Story.review(commit: Story.first)
            $0.commits = [Story.made(Story.head, on: [Story.first]), Story.made(Story.first)]
            $0.timeline = Self.events(Story.push(3, [Story.head], at: Story.at(25)))
        }
        #expect(why?.contains("the branch was pushed to at 2026-11-22T10:25:00Z") == true)
    }

    @Test func approveThenForceTheBranch() async throws {
        let why = try await Story.exclusion {
            $0.timeline = Self.events(
                Story.push(3, [Story.head, Story.first], forced: true, at: Story.at(22)),
                Story.push(4, [Story.first, Story.head], forced: true, at: Story.at(24)))
        }
        #expect(why?.contains("the branch was forced to another commit at 2026-11-22T10:22:00Z") == true)
    }

    /// While it is closed, pushes are in no list, and reviews don't become stale.
    @Test func approveThenCloseThenPushThenReopen() async throws {
        let why = try await Story.exclusion {
            $0.timeline = Self.events(Story.event(3, "close", at: Story.at(21)), Story.event(4, "reopen", at: Story.at(25)))
        }
        #expect(why?.contains("the pull request was closed and opened again at 2026-11-22T10:25:00Z") == true)
    }

    @Test func approveThenTurnItToAnotherBranch() async throws {
        let why = try await Story.exclusion { $0.timeline = Self.events(Story.event(3, "change_target_branch", at: Story.at(25))) }
        #expect(why?.contains("was turned to another branch") == true)
    }

    @Test func approveAfterTheMerge() async throws {
        let why = try await Story.exclusion {
            $0.reviews[0] = Story.review(at: Story.at(31))
            $0.timeline = [
                Story.event(9, "merge_pull", at: Story.at(30)),
                Story.event(10, "review", by: Story.lead, at: Story.at(31), body: "Go ahead.", review: 31),
            ]
        }
        #expect(why?.contains("approved when it was merged already (2026-11-22T10:30:00Z)") == true)
    }

    /// A draft keeps the time when it was begun: it looks older than the merge.
    @Test func aDraftFromBeforeTheMergeThatIsSubmittedAfterIt() async throws {
        let why = try await Story.exclusion {
            $0.timeline = [
                Story.event(9, "merge_pull", at: Story.at(30)),
                Story.event(10, "review", by: Story.lead, at: Story.at(45), body: "Go ahead.", review: 31),
            ]
        }
        #expect(why?.contains("approved when it was merged already") == true)
    }

    @Test func aDraftFromBeforeAPushThatIsSubmittedAfterItCounts() async throws {
        let testimony = try await Story.testimony {
            $0.reviews[0] = Story.review(at: Story.at(12))
            $0.timeline = [
                Story.push(1, [Story.head], at: Story.at(15)),
                Story.event(2, "review", by: Story.lead, at: Story.at(20), body: "Go ahead.", review: 31),
                Story.event(9, "merge_pull", at: Story.at(30)),
            ]
        }
        #expect(testimony.approvals.first?.at == Timestamp("2026-11-22T10:20:00Z"))
    }

    /// Who declares a pull request merged by hand chooses the commit's date.
    @Test func theDateOfAMergeByHandIsNotBelieved() async throws {
        let why = try await Story.exclusion {
            $0.pull["merged_at"] = "2036-01-01T00:00:00Z"
            $0.reviews[0] = Story.review(at: Story.at(45))
        }
        #expect(why?.contains("approved when it was merged already (2026-11-22T10:30:00Z)") == true)
    }

    /// Entries are cut into pages first and left out then: an empty page is no end.
    @Test func aPushBehindAPageOfCodeComments() async throws {
        let why = try await Story.exclusion {
            $0.cap = 10
            let comments = JSON.list((100..<135).map { Story.event($0, "code", at: Story.at(21)) })
            $0.timeline =
                [Story.event(2, "review", by: Story.lead, at: Story.at(20), body: "Go ahead.", review: 31)] + comments
                + [Story.push(300, [Story.head], at: Story.at(25)), Story.event(301, "merge_pull", at: Story.at(30))]
        }
        #expect(why?.contains("the branch was pushed to") == true)
    }

    @Test func aTimelineWithoutTheMergeIsInDoubt() async throws {
        let testimony = try await Story.testimony { $0.timeline = [Story.event(2, "review", at: Story.at(20), review: 31)] }
        #expect(testimony.doubt?.contains("pull request #7 has no event of its merge") == true)
    }

    @Test func aTimelineOutOfOrderIsInDoubt() async throws {
        let testimony = try await Story.testimony { $0.timeline = Self.events(Story.event(3, "label", at: Story.at(10))) }
        #expect(testimony.doubt?.contains("another shape than expected at timeline") == true)
    }

    @Test(arguments: [
        "", "{}", "{\"is_force_push\":true,\"commit_ids\":[\"1111111111111111111111111111111111111111\"]}",
        "{\"is_force_push\":false,\"commit_ids\":[]}", "{\"is_force_push\":false,\"commit_ids\":[\"main\"]}",
    ])
    func aPushThatCanNotBeReadIsInDoubt(_ body: String) async throws {
        let testimony = try await Story.testimony {
            $0.timeline = Self.events(Story.event(3, "pull_push", at: Story.at(25), body: body))
        }
        #expect(testimony.doubt?.contains("another shape than expected at timeline") == true)
    }

    @Test func aHeadThatNoPushMadeIsInDoubt() async throws {
        let testimony = try await Story.testimony { $0.timeline = Self.events(Story.push(3, [Story.first], at: Story.at(25))) }
        #expect(testimony.doubt?.contains("doesn't show yet who pushed the last commit of 'request' (pull request #7)") == true)
    }

    @Test func anApproverWhoPushed() async throws {
        let why = try await Story.exclusion {
            $0.timeline = Self.events(
                review: Story.push(1, [Story.head], by: Story.lead, at: Story.at(15))
            )
            $0.timeline = [
                $0.timeline[0], Story.event(2, "review", by: Story.lead, at: Story.at(20), body: "Go ahead.", review: 31), $0.timeline[1],
            ]
        }
        #expect(why == "had a hand in it (pusher), and nobody approves what is his own")
    }

    @Test func selfApproval() async throws {
        let testimony = try await Story.testimony { $0.reviews[0] = Story.review(by: Story.member) }
        #expect(testimony.approvals.isEmpty && testimony.setAside.first?.who == "member01")
    }

    @Test func anApproverWhoIsTheCommitterByMailAlone() async throws {
        let why = try await Story.exclusion { $0.commits = [Story.made(Story.head, committer: (nil, "lead01@example.com"))] }
        #expect(why == "had a hand in it (committer), and nobody approves what is his own")
    }

    @Test func anApproverWhoIsACoAuthor() async throws {
        let why = try await Story.exclusion {
            $0.commits = [Story.made(Story.head, message: "Ask\n\nCo-authored-by: L <lead01@example.com>")]
        }
        #expect(why == "had a hand in it (co-author), and nobody approves what is his own")
    }

    @Test func ghostsAreNobody() async throws {
        let ghost = Story.user(-1, "Ghost")
        #expect(try await Story.testimony { $0.pull["user"] = ghost }.refusal?.contains("an account that was deleted") == true)
        #expect(try await Story.testimony { $0.pull["user"] = nil as JSON }.refusal?.contains("an account that was deleted") == true)
        let review = try await Story.testimony { $0.reviews[0] = Story.review(by: ghost) }
        #expect(review.setAside.first?.who == "an account that was deleted" && review.approvals.isEmpty)
        let actions = try await Story.testimony { $0.reviews[0] = Story.review(by: Story.user(-2, "gitea-actions")) }
        #expect(actions.setAside == [SetAside("@gitea-actions", "is a bot")])
    }

    @Test(arguments: [
        ("stale", true, "has changed since"), ("official", false, "doesn't count at the forge"), ("dismissed", true, "was dismissed"),
    ])
    func whatGiteaSaysOfAReview(_ key: String, _ value: Bool, _ words: String) async throws {
        #expect(try await Story.exclusion { $0.reviews[0][key] = .bool(value) }?.contains(words) == true)
    }

    @Test func somebodyRequestsChanges() async throws {
        let testimony = try await Story.testimony {
            $0.reviews = $0.reviews + [Story.review(32, by: Story.other, "REQUEST_CHANGES", at: Story.at(21))]
        }
        #expect(testimony.objections.map(\.person.text) == ["lead02"])
    }

    @Test func aLaterRequestForChangesEndsAnApproval() async throws {
        let testimony = try await Story.testimony { $0.reviews = $0.reviews + [Story.review(32, "REQUEST_CHANGES", at: Story.at(21))] }
        #expect(testimony.approvals.isEmpty && testimony.objections.map(\.person.text) == ["lead01"])
    }

    @Test func draftsAndRequestsAreNoOpinions() async throws {
        let testimony = try await Story.testimony {
            $0.reviews =
                $0.reviews + [
                    Story.review(32, "PENDING", at: Story.at(21)), Story.review(33, "REQUEST_REVIEW", at: Story.at(21)).with(["user": nil]),
                ]
        }
        #expect(testimony.approvals.count == 1)
    }

    @Test func aStateThatIsNotKnownIsInDoubt() async throws {
        #expect(try await Story.testimony { $0.reviews = [Story.review(31, "WITHDRAWN")] }.doubt?.contains("reviews.state") == true)
    }

    @Test func aReviewWhoseTextReadsOtherwiseByNow() async throws {
        let why = try await Story.exclusion {
            $0.timeline = Self.events(review: Story.event(2, "review", by: Story.lead, at: Story.at(20), body: "No!", review: 31))
        }
        #expect(why?.contains("changed the review after giving it") == true)
    }

    /// `updated_at` moves on all of them and tells nothing.
    @Test func aReviewThatWasTouchedLaterCounts() async throws {
        #expect(try await Story.testimony { $0.reviews[0]["updated_at"] = "2030-01-01T00:00:00Z" }.approvals.count == 1)
    }

    @Test func aReviewWithoutACommitCountsNothing() async throws {
        #expect(try await Story.exclusion { $0.reviews[0]["commit_id"] = "" }?.contains("a commit that the forge no longer names") == true)
    }

    /// The base was merged into the branch after the approval; the reviewer had named the file.
    @Test func theSumInTheReviewBindsItToTheContent() async throws {
        func story(_ blob: String) -> (inout GiteaStory) -> Void {
            { story in
                let body = "sha256 \(Story.sha256)"
                story.reviews[0] = Story.review(commit: Story.first, body: body)
                story.commits = [Story.made(Story.head, on: [Story.first, Story.base]), Story.made(Story.first)]
                story.timeline = [
                    Story.push(1, [Story.first], at: Story.at(15)),
                    Story.event(2, "review", by: Story.lead, at: Story.at(20), body: body, review: 31),
                    Story.push(3, [Story.head], at: Story.at(25)), Story.event(9, "merge_pull", at: Story.at(30)),
                ]
                story.files[Story.first] = blob
            }
        }
        #expect(try await Story.testimony(story(Story.blob)).approvals.count == 1)
        #expect(try await Story.exclusion(story(Story.commit("9")))?.contains("the branch was pushed to") == true)
    }

    @Test func commitsThatHaveNoOneEndAreInDoubt() async throws {
        let testimony = try await Story.testimony { $0.commits = [Story.made(Story.head), Story.made(Story.first)] }
        #expect(testimony.doubt?.contains("another shape than expected at commits") == true)
    }

    @Test func aLinkWithTheTextOfTheFile() async throws {
        for type in ["symlink", "submodule", "dir"] {
            let found: JSON = ["path": .string(Story.path), "sha": .string(Story.blob), "type": .string(type)]
            let testimony = try await Story.testimony {
                $0.plan = ["/repos/example/access/contents/\(Story.path)?ref=\(Story.head)": [["body": found]]]
            }
            #expect(testimony.approvals.isEmpty && testimony.refusal?.contains("is not what stood at") == true, "\(type): \(testimony)")
        }
    }
}
