import AccessCore

/// Operators who change what a plain world's policies don't say.
extension Deed {
    /// - Returns: whether there was anything to change.
    mutating func format(_ act: Act, _ name: EntitlementName, _ policies: inout PolicySet, _ written: inout Written) -> Bool {
        let accounts = policies.settings.accounts.keys.sorted()
        switch act {
        case .changeAhead:
            policies.entitlements[name]?.limits.ahead = dice.happens(0.3) ? nil : .seconds(dice.within(10...240) * 60)
        case .changeActive: policies.entitlements[name]?.limits.active = dice.happens(0.3) ? nil : dice.within(1...3)
        case .changeRequirements:
            policies.entitlements[name]?.requirements = dice.happens(0.3) ? Requirements() : Setting.requirements(&dice)
        case .addFreeze:
            let freeze = Setting.freeze("freeze\(source.commits.count)", from: world.time, accounts, &dice)
            written.freezes.append(freeze)
        case .endFreeze:
            guard let freeze = dice.pick(written.freezes) else { return false }
            written.freezes.removeAll { $0 == freeze }
        case .changeEmergency:
            policies.entitlements[name]?.emergency = dice.happens(0.3) ? nil : Setting.emergency(&dice)
            if world.swarm.proof.isOn { policies.entitlements[name]?.emergency?.approval = .rules(Setting.urgent(&proof)) }
        case .changeRetention:
            policies.settings.removesFilesAfter = dice.happens(0.3) ? nil : .seconds(dice.within(5...120) * 60)
        case .retagAccount:
            guard let account = dice.pick(accounts) else { return false }
            let isTagged = policies.settings.accounts[account]?.tags.isEmpty == false
            policies.settings.accounts[account]?.tags = isTagged ? [:] : [Written.tag: "prod"]
        case .changeTeams:
            guard let team = dice.pick(Setting.teams), let person = dice.pick(Setting.persons) else { return false }
            if dice.happens(0.3) {
                // Never in a circle: each contains the next at most.
                let next = team == Setting.teams[0] ? Setting.teams[1] : Setting.teams[2]
                guard team != next else { return false }
                written.teams[team]?.teams.formSymmetricDifference([next])
            } else {
                written.teams[team]?.people.formSymmetricDifference([person])
            }
        case .changeOlderTags: policies.settings.leases.older = policies.settings.leases.older == nil ? Setting.older : nil
        case .emptyPolicies:
            let source = source
            let last = source.line(from: source.tip).lazy.compactMap { source.commits[$0].policies.set }
                .first { !$0.entitlements.isEmpty }
            let known = policies.settings.accounts
            // As a decoder would: no entitlement names an account that settings don't.
            let whole = (last?.entitlements ?? [:]).filter { $0.value.accounts.allSatisfy { known[$0] != nil } }
            policies.entitlements = policies.entitlements.isEmpty ? whole : [:]
        default: return approvals(act, name, &policies, &written)
        }
        return true
    }
}
