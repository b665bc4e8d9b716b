import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Approvals

/// What GitHub tells of its own settings, and what it doesn't tell to a token that may only read.
@Suite struct GitHubRulesTests {
    private static let branch = "/repos/example/access/branches/main"
    private static let rulesets = "/repos/example/access/rules/branches/main"
    private static let pullRequest: GraphJSON = [
        "type": "pull_request", "ruleset_source_type": "Repository", "ruleset_source": "example/access", "ruleset_id": 1,
        "parameters": [
            "required_approving_review_count": 2, "dismiss_stale_reviews_on_push": true, "require_code_owner_review": true,
            "require_last_push_approval": true, "required_review_thread_resolution": false,
        ],
    ]

    private func rules(_ change: (inout GitHubWorld) -> Void) async throws -> (rules: BranchRules, stub: GitHubStub) {
        var world = GitHubWorld()
        for (name, value) in [("mergeCommitAllowed", true), ("squashMergeAllowed", true), ("rebaseMergeAllowed", false)] {
            world.json["repository"][name] = .boolean(value)
        }
        world.json["rest"] = [Self.rulesets: [], Self.branch: ["name": "main", "protected": false]]
        change(&world)
        let stub = try await GitHubStub(world)
        return (await (try stub.forge()).rules(ofBranch: "main"), stub)
    }

    @Test func rulesetsSayAll() async throws {
        let (rules, stub) = try await rules {
            $0.json["rest"] = [
                Self.rulesets: [
                    Self.pullRequest, ["type": "non_fast_forward"], ["type": "merge_queue", "parameters": ["merge_method": "SQUASH"]],
                ],
                Self.branch: ["name": "main", "protected": true],
            ]
        }
        var expected = BranchRules()
        (expected.styles, expected.isProtected, expected.needsProposal, expected.approvals) = ([.squash], true, true, 2)
        (expected.dismissesApprovals, expected.blocksForce, expected.hasQueue) = (true, true, true)
        #expect(rules == expected)
        let calls = try stub.calls()
        #expect(calls.count == 3 && calls.allSatisfy { $0.problems.isEmpty && $0.authorization.contains(GitHubStub.token) }, "\(calls)")
    }

    @Test func anUnprotectedBranchIsOne() async throws {
        let (rules, _) = try await rules { $0.json["repository"]["rebaseMergeAllowed"] = true }
        var expected = BranchRules()
        (expected.styles, expected.isProtected) = ([.mergeCommit, .squash, .rebase], false)
        #expect(rules == expected)
    }

    /// It is shown to administrators only.
    @Test func protectionOfTheOlderKindIsReadWhereItMayBe() async throws {
        let hidden = try await rules { $0.json["rest"][Self.branch] = ["name": "main", "protected": true] }.rules
        #expect(hidden.isProtected == true && hidden.needsProposal == nil && hidden.unread.isEmpty)
        let shown = try await rules {
            $0.json["rest"][Self.branch] = ["name": "main", "protected": true]
            $0.json["rest"][Self.branch + "/protection"] = [
                "required_pull_request_reviews": ["dismiss_stale_reviews": false, "required_approving_review_count": 1],
                "enforce_admins": ["enabled": false], "allow_force_pushes": ["enabled": true],
            ]
        }.rules
        #expect(shown.needsProposal == true && shown.approvals == 1 && shown.dismissesApprovals == false)
        #expect(shown.bindsAdministrators == false && shown.blocksForce == false)
    }

    @Test func whatCanNotBeReadIsSaidAndGuessedByNobody() async throws {
        var world = GitHubWorld()
        world.json["rest"] = [:]
        let stub = try await GitHubStub(world)
        try stub.plan([
            "graphql": [["status": 502, "text": "<html>"]],
            "rest": [["status": 200, "text": "<html>"], ["status": 403, "body": ["message": "no"]]],
        ])
        let rules = await (try stub.forge()).rules(ofBranch: "main")
        var nothing = BranchRules()
        nothing.unread = rules.unread
        #expect(rules == nothing)
        #expect(
            rules.unread.count == 3 && rules.unread[1].contains("is not JSON") && rules.unread[2].contains("GitHub refuses"), "\(rules)")
        #expect(!"\(rules)".contains(GitHubStub.token))
    }

    /// A branch that no older rule protects may have rulesets.
    @Test func aBranchWhoseRulesetsAreUnreadableIsNotCalledUnprotected() async throws {
        var world = GitHubWorld()
        world.json["rest"] = [Self.branch: ["name": "main", "protected": false]]
        let stub = try await GitHubStub(world)
        let rules = await (try stub.forge()).rules(ofBranch: "main")
        #expect(rules.isProtected == nil && rules.needsProposal == nil && rules.unread.count == 2, "\(rules)")
    }

    @Test func recordedRulesAndProtectionsAreRead() throws {
        func recorded(_ name: String) throws -> GraphJSON {
            let file = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Recorded"))
            return try JSONDecoder().decode(GraphJSON.self, from: Data(contentsOf: file))
        }
        let rules = try JSONDecoder().decode([GitHubRules.Rule].self, from: Data(try recorded("rest-rules-for-branch").text.utf8))
        #expect(rules.count == 6 && rules.last?.type == "creation")
        let exchanges = try recorded("octokit-branch-protection")
        let protections = try [0, 1].map {
            try JSONDecoder().decode(GitHubRules.Protection.self, from: Data(exchanges[$0]["response"].text.utf8))
        }
        #expect(protections[0].reviews == nil && protections[0].administrators?.enabled == false && protections[0].force?.enabled == false)
        #expect(protections[1].reviews?.dismissesStale == true && protections[1].administrators?.enabled == true)
    }
}
