import AccessCore

/// Looks for people whose requests nobody could approve, since nobody approves a request of his own.
struct ApproverCheck {
    let people: People

    func look(at decoders: [EntitlementDecoder]) {
        for decoder in decoders {
            guard let entitlement = decoder.entitlement, case .rules(let rules) = entitlement.approval, let range = decoder.approvalRange
            else { continue }
            for rule in rules {
                // Too small a team for anybody has been told already.
                guard let team = people.teams[rule.from], team.count == rule.count else { continue }
                guard let asker = askers(of: entitlement, in: team).min() else { continue }
                let mistake = EntitlementMistake.onlyTheAsker(asker.text, team: rule.from.text, count: rule.count, others: team.count - 1)
                decoder.reader.report(mistake, at: range)
            }
        }
    }

    /// Those of a team whom policies name as eligible. The team is small, while everybody may be eligible: so its people are
    /// looked for among them, and not the other way round.
    private func askers(of entitlement: Entitlement, in team: Set<PersonName>) -> [PersonName] {
        let named = Set(
            entitlement.accounts.flatMap { account in entitlement.eligible.users.compactMap { people.person(behind: $0, in: account) } })
        return team.filter { person in
            named.contains(person) || entitlement.eligible.teams.contains { people.teams[$0]?.contains(person) ?? false }
        }
    }
}
