import AccessCore
import AccessRequests
import Git
import Proving

/// Which policies are in force where a merge is enough.
extension SourceReader {
    /// What is in force, and what is to be put on record about it.
    struct InForce {
        var policies: PolicySet?
        var change: LedgerEvent?
        var refusal: PolicyRefusal?
    }

    /// The tip's policies if they are free of mistakes and the history is sound; else the last accepted ones.
    mutating func policiesInForce(continuesHistory: Bool) throws -> InForce {
        let accepted = recorded.policy?.tree
        guard let tree = try trees.tree(at: tip) else {
            diagnostics.append(PolicyObjection.noFolder)
            return try earlierPolicies(continuesHistory, refusing: nil)
        }
        let decoded = try trees.policies(in: tree)
        diagnostics += decoded.diagnostics
        if let policies = decoded.value {
            if policies.tree == accepted { return InForce(policies: policies) }
            if let objection = PolicyObjection(to: policies, recorded) {
                diagnostics.append(objection.diagnostic)
                let refusal = PolicyRefusal(tree: policies.tree, commit: CommitID(tip.hex), reason: objection.message)
                return try earlierPolicies(continuesHistory, refusing: refusal)
            }
            if continuesHistory { return InForce(policies: policies, change: .policyAccepted(AcceptedPolicy(policies))) }
            return InForce(policies: accepted.flatMap { trees.policies(in: $0) })
        }
        let mistakes = decoded.diagnostics.count { $0.severity == .error }
        let refusal = PolicyRefusal(
            tree: TreeID(tree.hex), commit: CommitID(tip.hex), reason: mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes"
        )
        if accepted != nil {
            diagnostics.append(
                Diagnostic(
                    .error, "DP1003", "policies/ has mistakes, so the policies accepted last stay in force",
                    advice: "Mend them; removals go on meanwhile.", at: Place("policies")
                )
            )
        }
        return try earlierPolicies(continuesHistory, refusing: refusal)
    }

    /// Policies from before those of the tip: those accepted last. Where the ledger could be anybody's writing the branch tells which
    /// those are: the newest without a mistake that nothing speaks against (P1).
    private mutating func earlierPolicies(_ continuesHistory: Bool, refusing refusal: PolicyRefusal?) throws -> InForce {
        let accepted = recorded.policy?.tree
        let change = refusal.flatMap { recorded.refusedPolicy == $0.tree ? nil : LedgerEvent.policyRefused($0) }
        guard accepted != nil, continuesHistory, !believesMemory else {
            return InForce(policies: accepted.flatMap { trees.policies(in: $0) }, change: change)
        }
        for step in try trees.changes(upTo: tip, root: recorded.root) {
            guard let policies = try trees.policies(at: step), PolicyObjection(to: policies, recorded) == nil else { continue }
            if policies.tree == accepted { return InForce(policies: policies, change: change) }
            return InForce(policies: policies, change: .policyAccepted(AcceptedPolicy(policies)), refusal: refusal)
        }
        return InForce(change: change)
    }
}
