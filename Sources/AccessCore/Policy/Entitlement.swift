/// `policies/access/<name>.yaml`: what is given, who may ask, who must approve, within which limits.
package struct Entitlement: Hashable, Sendable {
    package var name: EntitlementName
    package var description: String?
    /// At least one, in the order of the file (or of their names, where chosen by tags).
    package var accounts: [AccountName]
    package var group: GroupName
    package var eligible: Eligibility
    package var approval: ApprovalRules
    /// Whether only signatures approve it, whatever else settings trust; for emergencies too.
    package var needsSignatures: Bool
    package var limits: EntitlementLimits
    /// What a request has to say.
    package var requirements: Requirements
    /// The way in when there is no time for the usual one; nil if there is none.
    package var emergency: EmergencyRules?
    package var drift: DriftMode?
    /// Members nobody asks for: never removed, never granted.
    package var standing: Set<UserName>

    package init(
        name: EntitlementName, description: String? = nil, accounts: [AccountName], group: GroupName,
        eligible: Eligibility, approval: ApprovalRules, needsSignatures: Bool = false, limits: EntitlementLimits = EntitlementLimits(),
        requirements: Requirements = Requirements(), emergency: EmergencyRules? = nil, drift: DriftMode? = nil, standing: Set<UserName> = []
    ) {
        (self.name, self.description, self.accounts, self.group) = (name, description, accounts, group)
        (self.eligible, self.approval, self.limits) = (eligible, approval, limits)
        self.needsSignatures = needsSignatures
        (self.requirements, self.emergency, self.drift, self.standing) = (requirements, emergency, drift, standing)
    }
}

/// Limits that an entitlement sets on its requests.
package struct EntitlementLimits: Hashable, Sendable {
    /// The longest window.
    package var duration: Duration?
    /// How long before its start a request may be judged first.
    package var ahead: Duration?
    /// How many users at once may hold it in an account, by requests. At least 1.
    package var active: Int?

    package init(duration: Duration? = nil, ahead: Duration? = nil, active: Int? = nil) {
        (self.duration, self.ahead, self.active) = (duration, ahead, active)
    }
}

/// What an entitlement wants to read in its requests. It is looked at when a request is accepted.
package struct Requirements: Hashable, Sendable {
    /// The whole ticket must match it.
    package var ticket: TicketPattern?
    package var plan: Bool
    package var rollback: Bool

    package init(ticket: TicketPattern? = nil, plan: Bool = false, rollback: Bool = false) {
        (self.ticket, self.plan, self.rollback) = (ticket, plan, rollback)
    }
}

/// Who may ask for an entitlement; any one entry suffices.
package struct Eligibility: Hashable, Sendable {
    package var users: Set<UserName>
    package var teams: Set<TeamName>
    /// Standing IAM groups, seen in actual state.
    package var groups: Set<GroupName>
    /// IAM user tags; all of them must match.
    package var tags: [String: String]

    package init(
        users: Set<UserName> = [], teams: Set<TeamName> = [], groups: Set<GroupName> = [], tags: [String: String] = [:]
    ) {
        (self.users, self.teams, self.groups, self.tags) = (users, teams, groups, tags)
    }
}

/// Who must approve a request.
package enum ApprovalRules: Hashable, Sendable {
    /// Nobody's word is needed.
    case automatic
    /// All must be met; a person counts once per rule. Never empty.
    case rules([Rule])

    package struct Rule: Hashable, Sendable {
        package var from: TeamName
        /// At least 1.
        package var count: Int

        package init(from: TeamName, count: Int) { (self.from, self.count) = (from, count) }
    }
}
