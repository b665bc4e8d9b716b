import AccessCore

/// What a world has beyond the plainest when it begins.
extension Setting {
    static let ticket = try? TicketPattern("CHG-[0-9]+")
    static let persons = (1...5).map { PersonName("person\($0)") }
    static let teams = ["developers", "oncall", "guests"].map { TeamName($0) }
    static let olderFormat = "YYYY-MM-DD HH:mm"

    /// Adds the parts of the format that the world has.
    static func enrich(_ policies: inout PolicySet, _ written: inout Written, _ format: FormatMix, _ dice: inout Dice) {
        let accounts = policies.settings.accounts.keys.sorted()
        for name in entitlements {
            guard var entitlement = policies.entitlements[name] else { continue }
            if format.has(.ahead), dice.happens(0.6) { entitlement.limits.ahead = .seconds(dice.within(20...240) * 60) }
            if format.has(.active), dice.happens(0.7) { entitlement.limits.active = dice.within(1...2) }
            if format.has(.requirements), dice.happens(0.6) { entitlement.requirements = requirements(&dice) }
            if format.has(.emergencies), dice.happens(0.7) { entitlement.emergency = emergency(&dice) }
            policies.entitlements[name] = entitlement
        }
        if format.has(.freezes) {
            for number in 0..<dice.within(0...2) { written.freezes.append(freeze("freeze\(number)", from: World.start, accounts, &dice)) }
        }
        if format.has(.retention), dice.happens(0.7) { policies.settings.removesFilesAfter = .seconds(dice.within(5...120) * 60) }
        if format.has(.accountTags) {
            for account in accounts where account == accounts[0] || dice.happens(0.6) {
                policies.settings.accounts[account]?.tags = [Written.tag: "prod"]
            }
            written.tagged[entitlements[0]] = "prod"
            if dice.happens(0.5) { written.tagged[entitlements[2]] = "prod" }
        }
        if format.has(.teams) {
            // One has his name in the first account only.
            policies.people.people = persons.enumerated().reduce(into: [:]) { people, person in
                let user = Self.people[person.offset]
                let iam: Person.IAMIdentity = person.offset == 4 ? .perAccount([accounts[0]: user]) : .everywhere(user)
                people[person.element] = Person(name: person.element, iam: iam)
            }
            written.teams = [
                teams[0]: Written.Team(people: [persons[0]], teams: [teams[1]]),
                teams[1]: Written.Team(people: [persons[3]], teams: [teams[2]]), teams[2]: Written.Team(people: [persons[4]]),
            ]
            policies.entitlements[entitlements[0]]?.eligible = Eligibility(teams: [teams[0]])
            policies.entitlements[entitlements[2]]?.eligible.teams = [teams[1]]
        }
        if format.has(.olderTags) { policies.settings.leases.older = older }
        _ = written.resolve(&policies)
    }

    static var older: LeaseFormat.OlderTags? {
        TagTimeFormat(olderFormat).map { LeaseFormat.OlderTags(formats: [$0], zone: .utc) }
    }

    static func requirements(_ dice: inout Dice) -> Requirements {
        Requirements(ticket: dice.happens(0.6) ? ticket : nil, plan: dice.happens(0.5), rollback: dice.happens(0.5))
    }

    static func emergency(_ dice: inout Dice) -> EmergencyRules {
        EmergencyRules(
            approval: .rules([ApprovalRules.Rule(from: teams[1], count: 1)]), duration: .seconds(dice.within(10...90) * 60),
            review: .seconds(dice.within(10...240) * 60))
    }

    static func freeze(_ name: String, from: Timestamp, _ accounts: [AccountName], _ dice: inout Dice) -> Written.Freeze {
        Written.Freeze(
            name: name, start: from.advanced(by: .seconds(dice.within(-30...360) * 60)), seconds: Int64(dice.within(10...180)) * 60,
            isDaily: dice.happens(0.4), entitlement: dice.happens(0.4) ? dice.pick(entitlements) : nil,
            account: dice.happens(0.3) ? dice.pick(accounts) : nil)
    }
}
