import AccessCore
import Approvals
import Reports

/// What the signatures beside a request are worth, and what is missing, as far as signatures go.
struct ApprovalCheck {
    let target: ApprovalTarget
    let evidence: SignatureEvidence
    let clone: Clone
    /// What keeps every signature of it from counting, as far as the clone's ledger tells; nil if it tells nothing.
    let obstacle: (message: String, advice: String)?

    /// Whether every rule has enough people whose signatures can count.
    var isWhole: Bool { missing.isEmpty && !hasNoOwners && obstacle == nil }

    /// Nobody can approve policies then.
    private var hasNoOwners: Bool { if case .policies = target.kind { rules.isEmpty } else { false } }

    /// A rule's words and how many it lacks.
    private var missing: [String] {
        let signers = Set(evidence.approvals.map(\.person))
        return Set(rules).sorted { ($0.team, $0.count) < ($1.team, $1.count) }.compactMap { rule in
            let count = Set(rule.able).intersection(signers).count
            guard count < rule.count else { return nil }
            let others = rule.able.filter { !signers.contains($0) }.map(\.text)
            let whom = others.isEmpty ? "nobody is left" : others.joined(separator: ", ")
            return "needs \(rule.count) of \(rule.team), has \(count): \(whom)"
        }
    }

    /// All must be met; for policies one of each team of owners.
    private var rules: [ApprovalNeed.Rule] {
        guard case .policies = target.kind else { return target.rules }
        return clone.policies.settings.policyOwners.map { team in
            ApprovalNeed.Rule(team: team, count: 1, able: (clone.policies.people.teams[team] ?? []).sorted(), barred: [])
        }
    }

    /// One line for each signature, and for each rule that isn't met.
    var lines: [String] {
        var lines = [
            "\(target.name): \(isWhole ? "has all signatures that it needs" : obstacle == nil ? "lacks signatures" : "needs a change before it is signed")"
        ]
        for approval in evidence.approvals {
            var line = "  + \(approval.person) (\(approval.fingerprint))"
            if let until = approval.statement.until { line += ", until \(clone.time.full(until))" }
            if let comment = approval.statement.comment { line += ": \(comment.printable)" }
            lines.append(line)
        }
        lines += evidence.rejected.map { "  ✗ \($0.path.printable): \("\($0.reason)".printable)" }
        if evidence.moreRejected > 0 { lines.append("  ✗ and \(evidence.moreRejected) more that count for nothing") }
        if hasNoOwners { lines.append("  · settings.yaml names no approval.policy-owners, so nobody can approve policies") }
        if let (message, advice) = obstacle { return lines + ["  ✗ \(message), so none of them counts. \(advice)"] }
        return lines + missing.map { "  · \($0)" }
    }
}
