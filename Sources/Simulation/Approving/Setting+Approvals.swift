import AccessCore

/// Policies of worlds in which people's word counts.
extension Setting {
    /// Adds people, their teams and the rules by which they approve.
    static func enroll(_ policies: inout PolicySet, _ written: inout Written, _ proof: ProofMix, _ dice: inout Dice) {
        guard proof.isOn else { return }
        let accounts = policies.settings.accounts.keys.sorted()
        for (place, name) in Cast.everybody.enumerated() {
            let user = place < people.count ? people[place] : UserName(name.text)
            var person = policies.people.people[name] ?? Person(name: name, iam: .everywhere(user))
            if name == persons[4] { person.iam = .perAccount([accounts[0]: user]) }
            person.mail = Cast.hand(of: name).mail
            person.forges = [.github: Cast.hand(of: name).account]
            person.keys = [SigningKey(key: Cast.key(of: name, 1), from: nil, until: nil)]
            if dice.happens(0.15) {
                let end = World.start.advanced(by: .seconds(dice.within(20...400) * 60))
                person.keys = [
                    SigningKey(key: Cast.key(of: name, 1), from: dice.happens(0.3) ? end : nil, until: dice.happens(0.7) ? end : nil)
                ]
            }
            policies.people.people[name] = person
        }
        written.teams[Cast.approvers] = Written.Team(people: Set(Cast.leads + [persons[0]]))
        written.teams[Cast.watchers] = Written.Team(people: Set(Cast.guards + [persons[1]]), teams: dice.happens(0.3) ? [Cast.chiefs] : [])
        written.teams[Cast.ownersTeam] = Written.Team(people: [Cast.owners[0], Cast.owners[1], Cast.leads[2]])
        written.teams[Cast.chiefs] = Written.Team(people: [Cast.owners[2], Cast.leads[0]])
        policies.settings.policyOwners = dice.happens(0.6) ? [Cast.ownersTeam] : [Cast.ownersTeam, Cast.chiefs]
        policies.settings.evidence = proof.evidence
        policies.settings.forge = ForgeSettings(kind: .github, repository: repository, credential: .token(variable: "TOKEN"))
        for name in entitlements where policies.entitlements[name] != nil {
            policies.entitlements[name]?.approval = dice.happens(0.12) ? .automatic : .rules(rules(&dice))
            policies.entitlements[name]?.needsSignatures = proof.evidence.contains(.signature) && dice.happens(0.2)
            if policies.entitlements[name]?.emergency != nil { policies.entitlements[name]?.emergency?.approval = .rules(urgent(&dice)) }
        }
        _ = written.resolve(&policies)
    }

    static func rules(_ dice: inout Dice) -> [ApprovalRules.Rule] {
        let one = ApprovalRules.Rule(from: Cast.approvers, count: 1)
        let other = ApprovalRules.Rule(from: Cast.watchers, count: 1)
        return [[one], [one], [ApprovalRules.Rule(from: Cast.approvers, count: 2)], [one, other], [other]][dice.below(5)]
    }

    /// Whose word is asked for in an emergency.
    static func urgent(_ dice: inout Dice) -> [ApprovalRules.Rule] {
        [ApprovalRules.Rule(from: dice.happens(0.6) ? Cast.watchers : Cast.approvers, count: 1)]
    }
}
