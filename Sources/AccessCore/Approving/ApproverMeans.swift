/// What people could approve by, as far as policies tell: an account at a trusted forge, a key that signs.
package struct ApproverMeans: Sendable {
    private let policies: PolicySet
    private let now: Timestamp

    /// - Parameter now: when somebody would approve something.
    package init(_ policies: PolicySet, at now: Timestamp) { (self.policies, self.now) = (policies, now) }

    /// Teams whose word is asked for, and how: each once, by name.
    package struct Asked: Hashable, Sendable {
        package var team: TeamName
        /// The most people of it that one rule wants.
        package var count: Int
        /// Whether some rule takes signatures only.
        package var onlySignatures: Bool
        /// What asks, for people to find it: `prod-member-work`, or `approval.policy-owners`.
        package var by: String
    }

    /// Empty where the merge is trusted.
    package var asked: [Asked] {
        guard !Quorum(policies).trustsTheMerge else { return [] }
        var found: [TeamName: Asked] = [:]
        func ask(_ rules: ApprovalRules?, _ onlySignatures: Bool, _ by: String) {
            guard case .rules(let rules)? = rules else { return }
            for rule in rules {
                var asked = found[rule.from] ?? Asked(team: rule.from, count: 0, onlySignatures: false, by: by)
                if rule.count > asked.count || (onlySignatures && !asked.onlySignatures) { asked.by = by }
                asked.count = max(asked.count, rule.count)
                asked.onlySignatures = asked.onlySignatures || onlySignatures
                found[rule.from] = asked
            }
        }
        for entitlement in policies.entitlements.values.sorted(by: { $0.name < $1.name }) {
            ask(entitlement.approval, entitlement.needsSignatures, "'\(entitlement.name)'")
            ask(entitlement.emergency?.approval, entitlement.needsSignatures, "'\(entitlement.name)'")
        }
        let owners = policies.settings.policyOwners
        if !owners.isEmpty { ask(.rules(owners.map { .init(from: $0, count: 1) }), false, "approval.policy-owners") }
        return found.values.sorted { $0.team < $1.team }
    }

    /// Kinds of evidence by which a person could approve something now; empty: they never can.
    package func kinds(of name: PersonName, onlySignatures: Bool = false) -> [EvidenceKind] {
        guard let person = policies.people.people[name] else { return [] }
        return policies.settings.evidence.filter { kind in
            switch kind {
            case .signature: person.keys.contains { $0.standing(seen: now) == .valid }
            case .github, .gitlab, .gitea: !onlySignatures && person.forges[kind] != nil
            case .merge, .automatic: false
            }
        }
    }
}
