import AccessCore

/// What stands in `policies/` as people wrote it, where a decoder makes something else of it: freeze windows, teams in teams,
/// accounts by their tags. The oracle reads this, the reconciler what comes of it.
struct Written: Hashable {
    var freezes: [Freeze] = []
    var teams: [TeamName: Team] = [:]
    /// Entitlements given in all accounts that have a tag.
    var tagged: [EntitlementName: String] = [:]

    struct Team: Hashable {
        var people: Set<PersonName> = []
        var teams: Set<TeamName> = []
    }

    /// A window in which nothing starts: once, or at the same time every day.
    struct Freeze: Hashable {
        var name: String
        var start: Timestamp
        var seconds: Int64
        var isDaily: Bool
        /// Nil for all.
        var entitlement: EntitlementName?
        /// Nil for all.
        var account: AccountName?
    }

    /// The tag of accounts by which entitlements choose them.
    static let tag = "env"

    /// Makes of it what the decoders would.
    ///
    /// - Returns: whether it is free of mistakes.
    func resolve(_ policies: inout PolicySet) -> Bool {
        policies.calendar.windows = freezes.map { freeze in
            let rule = freeze.isDaily ? RecurrenceRule(.daily) : nil
            let hours = FreezeHours(zone: .utc, start: freeze.start.seconds, length: .init(clock: freeze.seconds), rule: rule)
            return FreezeWindow(
                name: freeze.name, entitlements: Set([freeze.entitlement].compactMap(\.self)),
                accounts: Set([freeze.account].compactMap(\.self)), hours: hours)
        }
        if !teams.isEmpty { policies.people.teams = teams.keys.reduce(into: [:]) { $0[$1] = members(of: $1) } }
        for (name, value) in tagged {
            guard policies.entitlements[name] != nil else { continue }
            let accounts = policies.settings.accounts.values.filter { $0.tags[Self.tag] == value }.map(\.name).sorted()
            guard !accounts.isEmpty else { return false }
            policies.entitlements[name]?.accounts = accounts
        }
        return true
    }

    private func members(of team: TeamName) -> Set<PersonName> {
        guard let written = teams[team] else { return [] }
        return written.teams.reduce(into: written.people) { $0.formUnion(members(of: $1)) }
    }
}
