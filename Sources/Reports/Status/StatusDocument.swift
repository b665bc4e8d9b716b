package import AccessCore

/// Who holds what, as the ledger knows it; also the JSON of `daypass status`, version 1.
package struct StatusDocument: Encodable, Hashable, Sendable {
    let version = 1
    package let now: Timestamp
    package let repository: String?
    /// The source commit up to which everything was judged.
    package let source: CommitID?
    package let ledger: CommitID?
    /// By account, user and group; what opens later after what is open.
    package private(set) var access: [Access]
    /// Memberships that nobody approved.
    package private(set) var drift: [Unapproved]
    /// Removals that wait for a release.
    package private(set) var held: [Held]
    /// The accounts' numbers, for the text.
    let titles: [AccountName: String]

    package struct Access: Encodable, Hashable, Sendable {
        package enum State: String, Encodable, Sendable {
            case active
            /// Its end has passed, and no run has removed it yet.
            case overdue
            /// Accepted and open, but not granted: the next run grants it, or says why it can't.
            case accepted
            /// Accepted, and opens later.
            case upcoming
        }

        package let account: AccountName
        package let user: UserName
        package let userID: UserID?
        package let entitlement: EntitlementName?
        package let group: GroupName
        package let state: State
        /// When it was granted, or when it opens.
        package let since: Timestamp
        package let until: Timestamp
        package let requests: [RequestID]
        package let evidence: [EvidenceKind]

        private enum CodingKeys: String, CodingKey {
            case account, user, entitlement, group, state, since, until, requests, evidence
            case userID = "user-id"
        }
    }

    package struct Unapproved: Encodable, Hashable, Sendable {
        package let account: AccountName
        package let user: UserName
        package let userID: UserID
        package let entitlement: EntitlementName?
        package let group: GroupName
        package let tag: String?

        private enum CodingKeys: String, CodingKey {
            case account, user, entitlement, group, tag
            case userID = "user-id"
        }
    }

    package struct Held: Encodable, Hashable, Sendable {
        package let account: AccountName
        package let hash: String
        package let removals: [Action]
    }

    private enum CodingKeys: String, CodingKey { case version, now, repository, source, ledger, access, drift, held }

    /// - Parameter ledger: the ledger's tip that the state was read at.
    package init(_ state: RecordedState, ledger: CommitID?, at now: Timestamp) {
        (self.now, self.ledger, source, repository) = (now, ledger, state.judged, state.genesis?.repository)
        access = Self.open(state, now) + Self.pending(state, now)
        drift = state.drift.sorted { $0.key < $1.key }.map { membership, sighting in
            Unapproved(
                account: membership.account, user: sighting.user, userID: sighting.userID, entitlement: sighting.entitlement,
                group: sighting.group, tag: sighting.tag
            )
        }
        held = state.held.sorted { $0.key < $1.key }.map { Held(account: $0, hash: $1.hash, removals: $1.removals) }
        titles = Dictionary(state.policy?.accounts.map { ($0.name, state.title($0.name).text) } ?? []) { first, _ in first }
    }

    /// Only what is about a user, an entitlement, some accounts; nil and an empty set leave all.
    package func limited(to user: UserName? = nil, entitlement: EntitlementName? = nil, accounts: Set<AccountName> = []) -> StatusDocument {
        func isMeant(_ account: AccountName, _ who: UserName, _ what: EntitlementName?) -> Bool {
            (user == nil || who == user) && (entitlement == nil || what == entitlement) && (accounts.isEmpty || accounts.contains(account))
        }
        var part = self
        part.access.removeAll { !isMeant($0.account, $0.user, $0.entitlement) }
        part.drift.removeAll { !isMeant($0.account, $0.user, $0.entitlement) }
        part.held.removeAll { held in !held.removals.contains { isMeant(held.account, $0.user, $0.entitlement) } }
        return part
    }

    private static func open(_ state: RecordedState, _ now: Timestamp) -> [Access] {
        state.grants.values.sorted { $0.membership < $1.membership }.map { grant in
            Access(
                account: grant.membership.account, user: grant.membership.user, userID: grant.userID, entitlement: grant.entitlement,
                group: grant.membership.group, state: grant.end > now ? .active : .overdue, since: grant.since, until: grant.end,
                requests: grant.requests, evidence: grant.evidence
            )
        }
    }

    private static func pending(_ state: RecordedState, _ now: Timestamp) -> [Access] {
        let requests = state.requests.values.filter { $0.window.end > now }
        let all = requests.flatMap { request in
            request.units.compactMap { unit -> Access? in
                let membership = Membership(account: unit.account, user: request.user, group: unit.group)
                let isOpen = request.window.contains(now)
                guard !isOpen || state.grants[membership] == nil else { return nil }
                return Access(
                    account: unit.account, user: request.user, userID: unit.userID, entitlement: unit.entitlement, group: unit.group,
                    state: isOpen ? .accepted : .upcoming, since: request.window.start, until: request.window.end,
                    requests: [request.version.id], evidence: request.evidence.kinds
                )
            }
        }
        return all.sorted { ($0.since, $0.account, $0.user, $0.group) < ($1.since, $1.account, $1.user, $1.group) }
    }
}
