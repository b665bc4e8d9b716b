import AccessCore

/// Operators, who change policies, and hands in the clouds.
extension Deed {
    mutating func policy(_ act: Act) {
        if act == .breakPolicies {
            let tree = source.nextTree()
            source.merge(at: world.now, "breaks policies") { $0.policies = Source.Policies(tree: tree, set: nil) }
            return world.tell(nil, "an operator makes a mistake in policies/")
        }
        guard var policies = lastSound else { return }
        let name = dice.pick(Setting.entitlements) ?? Setting.entitlements[0]
        var request: AccessRequest?
        var written = world.written[policies.tree] ?? Written()
        switch act {
        case .loseEligibility:
            let user = dice.pick(Setting.people)
            for name in Setting.entitlements { user.map { _ = policies.entitlements[name]?.eligible.users.remove($0) } }
            if dice.happens(0.3) { policies.entitlements[name]?.eligible.users = Set(Setting.people) }
        case .lowerLimit:
            policies.entitlements[name]?.limits.duration = dice.happens(0.3) ? nil : .seconds(dice.within(5...200) * 60)
        case .changeDrift: policies.settings.drift = policies.settings.drift == .enforce ? .report : .enforce
        case .changeStanding:
            guard let user = dice.pick(Setting.people), var standing = policies.entitlements[name]?.standing else { return }
            if standing.remove(user) == nil { standing.insert(user) }
            policies.entitlements[name]?.standing = standing
        case .changeBrake:
            policies.settings.removals = dice.happens(0.5) ? RemovalLimits(most: 100, fraction: 1) : RemovalLimits(most: 2, fraction: 0.3)
        case .dropEntitlement:
            if policies.entitlements[name] == nil {
                policies.entitlements[name] = world.source.commits[0].policies.set?.entitlements[name]
                // As a decoder would: no entitlement names an account that settings don't.
                let known = policies.settings.accounts
                policies.entitlements[name]?.accounts.removeAll { known[$0] == nil }
                if policies.entitlements[name]?.accounts.isEmpty == true { policies.entitlements[name] = nil }
            } else {
                policies.entitlements[name] = nil
            }
        case .moveEntitlement:
            guard let other = dice.pick(Setting.groups), !policies.entitlements.values.contains(where: { $0.group == other }) else {
                return
            }
            policies.entitlements[name]?.group = other
        case .dropAccount:
            guard let account = world.clouds.keys.sorted().last, world.clouds.count > 1 else { return }
            let original = world.source.commits[0].policies.set
            if policies.settings.accounts[account] == nil {
                policies.settings.accounts[account] = original?.settings.accounts[account]
                for name in policies.entitlements.keys.sorted() {
                    policies.entitlements[name]?.accounts = original?.entitlements[name]?.accounts ?? []
                }
            } else {
                policies.settings.accounts[account] = nil
                for name in policies.entitlements.keys.sorted() {
                    policies.entitlements[name]?.accounts.removeAll { $0 == account }
                    if policies.entitlements[name]?.accounts.isEmpty == true { policies.entitlements[name] = nil }
                }
            }
        case .mixStep:
            // Loosens a rule and uses it in one step.
            request = source.newest.files.sorted { $0.key < $1.key }.compactMap(\.value.request).first
            request?.id = RequestID("mixed\(source.commits.count)")
            policies.entitlements[name]?.eligible.users = Set(Setting.people)
        case .mendPolicies: break
        default: guard format(act, name, &policies, &written) else { return }
        }
        guard written.resolve(&policies), world.swarm.format.parts.isEmpty || policies.groupsAreOnce else { return }
        policies.tree = source.nextTree()
        world.policies[policies.tree] = policies
        world.written[policies.tree] = written
        let blob = source.nextBlob()
        source.merge(at: world.now, "\(act)") { commit in
            commit.policies = Source.Policies(tree: policies.tree, set: policies)
            if let request { commit.files[request.id] = Source.File(blob: blob, request: request) }
        }
        world.tell(nil, "an operator merges a change of policies: \(act) \(name), to \(source.newest.policies.tree.text.suffix(4))")
    }

    /// The newest policies without a mistake.
    var lastSound: PolicySet? { source.line(from: source.tip).lazy.compactMap { self.source.commits[$0].policies.set }.first }

    mutating func hand(_ act: Act) {
        guard let cloud = anyCloud(), let name = dice.pick(cloud.everybody) else { return }
        let group = dice.pick(Setting.groups) ?? Setting.groups[0]
        let key = (source.commits[0].policies.set?.settings.leases.prefix ?? "") + group.text
        guard var user = cloud.users[name] else {
            guard act == .recreateUser else { return }
            world.births += 1
            cloud.put(ActualUser(name: name, id: UserID("AIDB\(world.births)"), groups: [Setting.developers], tags: [:]), at: world.now)
            return world.tell(nil, "somebody makes \(name) anew in \(cloud.name)")
        }
        switch act {
        case .addByHand: user.groups.insert(group)
        case .removeByHand: user.groups.remove(group)
        case .editTag:
            let shift = Int64(dice.within(-120...600)) * 60
            user.tags[key] = dice.happens(0.7) ? world.time.advanced(by: .seconds(shift)).description : "until further notice"
        case .writeOlderTag:
            let shift = Int64(dice.within(-120...240)) * 60
            // The older tool put them in as well.
            if dice.happens(0.6) { user.groups.insert(group) }
            user.tags[key] = String(world.time.advanced(by: .seconds(shift)).description.prefix(16).map { $0 == "T" ? " " : $0 })
        case .removeTag: user.tags[key] = nil
        case .writeBusinessTag: user.tags[key] = "cost centre 7"
        case .leaveGroup: if user.groups.remove(Setting.developers) == nil { user.groups.insert(Setting.developers) }
        case .deleteUser, .recreateUser:
            guard name != Setting.standing else { return }
            cloud.remove(name, at: world.now)
            world.oracle.handled(ActualUser(name: name, id: user.id), before: user, in: cloud)
            world.tell(nil, "somebody deletes \(name) in \(cloud.name)")
            if act == .recreateUser {
                world.births += 1
                cloud.put(ActualUser(name: name, id: UserID("AIDB\(world.births)"), groups: [Setting.developers], tags: [:]), at: world.now)
                world.tell(nil, "somebody makes \(name) anew in \(cloud.name)")
            }
            return
        default: return
        }
        guard cloud.users[name] != user else { return }
        let before = cloud.users[name]
        cloud.put(user, at: world.now)
        world.tell(nil, "somebody's hand in \(cloud.name): \(act) \(name) \(group)\(user.tags[key].map { ", tag '\($0)'" } ?? "")")
        world.oracle.handled(user, before: before, in: cloud)
    }
}

extension PolicySet {
    /// Whether no group stands in two entitlements of an account: that is a mistake.
    fileprivate var groupsAreOnce: Bool {
        let all = entitlements.values.flatMap { entitlement in
            entitlement.accounts.map { Beliefs.Fenced(account: $0, group: entitlement.group) }
        }
        return Set(all).count == all.count
    }
}
