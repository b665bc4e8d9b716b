import AccessCore

/// Nothing starts while a freeze window is open, but emergencies (P1).
extension Oracle {
    /// How long before it is sent a write may have been decided: what was read may be five minutes old, and an intent is
    /// carried out for two.
    static let oldestDecision: Int64 = 600

    /// - Parameter end: the end that a lease is to state; nil for a membership.
    func judgeFreeze(_ membership: Membership, until end: Timestamp?, _ known: Beliefs, _ process: Process, _ what: String) {
        guard let source = process.seen.source, let user = process.seen.readings[membership.account]?.users[membership.user] else { return }
        let now = process.now
        // What was granted before stays until its end: it may be put right.
        if let grant = known.grants[membership], grant.userID ?? user.id == user.id, grant.end > now, end ?? grant.end <= grant.end {
            return
        }
        let slack = Duration.seconds(Self.slack)
        let isEmergency = known.accepted.values.contains {
            $0.isEmergency && $0.units[membership] != nil && $0.window.start <= now.advanced(by: slack)
                && now < $0.window.end.advanced(by: slack)
        }
        if isEmergency { return }
        let (first, last) = (now.advanced(by: .seconds(-Self.oldestDecision)), now.advanced(by: slack))
        let policies = [inForce(at: source.commit, known), known.policy.flatMap { world.policies[$0.tree] }].compactMap(\.self)
        let freezes = policies.map { policies -> String? in
            let entitlement = policies.entitlements.values.first {
                $0.group == membership.group && $0.accounts.contains(membership.account)
            }
            return entitlement.flatMap { freeze($0.name, membership.account, from: first, to: last, under: policies) }
        }
        if !freezes.contains(nil), let freeze = freezes.first ?? nil {
            fail("P1", "\(what), though the freeze window \(freeze) is open")
        }
    }

    /// Whether something that is accepted may have to wait.
    func mayBeFrozen(_ membership: Membership, _ accepted: Beliefs.Accepted, at instant: Timestamp, _ policies: PolicySet) -> Bool {
        guard !accepted.isEmergency, let name = accepted.entitlements[membership] else { return false }
        let (first, last) = (instant.advanced(by: .seconds(-Self.oldestDecision)), instant.advanced(by: .seconds(Self.slack)))
        return mayBeFrozen(name, membership.account, from: first, to: last, under: policies)
    }
}
