extension Entitlement {
    /// Whether a user may ask for it in an account. Any one entry of `eligible` suffices.
    ///
    /// - Parameter temporary: groups the user is in only by a grant of ours. They count for nothing here: a lease
    ///   never opens the way to the next.
    package func admits(_ user: ActualUser, in account: AccountName, people: People, temporary: Set<GroupName>) -> Bool {
        if admitsByName(user.name, in: account, people: people) { return true }
        if !eligible.groups.isDisjoint(with: user.groups.subtracting(temporary)) { return true }
        return !eligible.tags.isEmpty && eligible.tags.allSatisfy { user.tag($0.key) == $0.value }
    }

    /// The part of it that needs no look into IAM: names and teams.
    package func admitsByName(_ user: UserName, in account: AccountName, people: People) -> Bool {
        if eligible.users.contains(user) { return true }
        guard !eligible.teams.isEmpty, let person = people.person(user: user, in: account) else { return false }
        return eligible.teams.contains { people.teams[$0]?.contains(person) ?? false }
    }
}
