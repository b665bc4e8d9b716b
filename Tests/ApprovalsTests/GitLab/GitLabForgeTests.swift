import AccessCore
import Testing

@testable import Approvals

/// The honest ways to a merge at GitLab, and merges that prove nothing.
@Suite struct GitLabForgeTests {
    typealias Story = GitLabStory

    @Test func anApprovalBeforeTheMergeOfWhatWasMergedCounts() async throws {
        let (testimony, calls) = try await Story.run()
        #expect(testimony.refusal == nil && testimony.doubt == nil && testimony.setAside.isEmpty)
        #expect(testimony.arrival == Arrival(.mergeCommit, pullRequest: 5, merged: Timestamp("2026-11-22T10:30:00Z")!))
        let approval = try #require(testimony.approvals.first)
        #expect(approval.person.text == "lead01" && approval.account == ForgeIdentity(login: "lead-one", id: 1002))
        #expect(approval.at == Timestamp("2026-11-22T10:20:00Z") && approval.comment == "Go ahead." && approval.digest.count == 64)
        #expect(
            testimony.involved.map { "\($0.person) \($0.role.rawValue)" } == [
                "member01 author", "member01 committer", "member01 proposer", "member01 pusher",
            ])
        #expect(calls.allSatisfy { $0.token == Story.token })
        #expect(calls.count == 12)
    }

    @Test func aSquashCounts() async throws {
        let testimony = try await Story.testimony {
            $0.request["merge_commit_sha"] = nil as JSON
            $0.request["squash_commit_sha"] = .string(Story.tip)
            $0.question.parents = [CommitID(Story.base)]
        }
        #expect(testimony.approvals.count == 1 && testimony.arrival?.way == .squash)
    }

    @Test func aSquashThatIsMergedByAMergeCommitCounts() async throws {
        let testimony = try await Story.testimony {
            $0.request["squash_commit_sha"] = .string(Story.commit("c"))
            $0.question.parents = [CommitID(Story.base), CommitID(Story.commit("c"))]
        }
        #expect(testimony.approvals.count == 1 && testimony.arrival?.way == .squash)
    }

    @Test func aFastForwardCounts() async throws {
        let testimony = try await Story.testimony {
            $0.request["merge_commit_sha"] = nil as JSON
            $0.question.after = CommitID(Story.head)
            $0.question.parents = [CommitID(Story.base)]
        }
        #expect(testimony.approvals.count == 1 && testimony.arrival?.way == .fastForward)
    }

    @Test func anEarlierCommitOfAFastForwardIsRefused() async throws {
        let testimony = try await Story.testimony {
            $0.request["merge_commit_sha"] = nil as JSON
            $0.question.after = CommitID(Story.first)
            $0.question.parents = [CommitID(Story.base)]
        }
        #expect(testimony.refusal?.contains("this step is not what pull request #5 was merged as, which is 1111111") == true)
    }

    @Test func aCommitThatGitLabMadeAnewIsRefused() async throws {
        let testimony = try await Story.testimony { $0.question.parents = [CommitID(Story.base)] }
        #expect(testimony.refusal?.contains("merged by rebasing") == true)
    }

    @Test func aMergeOfSomethingElseIsRefused() async throws {
        let testimony = try await Story.testimony { $0.question.parents[1] = CommitID(Story.commit("f")) }
        #expect(testimony.refusal?.contains("this step merges something else than 1111111") == true)
    }

    @Test(arguments: [JSON.number(8), .null]) func aForkIsRefused(_ source: JSON) async throws {
        let testimony = try await Story.testimony { $0.request["source_project_id"] = source }
        #expect(testimony.refusal?.contains("comes from a fork") == true)
    }

    @Test func aMergeIntoAnotherBranchSaysNothingAboutThisOne() async throws {
        let testimony = try await Story.testimony { $0.request["target_branch"] = "staging" }
        #expect(testimony.doubt?.contains("GitLab shows no merge request that was merged as aaaaaaa") == true)
    }

    @Test func aMergeRequestOfAnotherProjectSaysNothing() async throws {
        let testimony = try await Story.testimony { $0.request["target_project_id"] = 8 }
        #expect(testimony.doubt?.contains("GitLab shows no merge request") == true)
    }

    @Test func openMergeRequestsWithTheSameCommitsArePassedOver() async throws {
        let testimony = try await Story.testimony { $0.others = [$0.request.with(["iid": 6, "state": "opened", "merged_at": nil])] }
        #expect(testimony.approvals.count == 1)
    }

    @Test func twoMergesAsTheSameCommitAreInDoubt() async throws {
        let testimony = try await Story.testimony { $0.others = [$0.request.with(["iid": 6])] }
        #expect(testimony.doubt?.contains("more than one merge request as merged by this step (!5, !6)") == true)
    }

    @Test func aCommitThatGitLabDoesNotKnowYetIsInDoubt() async throws {
        let testimony = try await Story.testimony { $0.hidden = ["/projects/7/repository/commits/\(Story.tip)/merge_requests"] }
        #expect(testimony.doubt == "GitLab doesn't know aaaaaaa yet; the next run asks again")
    }

    @Test func aSquashThatChangedTheContentIsRefused() async throws {
        let testimony = try await Story.testimony { $0.file?["blob_id"] = .string(Story.commit("9")) }
        #expect(testimony.refusal?.contains("is not what stood at 1111111, the reviewed head") == true)
    }

    @Test func aFileThatIsNotAtTheHeadIsRefused() async throws {
        let testimony = try await Story.testimony { $0.file = nil }
        #expect(testimony.refusal?.contains("is not what stood at 1111111") == true)
    }

    @Test func policiesAreComparedAsATree() async throws {
        let policies = StepQuestion.Content(path: "policies", object: Story.commit("e"))
        #expect(try await Story.testimony { $0.question.contents = [policies] }.approvals.count == 1)
        let other = try await Story.testimony {
            $0.question.contents = [policies]
            $0.tree[0]["id"] = .string(Story.commit("0"))
        }
        #expect(other.refusal?.contains("policies as it was merged is not what stood at 1111111") == true)
    }

    @Test func aHundredPagesOfOtherPushesAreReadUntilTheBranchBegins() async throws {
        let testimony = try await Story.testimony { story in
            let rest = (2...130).map { Story.push(Int64($0), to: Story.tip, from: Story.base, at: Story.at(29)).with([:]) }
                .map { event in
                    var event = event
                    event["push_data"]?["ref"] = "main"
                    return event
                }
            story.events = .list(rest.reversed()) + story.events
        }
        #expect(testimony.approvals.count == 1)
    }
}
