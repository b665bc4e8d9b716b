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
                guard let asker = askers(of: entitlement).intersection(team).min() else { continue }
                let mistake = EntitlementMistake.onlyTheAsker(asker.text, team: rule.from.text, count: rule.count, others: team.count - 1)
                decoder.reader.report(mistake, at: range)
            }
        }
    }

    /// The people that policies name as eligible.
    private func askers(of entitlement: Entitlement) -> Set<PersonName> {
        let named = entitlement.accounts.flatMap { account in
            entitlement.eligible.users.compactMap { people.person(user: $0, in: account) }
        }
        return entitlement.eligible.teams.reduce(into: Set(named)) { $0.formUnion(people.teams[$1] ?? []) }
    }
}
