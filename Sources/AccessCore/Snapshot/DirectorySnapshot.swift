/// What accounts held at one instant, as far as policies ask: who is there, who is in which of the groups that matter, and
/// the tags that matter. Enough to judge a request without credentials; no keys, no policies, no other tags.
package struct DirectorySnapshot: Hashable, Sendable {
    /// When it was read, by the clock of the machine that read it.
    package var taken: Timestamp
    /// The repository whose policies said what matters.
    package var repository: String
    package var accounts: [AccountName: Account]

    /// The longest that a snapshot is judged by: people come and go within days, and a check is no decision.
    package static let longestAge = Duration.seconds(86_400)
    /// How far ahead of our clock its time may be: as far as two clocks may differ.
    package static let longestLead = Duration.seconds(120)

    /// One account.
    package struct Account: Hashable, Sendable {
        /// Groups that were looked for: only of these it can be said that a user isn't in them.
        package var groups: Set<GroupName>
        /// Keys of tags that were looked for.
        package var tags: Set<String>
        package var users: [UserName: User]

        package init(groups: Set<GroupName>, tags: Set<String>, users: [UserName: User]) {
            (self.groups, self.tags, self.users) = (groups, tags, users)
        }
    }

    /// One user.
    package struct User: Hashable, Sendable {
        /// Those of the groups looked for that the user is in.
        package var groups: Set<GroupName>
        /// How many groups the user is in besides.
        package var otherGroups: Int
        /// Those of the tags looked for that the user has.
        package var tags: [String: String]

        package init(groups: Set<GroupName>, otherGroups: Int, tags: [String: String]) {
            (self.groups, self.otherGroups, self.tags) = (groups, otherGroups, tags)
        }

        /// The value under a tag key, whatever its case.
        func tag(_ key: String) -> String? {
            tags[key] ?? tags.first { $0.key.lowercased() == key.lowercased() }?.value
        }
    }

    package init(taken: Timestamp, repository: String, accounts: [AccountName: Account]) {
        (self.taken, self.repository, self.accounts) = (taken, repository, accounts)
    }

    package func user(_ name: UserName, in account: AccountName) -> User? { accounts[account]?.users[name] }

    /// Whether an account was read, and everything looked for that decides who is eligible.
    func knows(_ eligible: Eligibility, in account: AccountName) -> Bool {
        guard let known = accounts[account] else { return false }
        return eligible.groups.isSubset(of: known.groups) && Set(eligible.tags.keys).isSubset(of: known.tags)
    }

    /// Why it can't be judged by; nil if it can.
    package func objection(for policies: PolicySet, at now: Timestamp) -> ChangeFinding? {
        if repository != policies.settings.repository { return .snapshotOfAnother(repository: repository) }
        let age = now.since(taken)
        if age > Self.longestAge { return .snapshotTooOld(taken: taken, age: age) }
        if age < .zero - Self.longestLead { return .snapshotFromTheFuture(taken: taken) }
        return nil
    }
}

extension DirectorySnapshot.Account {
    /// What policies ask of an account, out of all that it holds.
    package init(of actual: ActualAccount, in account: AccountName, for policies: PolicySet) {
        let here = policies.entitlements.values.filter { $0.accounts.contains(account) }
        let groups = Set(here.flatMap { $0.eligible.groups }).union(here.map(\.group))
        let tags = Set(here.flatMap { $0.eligible.tags.keys })
        self.init(
            groups: groups, tags: tags,
            users: actual.users.mapValues { user in
                let kept = user.groups.intersection(groups)
                let found = tags.compactMap { key in user.tag(key).map { (key, $0) } }
                return DirectorySnapshot.User(
                    groups: kept, otherGroups: user.groups.count - kept.count, tags: Dictionary(uniqueKeysWithValues: found))
            })
    }
}
