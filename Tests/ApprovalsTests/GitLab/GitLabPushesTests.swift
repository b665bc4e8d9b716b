import AccessCore
import Testing

@testable import Approvals

/// Who pushed: an unbroken chain of events, or nothing is told.
@Suite struct GitLabPushesTests {
    typealias Story = GitLabStory

    private func doubt(_ events: JSON) async throws -> String? { try await Story.testimony { $0.events = events }.doubt }

    @Test func noEventYet() async throws {
        #expect(try await doubt([])?.contains("doesn't show yet who pushed the last commit of 'request' (merge request !5)") == true)
    }

    @Test func anEventIsMissingInBetween() async throws {
        let events: JSON = [
            Story.push(3, to: Story.head, from: Story.commit("7"), at: Story.at(15)), Story.push(1, to: Story.first, at: Story.at(10)),
        ]
        #expect(try await doubt(events)?.contains("doesn't show all pushes to 'request'") == true)
    }

    @Test func theBeginningIsTooLongAgo() async throws {
        #expect(try await doubt([Story.push(3, to: Story.head, from: Story.first, at: Story.at(15))])?.contains("doesn't show all") == true)
    }

    @Test func anotherPushBeforeTheMergeThanWhatWasMerged() async throws {
        let events: JSON = [
            Story.push(2, to: Story.first, from: Story.head, at: Story.at(29)), Story.push(1, to: Story.head, at: Story.at(10)),
        ]
        #expect(try await doubt(events)?.contains("doesn't show yet who pushed") == true)
    }

    @Test func eventsAfterTheMergeAreNoneOfIt() async throws {
        let testimony = try await Story.testimony {
            $0.events = [
                Story.push(3, to: Story.first, from: Story.head, by: Story.lead, at: Story.at(40)),
                Story.push(2, to: Story.commit("0"), from: Story.head, at: Story.at(30), action: "removed"),
                Story.push(1, to: Story.head, at: Story.at(10)),
            ]
        }
        #expect(testimony.approvals.count == 1)
    }

    /// GitLab puts events down by a job in the background, which may come after the merge.
    @Test func anEventThatIsLateIsTakenForOneOfTheMergesSecond() async throws {
        let why = try await Story.exclusion { $0.events = [Story.push(1, to: Story.head, at: Story.at(35))] }
        #expect(why?.contains("the branch was pushed to at 2026-11-22T10:30:00Z") == true)
    }

    @Test func aVersionThatNobodyPushedIsInDoubt() async throws {
        let testimony = try await Story.testimony {
            $0.versions = $0.versions + [Story.version(0, Story.commit("7"), at: Story.at(9))]
        }
        #expect(testimony.doubt?.contains("doesn't show all pushes") == true)
    }

    @Test func pushesOfManyBranchesAtOnceAreOfNoBranch() async throws {
        let bulk = JSON.object(["ref": nil, "ref_type": "branch", "action": "pushed", "commit_from": nil, "commit_to": nil, "ref_count": 9])
        let testimony = try await Story.testimony {
            $0.events = [Story.push(2, to: Story.head, from: Story.first, at: Story.at(12)).with(["push_data": bulk])] + $0.events
        }
        #expect(testimony.approvals.count == 1)
    }

    @Test func aHeadThatMovesWhileItIsReadIsInDoubt() async throws {
        let testimony = try await Story.testimony {
            $0.versions = [Story.version(2, Story.first, at: Story.at(12))] + $0.versions
        }
        #expect(testimony.doubt == "merge request !5 changed while it was read; the next run asks again")
    }
}
