import AccessCore
import Approvals
import Reports

/// What the signatures beside a request are worth, and what is missing, as far as signatures go.
struct ApprovalCheck {
    let target: ApprovalTarget
    let evidence: SignatureEvidence
    let clone: Clone

    /// Whether every rule has enough people who signed.
    var isWhole: Bool { missing.isEmpty }

    /// A rule's words and how many it lacks.
    private var missing: [String] {
        let signers = Set(evidence.approvals.map(\.person))
        if case .policies = target.kind {
            let owners = clone.policies.settings.policyOwners
            let hasOwner = owners.contains { !(clone.policies.people.teams[$0] ?? []).isDisjoint(with: signers) }
            return hasOwner
                ? []
                : ["needs one of \(owners.isEmpty ? "nobody: no policy-owners are named" : owners.map(\.text).joined(separator: " or "))"]
        }
        return Set(target.rules).sorted { ($0.team, $0.count) < ($1.team, $1.count) }.compactMap { rule in
            let count = Set(rule.able).intersection(signers).count
            guard count < rule.count else { return nil }
            let others = rule.able.filter { !signers.contains($0) }.map(\.text)
            let whom = others.isEmpty ? "nobody is left" : others.joined(separator: ", ")
            return "needs \(rule.count) of \(rule.team), has \(count): \(whom)"
        }
    }

    /// One line for each signature, and for each rule that isn't met.
    var lines: [String] {
        var lines = ["\(target.name): \(isWhole ? "has all signatures that it needs" : "lacks signatures")"]
        for approval in evidence.approvals {
            var line = "  + \(approval.person) (\(approval.fingerprint))"
            if let until = approval.statement.until { line += ", until \(clone.time.full(until))" }
            if let comment = approval.statement.comment { line += ": \(comment.printable)" }
            lines.append(line)
        }
        lines += evidence.rejected.map { "  ✗ \($0.path.printable): \("\($0.reason)".printable)" }
        if evidence.moreRejected > 0 { lines.append("  ✗ and \(evidence.moreRejected) more that count for nothing") }
        return lines + missing.map { "  · \($0)" }
    }
}
