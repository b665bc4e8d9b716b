/// Why an action is taken, as data; its words are in the reports.
package enum Reason: String, Hashable, Sendable, Codable {
    /// A valid, approved request covers now.
    case approved
    /// The recorded end has passed.
    case expired
    /// Its request was deleted, or its end brought forward.
    case endedEarly = "ended-early"
    /// The user may not have it any more, or isn't the same user any more.
    case noLongerEligible = "no-longer-eligible"
    /// The entitlement is gone or gives something else now.
    case entitlementRemoved = "entitlement-removed"
    /// A limit of the entitlement was lowered below what was granted.
    case limitLowered = "limit-lowered"
    /// It was granted, and its approval can't be proven.
    case notProven = "not-proven"
    /// Nobody approved the membership: drift.
    case notApproved = "not-approved"
    /// The tag isn't a lease any more.
    case malformedLease = "malformed-lease"
    /// A lease without a membership.
    case strayLease = "stray-lease"
    /// The tag states another end than the record, or is missing.
    case editedLease = "edited-lease"
}
