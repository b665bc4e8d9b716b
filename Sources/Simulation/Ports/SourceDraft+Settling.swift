import AccessCore
import Approvals
import Reconciliation

extension SourceDraft {
    /// What the production code makes of a draft, once the forge has answered.
    func completed(_ evidence: EvidenceDraft, with facts: [CommitID: StepFacts]) -> SourceReading {
        let settled = evidence.settled(with: facts)
        var reading = reading
        for index in reading.submission.requests.indices {
            guard let found = settled.contents[reading.submission.requests[index].version.id] else { continue }
            reading.submission.requests[index].origin?.policies = found.policies
            reading.submission.requests[index].findings = found.findings
        }
        for index in reading.submission.reviews.indices {
            guard let found = settled.contents[reading.submission.reviews[index].version.id] else { continue }
            reading.submission.reviews[index].findings = found.findings
        }
        decidePolicies(evidence, settled, into: &reading)
        return reading
    }

    private func decidePolicies(_ evidence: EvidenceDraft, _ settled: SettledEvidence, into reading: inout SourceReading) {
        reading.policies = settled.walk.accepted
        if let policies = settled.walk.accepted, policies.tree != recorded.policy?.tree {
            if Self.isObjectionable(policies, recorded) {
                reading.policies = settled.accepted.last { !Self.isObjectionable($0, recorded) } ?? evidence.start
                return note("it isn't put in force", policies.tree, settled, into: &reading)
            }
            let accepted = AcceptedPolicy(policies, with: settled.walk.acceptedWith ?? evidence.startCommit, provenBy: settled.walk.proof)
            reading.policyChange = .policyAccepted(accepted)
        }
        let newest = world.source.commits[tip].policies
        guard newest.tree != settled.walk.accepted?.tree else { return }
        if let policies = newest.set { reading.proposed = policies }
        reading.diagnostics.append(Diagnostic(.error, "DP2106", "a change of policies is not in force"))
        note("it isn't approved", newest.tree, settled, into: &reading)
    }

    private func note(_ message: String, _ tree: TreeID, _ settled: SettledEvidence, into reading: inout SourceReading) {
        let known = Dictionary(settled.steps.map { ($0.after, $0.found) }) { $1 }
        // What isn't believed is established in every run, and put on record once.
        let isKnown = reading.trustsRecords ? recorded.policyFindings == known : recorded.saysTheSame(of: known)
        guard reading.policyChange != nil || recorded.refusedPolicy != tree || !isKnown else { return }
        reading.policyRefusal = PolicyRefusal(
            tree: tree, commit: reading.tip, reason: message, found: settled.steps.isEmpty ? nil : settled.steps)
    }
}
