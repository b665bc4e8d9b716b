import AccessCore
import Testing

@testable import Approvals

/// GitLab's traps, each as somebody would use it.
@Suite struct GitLabAttackTests {
    typealias Story = GitLabStory

    @Test func approveThenPush() async throws {
        let why = try await Story.exclusion {
            $0.versions = [Story.version(2, Story.head, at: Story.at(25)), Story.version(1, Story.first, at: Story.at(11))]
            $0.events = [
                Story.push(2, to: Story.head, from: Story.first, at: Story.at(25)), Story.push(1, to: Story.first, at: Story.at(10)),
            ]
            $0.commits = [Story.made(Story.head), Story.made(Story.first)]
        }
        #expect(why?.contains("the branch was pushed to at 2026-11-22T10:25:00Z") == true)
    }

    /// GitLab doesn't reset approvals by what is pushed while a merge request is closed.
    @Test func approveThenCloseThenPushThenReopen() async throws {
        let why = try await Story.exclusion {
            // The version is made when it is opened again, the event says when it was pushed.
            $0.versions = [Story.version(2, Story.head, at: Story.at(28)), Story.version(1, Story.first, at: Story.at(11))]
            $0.events = [
                Story.push(2, to: Story.head, from: Story.first, at: Story.at(22)), Story.push(1, to: Story.first, at: Story.at(10)),
            ]
        }
        #expect(why?.contains("the branch was pushed to") == true)
    }

    @Test func aPushInTheApprovalsOwnSecondMayHaveComeAfterIt() async throws {
        let why = try await Story.exclusion {
            $0.versions = [Story.version(2, Story.head, at: Story.at(20, "00.100")), Story.version(1, Story.first, at: Story.at(11))]
            $0.events = [
                Story.push(2, to: Story.head, from: Story.first, at: Story.at(20, "00.050")),
                Story.push(1, to: Story.first, at: Story.at(10)),
            ]
        }
        #expect(why?.contains("the branch was pushed to") == true)
    }

    /// Another base hides from the approver what the merge brings.
    @Test func approveThenTurnItToAnotherBranch() async throws {
        let why = try await Story.exclusion {
            $0.versions = [Story.version(2, Story.head, at: Story.at(25)), Story.version(1, Story.head, at: Story.at(11))]
        }
        #expect(why?.contains("the pull request was turned to another branch at 2026-11-22T10:25:00Z") == true)
    }

    @Test func approveAfterTheMerge() async throws {
        let why = try await Story.exclusion { $0.approvals[0]["approved_at"] = Story.at(31) }
        #expect(why?.contains("approved when it was merged already") == true)
    }

    @Test func anApproverWhoPushedUnderAnothersName() async throws {
        let testimony = try await Story.testimony {
            $0.versions = [Story.version(2, Story.head, at: Story.at(15)), Story.version(1, Story.first, at: Story.at(11))]
            $0.events = [
                Story.push(2, to: Story.head, from: Story.first, by: Story.lead, at: Story.at(15)),
                Story.push(1, to: Story.first, at: Story.at(10)),
            ]
        }
        #expect(testimony.approvals.isEmpty)
        #expect(testimony.setAside == [SetAside("lead01", "had a hand in it (pusher), and nobody approves what is his own")])
    }

    @Test func anApproverWhoPushedBeforeItWasOpened() async throws {
        let testimony = try await Story.testimony {
            $0.events = [
                Story.push(2, to: Story.head, from: Story.first, at: Story.at(10)),
                Story.push(1, to: Story.first, by: Story.lead, at: Story.at(5)),
            ]
        }
        #expect(testimony.setAside == [SetAside("lead01", "had a hand in it (pusher), and nobody approves what is his own")])
    }

    @Test func selfApproval() async throws {
        let testimony = try await Story.testimony { $0.approvals[0]["user"] = Story.user }
        #expect(testimony.approvals.isEmpty && testimony.setAside.first?.who == "member01")
    }

    @Test func anApproverWhoIsTheCommitter() async throws {
        let why = try await Story.exclusion { $0.commits = [Story.made(Story.head, committer: "Lead01@Example.com")] }
        #expect(why == "had a hand in it (committer), and nobody approves what is his own")
    }

    @Test func anApproverWhoIsACoAuthor() async throws {
        let why = try await Story.exclusion {
            $0.commits = [Story.made(Story.head, message: "Ask\n\nco-authored-by: L <lead01@example.com>\nSigned-off-by: x")]
        }
        #expect(why == "had a hand in it (co-author), and nobody approves what is his own")
    }

    @Test func anApproverBehindAPrivateCommitMail() async throws {
        let why = try await Story.exclusion { $0.commits = [Story.made(Story.head, by: "1002-lead-one@users.noreply.gitlab.example.com")] }
        #expect(why == "had a hand in it (author, committer), and nobody approves what is his own")
    }

    @Test func aCommitByAMailThatIsNobodys() async throws {
        let testimony = try await Story.testimony { $0.commits = [Story.made(Story.head, by: "ghost@example.org")] }
        #expect(
            testimony.approvals.isEmpty && testimony.refusal?.contains("'ghost@example.org', who is nobody of policies/people.yaml") == true
        )
    }

    @Test func anApproverWithTheNameOfAnother() async throws {
        let why = try await Story.testimony { $0.approvals[0]["user"] = Story.lead.with(["id": 9009]) }
        #expect(why.approvals.isEmpty && why.setAside.first?.who == "@lead-one (id 9009)")
    }

    @Test func aBotThatApproves() async throws {
        let testimony = try await Story.testimony { $0.bots = [1002] }
        #expect(testimony.approvals.isEmpty && testimony.setAside == [SetAside("@lead-one", "is a bot")])
    }

    @Test func onAServerWithoutBotsEverybodyIsAPerson() async throws {
        func page(_ id: Int64) -> JSON { [["body": ["id": .number(id), "username": "x", "state": "active"]]] }
        let testimony = try await Story.testimony { $0.plan = ["/users/1001": page(1001), "/users/1002": page(1002)] }
        #expect(testimony.approvals.map(\.person.text) == ["lead01"], "\(testimony)")
        #expect(testimony.involved.map(\.role).contains(.pusher), "\(testimony)")
    }

    @Test func anApproverWhoIsBlockedByNow() async throws {
        let why = try await Story.exclusion { $0.approvals[0]["user"]?["state"] = "blocked" }
        #expect(why?.contains("doesn't count at the forge") == true)
    }

    @Test func aDeletedAuthorIsNobodyAnyMore() async throws {
        let testimony = try await Story.testimony { $0.request["author"] = ["id": 1004, "username": "ghost", "state": "active"] }
        #expect(testimony.refusal?.contains("was opened by an account that was deleted") == true)
        #expect(try await Story.testimony { $0.request["author"] = nil as JSON }.refusal?.contains("an account that was deleted") == true)
    }

    @Test func somebodyWhoCouldApproveRequestsChanges() async throws {
        let testimony = try await Story.testimony { $0.reviewers = [["user": Story.other, "state": "requested_changes"]] }
        #expect(testimony.objections.map(\.person.text) == ["lead02"])
    }

    @Test func theApproverWhoRequestsChangesNowDoesNotApprove() async throws {
        let testimony = try await Story.testimony { $0.reviewers = [["user": Story.lead, "state": "requested_changes"]] }
        #expect(testimony.approvals.isEmpty && testimony.objections.map(\.person.text) == ["lead01"])
    }

    @Test func anApproverShortensByANote() async throws {
        let testimony = try await Story.testimony {
            $0.notes = [
                Story.note(1, "daypass until 2026-11-22T17:00:00Z", at: Story.at(19)), Story.note(3, "Go ahead.", at: Story.at(20)),
            ]
        }
        #expect(testimony.approvals.first?.until == Timestamp("2026-11-22T17:00:00Z"))
    }

    /// A maintainer can edit everybody's notes.
    @Test func aNoteThatShortensAndWasEdited() async throws {
        let why = try await Story.exclusion {
            $0.notes = [
                Story.note(1, "daypass until 2027-11-22T17:00:00Z", at: Story.at(19), edited: Story.at(19, "00.251"))
            ]
        }
        #expect(why?.contains("changed the review after giving it") == true)
    }

    @Test func notesOfOthersAndOfGitLabShortenNothing() async throws {
        let line = "daypass until 2026-11-22T17:00:00Z"
        let testimony = try await Story.testimony {
            $0.notes = [
                Story.note(1, by: Story.user, line, at: Story.at(19)), Story.note(2, line, at: Story.at(19), system: true),
                Story.note(3, line, at: Story.at(31)),
            ]
        }
        #expect(testimony.approvals.first?.until == nil && testimony.approvals.count == 1)
    }

    @Test func aNoteWithTheSumOfAnotherTimeSavesNothing() async throws {
        // lead01 named the content long ago and approved something else since.
        let why = try await Story.exclusion {
            $0.notes = [Story.note(1, "sha256 \(Story.sha256)", at: Story.at(12))]
            $0.versions = [
                Story.version(3, Story.head, at: Story.at(25)), Story.version(2, Story.commit("7"), at: Story.at(15)),
                Story.version(1, Story.first, at: Story.at(11)),
            ]
            $0.events = [
                Story.push(3, to: Story.head, from: Story.commit("7"), at: Story.at(25)),
                Story.push(2, to: Story.commit("7"), from: Story.first, at: Story.at(15)), Story.push(1, to: Story.first, at: Story.at(10)),
            ]
        }
        #expect(why?.contains("the branch was pushed to") == true)
    }

    @Test(arguments: [
        ("reset_approvals_on_push", false, "choose 'Remove all approvals' when a commit is added"),
        ("selective_code_owner_removals", true, "don't remove only approvals by code owners when their files change"),
        ("merge_requests_author_approval", true, "switch on 'Prevent approval by merge request creator'"),
        ("merge_requests_disable_committers_approval", false, "switch on 'Prevent approvals by users who add commits'"),
    ])
    func settingsThatLetApprovalsStand(_ key: String, _ value: Bool, _ words: String) async throws {
        let (testimony, calls) = try await Story.run { $0.settings[key] = .bool(value) }
        #expect(testimony.refusal?.hasSuffix("in Settings, Merge requests: " + words) == true)
        #expect(testimony.approvals.isEmpty && calls.count == 2)
    }

    @Test func aServerThatDoesNotSayWhenSomebodyApproved() async throws {
        let testimony = try await Story.testimony { $0.approvals[0]["approved_at"] = nil }
        #expect(testimony.refusal?.contains("doesn't say when a merge request was approved (approved_at)") == true)
    }

    @Test(arguments: [403, 404]) func aProjectWhoseSettingsCanNotBeRead(_ status: Int64) async throws {
        let testimony = try await Story.testimony { $0.plan = ["/projects/7/approvals": [["status": .number(status), "body": [:]]]] }
        #expect(testimony.doubt?.contains("it needs Premium or Ultimate") == true)
    }
}
