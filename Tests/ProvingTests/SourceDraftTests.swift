import AccessCore
import Approvals
import Proving
import Reconciliation
import Testing

/// Which policies are in force, and what goes on record of that.
@Suite struct SourceDraftTests {
    private typealias S = Scene

    private static func grant(_ user: String) -> RecordedGrant {
        RecordedGrant(
            membership: Membership(account: AccountName("prod"), user: UserName(user), group: GroupName("Work")), userID: nil,
            entitlement: nil, lease: "Work", since: S.now, end: S.now, requests: [], evidence: [], changed: S.now)
    }

    /// Two steps that their owner signed: the first changes policies, the second takes all entitlements away.
    ///
    /// - Parameter waiting: what a third step brought that nobody approved.
    private func reading(grants: [RecordedGrant], waiting: PolicySet? = nil) -> SourceReading {
        var changed = S.policies("b")
        let work = EntitlementName("work")
        changed.entitlements[work] = Entitlement(
            name: work, accounts: [AccountName("prod")], group: GroupName("Work"), eligible: Eligibility(), approval: .automatic)
        let empty = S.policies("c")
        var steps = [(changed, S.root, S.first), (empty, S.first, S.second)].enumerated().map { number, step in
            ApprovalDraft.Step(
                number: number, before: step.1, after: step.2, parents: [step.1], tree: step.0.tree, policies: step.0, isChange: true,
                files: [KeyNames.file(ApprovalPath.beginning(of: .policies(tree: step.0.tree)), S.guard01)], found: nil)
        }
        if let waiting {
            steps.append(
                ApprovalDraft.Step(
                    number: 2, before: S.second, after: S.commit("3"), parents: [S.second], tree: waiting.tree, policies: waiting,
                    isChange: true, files: [], found: nil))
        }
        let tip = waiting ?? empty
        let draft = ApprovalDraft(
            start: S.policies("a"), startCommit: S.root, steps: steps, proposed: tip, branch: "main", at: S.now)
        var recorded = RecordedState()
        recorded.policy = AcceptedPolicy(S.policies("a"))
        for grant in grants { recorded.grants[grant.membership] = grant }
        let reading = SourceReading(
            tip: S.second, continuesHistory: true, policies: nil, policyChange: nil,
            submission: Submission(tip: S.second, requests: []), diagnostics: [])
        return SourceDraft(
            reading: reading, approvals: draft, recorded: recorded, tip: SourceDraft.Tip(tree: tip.tree, policies: tip)
        ).completed(with: ForgeAnswers(), signatures: KeyNames())
    }

    @Test func theNewestThatAreApprovedAreInForceAndOnRecord() {
        let reading = reading(grants: [])
        #expect(reading.policies?.tree == S.tree("c") && reading.policyRefusal == nil)
        #expect(accepted(reading)?.tree == S.tree("c") && accepted(reading)?.commit == S.second)
    }

    @Test func ifSomethingSpeaksAgainstThemThoseBeforeThemAreOnRecordWithTheirOwnProof() {
        let reading = reading(grants: [Self.grant("user01"), Self.grant("user02")])
        #expect(reading.policies?.tree == S.tree("b"))
        #expect(accepted(reading)?.tree == S.tree("b") && accepted(reading)?.commit == S.first)
        #expect(accepted(reading)?.proof?.approvals.map(\.person) == [S.guard01])
        #expect(reading.policyRefusal?.tree == S.tree("c") && reading.diagnostics.map(\.code) == ["DP1007"])
    }

    @Test func whatWaitsBesideThemIsWaitedFor() {
        let reading = reading(grants: [Self.grant("user01"), Self.grant("user02")], waiting: S.policies("d"))
        #expect(reading.policies?.tree == S.tree("b") && reading.proposed?.tree == S.tree("d"))
        #expect(reading.policyRefusal?.tree == S.tree("d") && reading.diagnostics.map(\.code).sorted() == ["DP1007", "DP2106"])
    }

    private func accepted(_ reading: SourceReading) -> AcceptedPolicy? {
        guard case .policyAccepted(let policy)? = reading.policyChange else { return nil }
        return policy
    }
}
