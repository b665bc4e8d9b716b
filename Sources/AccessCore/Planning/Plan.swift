/// What a run will do, and why; decided before anything is done.
package struct Plan: Hashable, Sendable {
    package var now: Timestamp
    /// The source commit it was made from; nil for a plan of what is due only.
    package var source: CommitID?
    package var accounts: [AccountPlan]

    package init(now: Timestamp, source: CommitID?, accounts: [AccountPlan]) {
        (self.now, self.source, self.accounts) = (now, source, accounts)
    }

    package var actions: [Action] { accounts.flatMap(\.actions) }
    package var isEmpty: Bool { accounts.allSatisfy(\.actions.isEmpty) }
}

/// The part of a plan that concerns one account.
package struct AccountPlan: Hashable, Sendable {
    package var name: AccountName
    /// Removals first, then by user and group.
    package var actions: [Action] = []
    /// What waits for a release, and the hash that releases it.
    package var held: [Action] = []
    package var heldHash: String?
    /// Memberships that nobody approved.
    package var drift: [Drift] = []
    package var diagnostics: [Diagnostic] = []
    /// What was seen and is to be put on record.
    package var findings: [LedgerEvent] = []

    package init(name: AccountName) { self.name = name }

    package struct Drift: Hashable, Sendable {
        package var sighting: Sighting
        package var mode: DriftMode
        /// The end its tag states, if it is a lease.
        package var until: Timestamp?

        package init(sighting: Sighting, mode: DriftMode, until: Timestamp?) {
            (self.sighting, self.mode, self.until) = (sighting, mode, until)
        }
    }
}

/// The JSON of a plan, version 1.
extension Plan: Encodable {
    private enum Key: String, CodingKey { case version, now, source, accounts }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .version)
        try container.encode(now, forKey: .now)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encode(accounts, forKey: .accounts)
    }
}

extension AccountPlan: Encodable {
    private enum Key: String, CodingKey {
        case name, actions, held, drift, diagnostics
        case heldHash = "held-hash"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(actions, forKey: .actions)
        try container.encode(held, forKey: .held)
        try container.encodeIfPresent(heldHash, forKey: .heldHash)
        try container.encode(drift, forKey: .drift)
        try container.encode(diagnostics, forKey: .diagnostics)
    }
}

extension AccountPlan.Drift: Encodable {
    private enum Key: String, CodingKey { case drift, until }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(mode, forKey: .drift)
        try container.encodeIfPresent(until, forKey: .until)
        try sighting.encode(to: encoder)
    }
}
