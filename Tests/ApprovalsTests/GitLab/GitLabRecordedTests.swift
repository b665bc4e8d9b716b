import AccessCore
import Foundation
import Testing

@testable import Approvals

/// What GitLab really says, as others recorded it.
@Suite struct GitLabRecordedTests {
    @Test func approvalsSayWhen() throws {
        let one = try RecordedExchange.decode(GitLabApprovals.self, RecordedExchange.body("GitLab/approvals-1"))
        #expect(one.approvals.map(\.user.id) == [527_793, 4_102_996] && one.iid == 1)
        #expect(one.approvals.map(\.at) == [Timestamp("2019-11-28T12:58:33Z"), Timestamp("2019-11-28T13:10:47Z")])
        let two = try RecordedExchange.decode(GitLabApprovals.self, RecordedExchange.body("GitLab/approvals-2"))
        #expect(two.approvals.count == 1 && two.approvals[0].at != nil && two.approvals[0].user.state == "active")
    }

    @Test func aMergeRequestOfAForkIsOne() throws {
        let request = try RecordedExchange.decode(GitLabMergeRequest.self, RecordedExchange.body("GitLab/merge-request-3"))
        #expect(request.sourceProject.value == 61_363_672 && request.targetProject == 15_578_026)
        #expect(request.mergeCommit.value == nil && request.squashCommit.value == nil && request.mergedAt.value == nil)
        #expect(request.merge.text == "9f733b96b98a4175276edf6a2e1231489c3bdd23")
        let other = try RecordedExchange.decode(GitLabMergeRequest.self, RecordedExchange.body("GitLab/merge-request-4"))
        #expect(other.sha.text.count == 40)
    }

    @Test func projectsUsersAndCommits() throws {
        let project = try RecordedExchange.decode(GitLabProject.self, RecordedExchange.body("GitLab/project"))
        #expect(project.id == 15_578_026 && project.path == "gitea/test_repo")
        let commit = try RecordedExchange.decode(GitLabCommit.self, RecordedExchange.body("GitLab/commit"))
        #expect(commit.facts.author == .mail("dmitriy.zaporozhets@gmail.com"))
        let user = try RecordedExchange.body("GitLab/user")
        #expect(user["bot"] == .bool(false))
    }

    @Test func notesOfGitLabItselfAreMarked() throws {
        let notes = try RecordedExchange.body("GitLab/discussions").items.flatMap {
            try ($0["notes"]?.items ?? []).map {
                try RecordedExchange.decode(GitLabNote.self, $0)
            }
        }
        #expect(notes.count >= 3 && notes.contains { $0.system } && notes.contains { !$0.system })
        // GitLab touches even its own: what differs by milliseconds is an edit.
        #expect(notes.contains { $0.system && $0.isEdited })
    }

    /// Every recorded answer, wherever it comes instead of the one that was asked for.
    @Test func whateverComesApprovesNothing() async throws {
        let folder = try #require(RecordedExchange.folder?.appendingPathComponent("GitLab"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
        #expect(names.count >= 8)
        for name in names {
            let body = try RecordedExchange.body("GitLab/" + name.dropLast(5))
            for path in GitLabStory().routes.keys.sorted() where !path.hasPrefix("/users/") && !path.contains("repository/tree") {
                let testimony = try await GitLabStory.testimony { $0.plan = [path: [["body": body]]] }
                #expect(testimony.approvals.isEmpty, "\(name) for \(path): \(testimony)")
            }
        }
    }

    /// The documentation's example has both of the settings with opposite senses wrong.
    @Test(.enabled(if: RecordedExchange.elsewhere != nil, "DAYPASS_FORGE_DATA names no folder"))
    func documentedSettingsAndVersions() throws {
        let settings = try RecordedExchange.decode(
            GitLabApprovalSettings.self, RecordedExchange.body("gitlab/project-approvals", in: RecordedExchange.elsewhere))
        #expect(settings.faults.count == 2 && settings.resetApprovalsOnPush)
        let versions = try RecordedExchange.decode(
            [GitLabVersion].self, RecordedExchange.json("gitlab/merge-request-versions", in: RecordedExchange.elsewhere))
        #expect(versions.map(\.id) == [110, 108] && versions[0].createdAt > versions[1].createdAt)
    }

    @Test(.enabled(if: RecordedExchange.elsewhere != nil, "DAYPASS_FORGE_DATA names no folder"))
    func anOlderServerDoesNotSayWhen() throws {
        let old = try RecordedExchange.decode(
            GitLabApprovals.self, RecordedExchange.body("gitlab/recorded/old-approvals-1", in: RecordedExchange.elsewhere))
        let opinions = GitLabOpinions(approvals: old.approvals, reviewers: [], notes: [], versions: [], merged: .latest)
        #expect(throws: GitLabRefusal.noApprovalTimes) { try opinions.reviews([:]) }
    }
}
