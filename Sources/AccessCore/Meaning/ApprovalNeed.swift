/// Whose word a request needs, and who can give it.
package enum ApprovalNeed: Hashable, Sendable {
    /// Nobody's.
    case automatic
    /// All of them.
    case rules([Rule])

    /// One rule, with the people behind it.
    package struct Rule: Hashable, Sendable {
        package var team: TeamName
        /// How many of them must approve, at least 1.
        package var count: Int
        /// Who can: the team's people without the one who gets the access, by name.
        package var able: [PersonName]
        /// Who is in the team and gets the access, so that their own word doesn't count, by name. Several only where accounts have
        /// the same user name for different people.
        package var barred: [PersonName]

        /// Whether enough people are left.
        package var isPossible: Bool { able.count >= count }

        package init(team: TeamName, count: Int, able: [PersonName], barred: [PersonName]) {
            (self.team, self.count, self.able, self.barred) = (team, count, able, barred)
        }
    }

    /// - Parameter beneficiaries: who gets the access, as a run tells it (`PolicySet.beneficiaries`); empty if no person of the policies.
    init(_ rules: ApprovalRules, people: People, beneficiaries: Set<PersonName>) {
        switch rules {
        case .automatic: self = .automatic
        case .rules(let rules):
            self = .rules(
                rules.map { rule in
                    let team = people.teams[rule.from] ?? []
                    return Rule(
                        team: rule.from, count: rule.count, able: team.subtracting(beneficiaries).sorted(),
                        barred: team.intersection(beneficiaries).sorted())
                })
        }
    }

    /// The rules that too few people are left for.
    package var impossible: [Rule] {
        switch self {
        case .automatic: []
        case .rules(let rules): rules.filter { !$0.isPossible }
        }
    }
}
