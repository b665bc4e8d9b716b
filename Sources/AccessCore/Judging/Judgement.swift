/// What should be, and what there is to put on record about it.
package struct Judgement: Hashable, Sendable {
    /// Who should be where now, until when.
    package var desired: [Membership: DesiredAccess] = [:]
    /// Why a membership that was granted isn't desired any more.
    package var losses: [Membership: Reason] = [:]
    /// What was found out about requests: to be recorded.
    package var findings: [Finding] = []
    package var diagnostics: [Diagnostic] = []
    /// Requests that can't be judged yet, because an account couldn't be read.
    package var undecided: [RequestID] = []
    /// Memberships that a record gives which can't be proven for now: nothing is granted by it, and nobody is in by drift.
    package var unproven: Set<Membership> = []
    /// Windows that open later, for telling when something is due next.
    package var upcoming: [Window] = []

    package init() {}

    package struct Finding: Hashable, Sendable {
        package var account: AccountName?
        package var event: LedgerEvent

        package init(account: AccountName?, event: LedgerEvent) { (self.account, self.event) = (account, event) }
    }
}

/// A membership that should be now.
package struct DesiredAccess: Hashable, Sendable {
    package var entitlement: EntitlementName
    package var userID: UserID
    /// The end of the unbroken span of windows that covers now.
    package var until: Timestamp
    /// The requests that make up that span.
    package var requests: [RequestID]

    package init(entitlement: EntitlementName, userID: UserID, until: Timestamp, requests: [RequestID]) {
        (self.entitlement, self.userID, self.until, self.requests) = (entitlement, userID, until, requests)
    }
}
