import AccessCore
import Testing

@testable import Approvals

/// The honest ways to a merge at Gitea, and merges that prove nothing.
@Suite struct GiteaForgeTests {
    typealias Story = GiteaStory

    @Test func anApprovalBeforeTheMergeOfWhatWasMergedCounts() async throws {
        let (testimony, calls) = try await Story.run()
        #expect(testimony.refusal == nil && testimony.doubt == nil && testimony.setAside.isEmpty)
        #expect(testimony.arrival == Arrival(.mergeCommit, pullRequest: 7, merged: Timestamp("2026-11-22T10:30:00Z")!))
        let approval = try #require(testimony.approvals.first)
        #expect(approval.person.text == "lead01" && approval.account == ForgeIdentity(login: "lead-one", id: 1002))
        #expect(approval.at == Timestamp("2026-11-22T10:20:00Z") && approval.comment == "Go ahead." && approval.digest.count == 64)
        #expect(
            testimony.involved.map { "\($0.person) \($0.role.rawValue)" } == [
                "member01 author", "member01 committer", "member01 proposer",
            ])
        #expect(calls.allSatisfy { $0.token == "token " + Story.token })
        #expect(calls.count == 6)
    }

    @Test func aSquashCountsByItsOwnDate() async throws {
        let testimony = try await Story.testimony { $0.question.parents = [CommitID(Story.base)] }
        #expect(testimony.approvals.count == 1 && testimony.arrival?.way == .squash)
    }

    @Test func aRebaseKeepsTheDateAndIsRefused() async throws {
        let testimony = try await Story.testimony {
            $0.question.parents = [CommitID(Story.base)]
            $0.step = Story.made(Story.tip)
        }
        #expect(testimony.refusal?.contains("merged by rebasing") == true)
    }

    @Test func aFastForwardCounts() async throws {
        let testimony = try await Story.testimony {
            $0.question.after = CommitID(Story.head)
            $0.question.parents = [CommitID(Story.base)]
            $0.pull["merge_commit_sha"] = .string(Story.head)
        }
        #expect(testimony.approvals.count == 1 && testimony.arrival?.way == .fastForward)
    }

    @Test func aMergeCommitOfARebaseIsRefused() async throws {
        let testimony = try await Story.testimony { $0.question.parents[1] = CommitID(Story.commit("f")) }
        #expect(testimony.refusal?.contains("this step merges something else than 1111111") == true)
    }

    /// After the merge the pull request shows the branch as it is now.
    @Test func pushesAfterTheMergeMoveTheBranchAndNothingElse() async throws {
        let testimony = try await Story.testimony {
            $0.pull["head"]?["sha"] = .string(Story.commit("9"))
            $0.timeline = $0.timeline + [Story.push(11, [Story.commit("9")], by: Story.lead, at: Story.at(40))]
        }
        #expect(testimony.approvals.count == 1)
    }

    @Test func aForkIsRefused() async throws {
        let testimony = try await Story.testimony { $0.pull["head"]?["repo_id"] = 10 }
        #expect(testimony.refusal?.contains("comes from a fork") == true)
    }

    @Test func anotherBranchIsRefused() async throws {
        let testimony = try await Story.testimony { $0.pull["base"]?["ref"] = "staging" }
        #expect(testimony.refusal?.contains("was merged into 'staging', not into 'main'") == true)
    }

    @Test func anotherRepositoryIsRefused() async throws {
        let testimony = try await Story.testimony { $0.pull["base"]?["repo_id"] = 10 }
        #expect(testimony.refusal?.contains("goes into another repository") == true)
    }

    @Test func aCommitWithoutAPullRequestIsInDoubt() async throws {
        let testimony = try await Story.testimony {
            $0.plan = ["/repos/example/access/commits/\(Story.tip)/pull": [["status": 404, "body": ["message": "not found"]]]]
        }
        #expect(testimony.doubt?.hasPrefix("Gitea shows no pull request that was merged as aaaaaaa") == true)
    }

    @Test func aPullRequestThatIsNotMergedIsInDoubt() async throws {
        #expect(try await Story.testimony { $0.pull["merged"] = false }.doubt?.contains("as merged yet") == true)
    }

    @Test func aRepositoryUnderAnotherNameIsInDoubt() async throws {
        let testimony = try await Story.testimony { $0.repository["full_name"] = "example/renamed" }
        #expect(testimony.doubt?.contains("answered for another repository than 'example/access'") == true)
    }

    @Test func aMergeThatChangedTheContentIsRefused() async throws {
        let testimony = try await Story.testimony { $0.files[Story.head] = Story.commit("9") }
        #expect(testimony.refusal?.contains("is not what stood at 1111111") == true)
        let missing = try await Story.testimony { $0.files = [:] }
        #expect(missing.refusal?.contains("is not what stood at 1111111") == true)
    }

    @Test func policiesAreComparedAsATree() async throws {
        let policies = StepQuestion.Content(path: "policies", object: Story.commit("e"))
        #expect(try await Story.testimony { $0.question.contents = [policies] }.approvals.count == 1)
        let cut = try await Story.testimony {
            $0.question.contents = [policies]
            $0.tree["truncated"] = true
        }
        #expect(cut.doubt?.contains("another shape than expected at truncated") == true)
    }

    /// A server may give fewer entries for a page than were asked for.
    @Test func pagesThatAreCappedSilentlyAreReadToTheEnd() async throws {
        let testimony = try await Story.testimony {
            $0.cap = 2
            $0.reviews = .list((1...5).map { Story.review($0, by: Story.other, "COMMENT") }) + [Story.review()]
        }
        #expect(testimony.approvals.count == 1)
    }

    @Test func aListThatGrowsWhileItIsReadIsInDoubt() async throws {
        let testimony = try await Story.testimony {
            $0.cap = 1
            $0.reviews = [Story.review(), Story.review(32, by: Story.other, "COMMENT")]
            $0.plan = ["/repos/example/access/pulls/7/reviews": [nil, ["headers": ["X-Total-Count": "3"]]]]
        }
        #expect(testimony.doubt?.contains("changed while it was read") == true)
    }

    @Test func moreReviewsThanAreReadAreInDoubt() async throws {
        let testimony = try await Story.testimony {
            $0.reviews = .list((1...301).map { Story.review($0, by: Story.other, "COMMENT") })
        }
        #expect(testimony.doubt?.contains("has more than the 300 reviews that are read") == true)
    }
}
