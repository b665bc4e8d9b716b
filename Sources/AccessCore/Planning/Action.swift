/// What the reconciler will do about one membership: "it will grant / extend / shorten / revoke / mend the lease of …".
package struct Action: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case grant, extend, shorten, revoke
        case mendLease = "mend-lease"
    }

    /// What may hold a removal back.
    package enum Urgency: String, Hashable, Sendable, Codable {
        /// Its recorded end has passed: nothing ever holds it (P2).
        case due
        /// Waits for a person's word when there are too many at once.
        case ordinary
    }

    package var action: Kind
    package var user: UserName
    /// Whom it was planned for, by IAM's `UserId`; nil where the directory couldn't be read.
    package var userID: UserID?
    /// Nil for a group that no entitlement names any more.
    package var entitlement: EntitlementName?
    package var group: GroupName
    /// The end that the lease will state; nil for a removal.
    package var until: Timestamp?
    /// The recorded end before: what a change changes, and what a removal is late by.
    package var was: Timestamp?
    package var requests: [RequestID]
    package var because: Reason
    /// Of a removal.
    package var urgency: Urgency?
    /// The tag key of the lease.
    package var lease: String
    /// Whether a removal has a membership to take away, a lease to take away, or both.
    package var removes: Removes?

    package struct Removes: Hashable, Sendable, Codable {
        package var membership: Bool
        package var lease: Bool

        package init(membership: Bool, lease: Bool) { (self.membership, self.lease) = (membership, lease) }
    }

    package init(
        _ action: Kind, user: UserName, userID: UserID?, entitlement: EntitlementName?, group: GroupName, until: Timestamp? = nil,
        was: Timestamp? = nil, requests: [RequestID] = [], because: Reason, urgency: Urgency? = nil, lease: String, removes: Removes? = nil
    ) {
        (self.action, self.user, self.userID, self.entitlement, self.group) = (action, user, userID, entitlement, group)
        (self.until, self.was, self.requests, self.because) = (until, was, requests, because)
        (self.urgency, self.lease, self.removes) = (urgency, lease, removes)
    }

    private enum CodingKeys: String, CodingKey {
        case action, user, entitlement, group, until, was, requests, because, urgency, lease, removes
        case userID = "user-id"
    }
}

extension Action {
    package func membership(in account: AccountName) -> Membership { Membership(account: account, user: user, group: group) }

    /// The writes, in the order that never leaves a membership without its lease in sight: the tag before the
    /// membership, and the membership's end before the tag's.
    package func changes(leases: LeaseFormat) -> [DirectoryChange] {
        switch action {
        case .grant:
            guard let until else { return [] }
            return [
                .setTag(user: user, key: lease, value: leases.value(until: until)),
                .addMember(user: user, group: group),
            ]
        case .extend, .shorten, .mendLease:
            guard let until else { return [] }
            return [.setTag(user: user, key: lease, value: leases.value(until: until))]
        case .revoke:
            let what = removes ?? Removes(membership: true, lease: true)
            return (what.membership ? [.removeMember(user: user, group: group)] : [])
                + (what.lease ? [.removeTag(user: user, key: lease)] : [])
        }
    }
}
