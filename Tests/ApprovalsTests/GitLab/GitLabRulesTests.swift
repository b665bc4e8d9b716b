import AccessCore
import Testing

@testable import Approvals

/// What GitLab tells of its own settings: docs.gitlab.com, "Projects", "Branches" and "Protected branches API".
@Suite struct GitLabRulesTests {
    private static let branch = "/projects/7/repository/branches/main"
    private static let protection = "/projects/7/protected_branches/main"

    private func rules(
        _ change: (inout GitLabStory) -> Void = { _ in }, more: [String: JSON] = [:]
    ) async throws -> BranchRules {
        var story = GitLabStory()
        story.project = story.project.with(["squash_option": "default_off"])
        change(&story)
        var routes = story.routes
        routes[Self.branch] = ["name": "main", "protected": true, "developers_can_push": false, "can_push": false]
        routes[Self.protection] = [
            "id": 1, "name": "main", "push_access_levels": [["id": 1, "access_level": 0, "access_level_description": "No one"]],
            "merge_access_levels": [["id": 1, "access_level": 40]], "allow_force_push": false, "code_owner_approval_required": false,
        ]
        for (path, value) in more {
            if value == .null { routes.removeValue(forKey: path) } else { routes[path] = value }
        }
        let stub = try await RestStub(style: "gitlab", routes: routes, plan: story.plan)
        return await (try story.forge(stub)).rules(ofBranch: "main")
    }

    @Test func allOfThem() async throws {
        var expected = BranchRules()
        (expected.styles, expected.isProtected, expected.needsProposal) = ([.mergeCommit, .squash], true, true)
        (expected.dismissesApprovals, expected.blocksForce) = (true, true)
        #expect(try await rules() == expected)
    }

    @Test(
        arguments: [
            ("ff", "never", [.fastForward]), ("rebase_merge", "never", [.rebasedMergeCommit]), ("merge", "always", [.squash]),
            ("ff", "always", [.squash]), ("ff", "default_on", [.fastForward, .squash]), ("merge", "never", [.mergeCommit]),
        ] as [(String, String, Set<BranchRules.MergeStyle>)])
    func waysToMerge(_ method: String, _ squash: String, _ styles: Set<BranchRules.MergeStyle>) async throws {
        let rules = try await rules { $0.project = $0.project.with(["merge_method": .string(method), "squash_option": .string(squash)]) }
        #expect(rules.styles == styles)
    }

    @Test func settingsThatMakeAllApprovalsWorthless() async throws {
        let rules = try await rules { $0.settings = $0.settings.with(["reset_approvals_on_push": false]) }
        #expect(rules.faults == ["choose 'Remove all approvals' when a commit is added"] && rules.dismissesApprovals == false)
        let free = try await self.rules { $0.hidden = ["/projects/7/approvals"] }
        #expect(free.faults.isEmpty && free.unread.count == 1 && free.unread[0].contains("Premium or Ultimate"), "\(free)")
    }

    @Test func whoMayPush() async throws {
        let open = try await rules(more: [Self.branch: ["name": "main", "protected": false], Self.protection: .null])
        #expect(open.isProtected == false && open.needsProposal == nil && open.unread.isEmpty)
        // Protected by a wildcard, or not for this token.
        let hidden = try await rules(more: [Self.protection: .null])
        #expect(hidden.isProtected == true && hidden.needsProposal == nil && hidden.blocksForce == nil && hidden.unread.isEmpty)
        let maintainers: JSON = [
            "name": "main", "push_access_levels": [["access_level": 40], ["access_level": 0]], "allow_force_push": true,
        ]
        let loose = try await rules(more: [Self.protection: maintainers])
        #expect(loose.needsProposal == false && loose.blocksForce == false)
        let developers = try await rules(more: [
            Self.branch: ["name": "main", "protected": true, "developers_can_push": true], Self.protection: .null,
        ])
        #expect(developers.needsProposal == false)
    }

    @Test func whatCanNotBeReadIsSaid() async throws {
        let rules = try await rules { $0.plan = ["/projects/example%2Faccess": [["status": 502, "text": "<html>"]]] }
        var nothing = BranchRules()
        nothing.unread = ["GitLab answered with status 502; the next run asks again"]
        #expect(rules == nothing)
    }
}
