import AccessCore

/// Who approved a content by what, who doesn't count, and what is missing: sentences of `daypass explain`.
struct ApprovalWords {
    let time: TimeFormat

    /// What an entitlement asks of people, and what was found, each with its sign.
    func lines(_ standing: EntitlementStanding) -> [(Sign?, Line)] {
        let name: Line = "\(standing.entitlement)"
        var lines: [(Sign?, Line)]
        switch standing.need {
        case .unknown: lines = [(.held, "\(name): these policies know no way to it")]
        case .automatic: lines = [(.grant, "\(name) needs nobody's approval (approval: automatic)")]
        case .merge(let rules):
            let asked = Line.list(rules.map { "\($0.count) of \($0.from)" })
            lines = [(.grant, "\(name) asks for \(asked); being merged counts for that (evidence: [merge]), nobody's word was looked at")]
        case .rules(let rules): lines = rules.flatMap { self.lines(name, $0, signed: standing.needsSignatures) }
        }
        lines += standing.objections.map {
            (.held, "\($0.person) asks for changes, \(how($0)): while that stands nobody's approval counts")
        }
        lines += standing.doubts.map { (.waits, "not known yet: \($0)") }
        return lines
    }

    private func lines(_ name: Line, _ rule: RuleStanding, signed: Bool) -> [(Sign?, Line)] {
        let kind: Line = signed ? " by signature" : ""
        let verdict: Line = rule.missing == 0 ? "met" : missing(rule)
        let head: (Sign?, Line) = (
            rule.missing == 0 ? .grant : .waits, "\(name) needs \(rule.count) of \(rule.team)\(kind): \(verdict)"
        )
        return [head] + rule.approvals.map { (nil, "  \(approval($0))") }
    }

    /// `1 is missing, lead01 or lead02 could give it`
    private func missing(_ rule: RuleStanding) -> Line {
        let number: Line = rule.missing == 1 ? "1 is missing" : "\(rule.missing) are missing"
        guard rule.able.count >= rule.missing else {
            return rule.able.isEmpty
                ? "\(number), and nobody is left who could give it"
                : "\(number), and only \(Line.list(rule.able.map { "\($0)" }, most: 12)) could give it"
        }
        return "\(number); who could: \(Line.list(rule.able.map { "\($0)" }, most: 12))"
    }

    /// `lead01, review on GitHub as @lead-one (id 1002), 22 Nov 21:30, until 23 Nov 01:00 at the latest: "ok"`
    func approval(_ approval: Approval) -> Line {
        let until: Line = approval.until.map { ", until \(time.short($0)) at the latest" } ?? ""
        let comment: Line = approval.comment.map { ": \"\($0)\"" } ?? ""
        return "\(approval.person), \(how(approval))\(until)\(comment)"
    }

    /// By what, and when.
    private func how(_ approval: Approval) -> Line {
        let account: Line = approval.account.map { " as @\($0.login) (id \(String($0.id)))" } ?? ""
        let key: Line = approval.key.map { " by the key \($0)" } ?? ""
        let when = time.short(approval.at)
        return switch approval.kind {
        case .signature: "signature\(key), first seen \(when)"
        case .github: "review on GitHub\(account), \(when)"
        case .gitlab: "approval on GitLab\(account), \(when)"
        case .gitea: "review on Gitea\(account), \(when)"
        case .merge: "the merge, \(when)"
        case .automatic: "the policies, \(when)"
        }
    }
}
