import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Approvals

/// What Gitea and Forgejo tell of their own settings, in the published shapes.
@Suite struct GiteaRulesTests {
    private static let root = "/repos/example/access"
    private static let branch: JSON = [
        "name": "main", "protected": true, "required_approvals": 1, "enable_status_check": false, "user_can_push": false,
        "user_can_merge": false, "effective_branch_protection_name": "main",
    ]
    /// In both descriptions.
    private static let protection: JSON = [
        "rule_name": "main", "branch_name": "main", "enable_push": false, "dismiss_stale_approvals": true, "required_approvals": 1,
        "enable_approvals_whitelist": true, "block_on_rejected_reviews": true,
    ]
    private static let styles: [String: JSON] = [
        "allow_merge_commits": true, "allow_squash_merge": true, "allow_rebase": false, "allow_rebase_explicit": false,
        "allow_fast_forward_only_merge": false,
    ]

    private func rules(_ styles: [String: JSON] = styles, branch: JSON? = branch, protection: JSON? = protection) async throws
        -> BranchRules
    {
        let story = GiteaStory()
        var routes: [String: JSON] = [Self.root: story.repository.with(styles)]
        routes[Self.root + "/branches/main"] = branch
        routes[Self.root + "/branch_protections/main"] = protection
        let stub = try await RestStub(style: "gitea", routes: routes)
        return await (try story.forge(stub)).rules(ofBranch: "main")
    }

    @Test func allOfThem() async throws {
        var expected = BranchRules()
        (expected.styles, expected.isProtected, expected.needsProposal) = ([.mergeCommit, .squash], true, true)
        (expected.approvals, expected.dismissesApprovals) = (1, true)
        #expect(try await rules() == expected)
        let gitea = Self.protection.with(["enable_force_push": false, "block_admin_merge_override": false])
        (expected.blocksForce, expected.bindsAdministrators) = (true, false)
        #expect(try await rules(protection: gitea) == expected)
        let forgejo = Self.protection.with(["apply_to_admins": true])
        (expected.blocksForce, expected.bindsAdministrators) = (nil, true)
        #expect(try await rules(protection: forgejo) == expected)
    }

    @Test func waysToMerge() async throws {
        let styles = try await rules(Self.styles.merging(["allow_rebase": true, "allow_rebase_explicit": true]) { $1 }).styles
        #expect(styles == [.mergeCommit, .squash, .rebase, .rebasedMergeCommit])
        #expect(try await rules([:]).styles == nil)
    }

    @Test func whatProtectsABranchIsShownToAdministratorsOnly() async throws {
        let rules = try await rules(protection: nil)
        #expect(rules.isProtected == true && rules.approvals == 1 && rules.needsProposal == nil && rules.unread.isEmpty)
        let open = try await self.rules(branch: Self.branch.with(["protected": false, "effective_branch_protection_name": ""]))
        #expect(open.isProtected == false && open.needsProposal == nil)
    }

    @Test func whatCanNotBeReadIsSaid() async throws {
        let rules = try await rules(branch: nil)
        #expect(rules.isProtected == nil && rules.unread.count == 1 && rules.unread[0].contains("Gitea knows no branch 'main'"), "\(rules)")
    }

    @Test(arguments: ["gitea", "forgejo"]) func madeUpAnswersHaveThePublishedShapes(_ description: String) async throws {
        let own: [String: JSON] =
            description == "gitea" ? ["enable_force_push": false, "block_admin_merge_override": false] : ["apply_to_admins": true]
        let answers: [JSON] = [
            ["definition": "Branch", "value": Self.branch], ["definition": "BranchProtection", "value": Self.protection.with(own)],
            ["definition": "Repository", "value": GiteaStory().repository.with(Self.styles)],
        ]
        let file = try #require(RecordedExchange.folder).appendingPathComponent("Gitea/\(description)-description.json").path
        let paths: JSON = [.string(Self.root + "/branches/main"), .string(Self.root + "/branch_protections/main"), .string(Self.root)]
        let question: JSON = ["description": .string(file), "paths": paths, "answers": .list(answers)]
        let outcome = try await Shell.run(
            [testPython, LoopbackServer.script("judge_answers.py")],
            input: String(decoding: try JSONEncoder().encode(question), as: UTF8.self))
        let judged = try JSONDecoder().decode(JSON.self, from: Data(outcome.output.utf8))
        #expect(judged["answers"] == [nil, nil, nil] && judged["paths"] == [], "\(judged)")
    }
}
