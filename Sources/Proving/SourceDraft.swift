package import AccessCore
package import Reconciliation

/// What the source branch says, before any forge has been asked who approved it.
package struct SourceDraft: Sendable {
    /// The tip's `policies/`.
    package struct Tip: Sendable {
        /// Nil if there is none.
        package var tree: TreeID?
        /// Nil if there are mistakes in them.
        package var policies: PolicySet?
        /// What is wrong with them.
        package var diagnostics: [Diagnostic]

        package init(tree: TreeID?, policies: PolicySet? = nil, diagnostics: [Diagnostic] = []) {
            (self.tree, self.policies, self.diagnostics) = (tree, policies, diagnostics)
        }
    }

    /// Complete where the merge alone counts.
    package var reading: SourceReading
    /// Nil where the merge alone counts.
    package var approvals: ApprovalDraft?
    package var recorded: RecordedState
    package var tip: Tip

    package init(reading: SourceReading, approvals: ApprovalDraft?, recorded: RecordedState, tip: Tip) {
        (self.reading, self.approvals, self.recorded, self.tip) = (reading, approvals, recorded, tip)
    }

    /// What it comes to once forges have answered.
    ///
    /// - Parameters:
    ///   - answers: what forges were asked and said.
    ///   - signatures: what tells which signatures are good.
    package func completed(with answers: ForgeAnswers, signatures: some SignatureReading = VerifiedSignatures()) -> SourceReading {
        guard let approvals else { return reading }
        let settled = approvals.settled(with: answers, signatures: signatures)
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
        decidePolicies(settled, into: &reading)
        reading.diagnostics.sort(by: Diagnostic.inOrder)
        return reading
    }

    /// Puts the accepted policies in force, and says which are not and why.
    private func decidePolicies(_ settled: SettledApprovals, into reading: inout SourceReading) {
        reading.diagnostics += tip.diagnostics
        let newest = settled.accepted.last
        var objection: PolicyObjection?
        if let newest, newest.policies.tree != recorded.policy?.tree { objection = PolicyObjection(to: newest.policies, recorded) }
        if let objection {
            reading.diagnostics.append(objection.diagnostic)
            // Those from before it that nothing speaks against: they were in force until now.
            let last = settled.accepted.last { PolicyObjection(to: $0.policies, recorded) == nil }
            putInForce(last ?? settled.accepted.first, into: &reading)
        } else {
            putInForce(newest, into: &reading)
        }
        guard let tree = tip.tree, tree != newest?.policies.tree else {
            if tip.tree == nil { reading.diagnostics.append(PolicyObjection.noFolder) }
            if let objection, let newest { note(objection.message, tree: newest.policies.tree, settled, into: &reading) }
            return
        }
        if let policies = tip.policies { reading.proposed = policies }
        let words = settled.walk.objections.map(\.words)
        let message = words.isEmpty ? "it isn't approved" : words.joined(separator: "; ")
        reading.diagnostics.append(
            PolicyObjection.notAccepted(message, tree: tree, isUnclear: settled.walk.objections.contains { $0.isUnclear }))
        note([objection?.message, message].compactMap(\.self).joined(separator: "; "), tree: tree, settled, into: &reading)
    }

    /// What is in force is on record.
    private func putInForce(_ accepted: SettledApprovals.Accepted?, into reading: inout SourceReading) {
        reading.policies = accepted?.policies
        guard let accepted, accepted.policies.tree != recorded.policy?.tree else { return }
        reading.policyChange = .policyAccepted(
            AcceptedPolicy(accepted.policies, with: accepted.step, provenBy: accepted.proof))
    }

    private func note(_ message: String, tree: TreeID, _ settled: SettledApprovals, into reading: inout SourceReading) {
        let known = Dictionary(settled.steps.map { ($0.after, $0.found) }) { $1 }
        // What is accepted now takes what was refused before off the record.
        // What isn't believed is established in every run, and put on record once.
        let isKnown = reading.recordTrust == .none ? recorded.saysTheSame(of: known) : recorded.policyFindings == known
        guard reading.policyChange != nil || recorded.refusedPolicy != tree || !isKnown else { return }
        let refusal = PolicyRefusal(
            tree: tree, commit: reading.tip, reason: message, found: settled.steps.isEmpty ? nil : settled.steps)
        reading.policyRefusal = refusal
    }
}

extension PolicyWalk.Objection {
    /// Which step, and what is wrong with it.
    var words: String {
        let step = step.text.prefix(7)
        return switch cause {
        case .notApproved(let why): "commit \(step) isn't approved: \(why)"
        case .unclear(let why): "whether commit \(step) is approved can't be told yet: \(why)"
        case .unreadable: "what commit \(step) left has mistakes"
        }
    }
}
