/// One membership that a request would give: what is given, where, to whom, and what stands between.
package struct GivenAccess: Hashable, Sendable {
    package var entitlement: EntitlementName
    package var description: String?
    package var account: AccountName
    /// The cloud's number of the account; nil for a directory in a file.
    package var accountID: AccountID?
    package var group: GroupName
    package var eligibility: EligibilityFinding
    /// The longest window that the entitlement allows; nil if it doesn't say.
    package var limit: Duration?
    /// How long after its start an emergency must have been reviewed; nil if it is none.
    package var review: Duration?
    /// How many may hold it at once; nil if the entitlement doesn't say, and for emergencies, which wait for nobody.
    package var seats: Seating?
    package var approval: ApprovalNeed

    package var membership: String { "\(entitlement)@\(account)" }
}

/// How many may hold an entitlement at once.
package struct Seating: Hashable, Sendable {
    package var limit: Int
    /// Users who are members besides the one who asks and the standing ones, as a snapshot has them; nil if nothing tells.
    package var taken: Int?
}

/// Whether a user may ask for an entitlement, and how that was found out.
package enum EligibilityFinding: Hashable, Sendable {
    /// The entitlement names the user.
    case byName
    /// A person of these teams, by name.
    case byTeam([TeamName])
    /// A snapshot of IAM says so.
    case byDirectory(groups: [GroupName], tags: Bool)
    /// Groups and tags decide, and nothing here tells which the user has.
    case unknown(groups: [GroupName], tags: [String: String])
    case no
}

extension Entitlement {
    /// - Parameter snapshot: what is known of IAM; nil if nothing is.
    func seating(for user: UserName, in account: AccountName, snapshot: DirectorySnapshot?) -> Seating? {
        guard let limit = limits.active else { return nil }
        guard let known = snapshot?.accounts[account], known.groups.contains(group) else { return Seating(limit: limit, taken: nil) }
        let members = known.users.filter { $0.key != user && !standing.contains($0.key) && $0.value.groups.contains(group) }
        return Seating(limit: limit, taken: members.count)
    }

    /// - Parameter snapshot: what is known of IAM; nil if nothing is.
    func eligibility(
        of user: UserName, in account: AccountName, under policies: PolicySet, snapshot: DirectorySnapshot?
    ) -> EligibilityFinding {
        if eligible.users.contains(user) { return .byName }
        if let person = policies.people.person(user: user, in: account) {
            let teams = eligible.teams.filter { policies.people.teams[$0]?.contains(person) ?? false }
            if !teams.isEmpty { return .byTeam(teams.sorted()) }
        }
        guard !eligible.groups.isEmpty || !eligible.tags.isEmpty else { return .no }
        let unknown = EligibilityFinding.unknown(groups: eligible.groups.sorted(), tags: eligible.tags)
        guard let snapshot, snapshot.knows(eligible, in: account) else { return unknown }
        guard let found = snapshot.user(user, in: account) else { return .no }
        let standing = found.groups.subtracting(policies.fence(in: account, besides: user))
        let groups = eligible.groups.intersection(standing).sorted()
        let tags = !eligible.tags.isEmpty && eligible.tags.allSatisfy { found.tag($0.key) == $0.value }
        return groups.isEmpty && !tags ? .no : .byDirectory(groups: groups, tags: tags)
    }
}

extension PolicySet {
    /// Groups that entitlements give in an account. Being in one says nothing about who a user is, unless they are a
    /// standing member: a lease never opens the way to the next.
    func fence(in account: AccountName, besides user: UserName) -> Set<GroupName> {
        Set(
            entitlements.values.filter { $0.accounts.contains(account) && !$0.standing.contains(user) }.map(\.group))
    }
}
