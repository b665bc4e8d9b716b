/// What the ledger says is so: the sum of its records. Decided from them alone, so that anybody can add them up again.
package struct RecordedState: Hashable, Sendable {
    package var genesis: Genesis?
    /// The source commit up to which everything was judged.
    package var judged: CommitID?
    /// The policies in force.
    package var policy: AcceptedPolicy?
    /// Accounts that the policies in force don't name any more, but where something granted or begun is left: how
    /// they were reached then is all there is to take it back by (P2).
    package var formerAccounts: [Account] = []
    /// The policies that were in force at `judged`; nil where the merge alone counted and they were that commit's own.
    package var judgedPolicy: JudgedPolicy?
    /// A change of policies that was refused last, until one is accepted.
    package var refusedPolicy: TreeID?
    /// What was found about the steps that led to it.
    package var policyFindings: [CommitID: FoundEvidence] = [:]
    /// Requests that were accepted and haven't ended.
    package var requests: [RequestID: RecordedRequest] = [:]
    /// Requests that ended: never counted again. There will be many, so no more is kept of each than that takes.
    package var tombstones: [RequestID: Tombstone] = [:]
    package var denials: [RequestID: Denial] = [:]
    /// Emergencies that were accepted, reviewed or not.
    package var emergencies: [RequestID: RecordedEmergency] = [:]
    package var grants: [Membership: RecordedGrant] = [:]
    /// Intents whose outcome isn't on record.
    package var intents: [OpenIntent] = []
    /// When memberships were taken away lately: a read may still show them.
    package var removed: [Membership: Timestamp] = [:]
    /// Grants that were found not done, and when: the write of a run that stood still may land all the same.
    package var givenUp: [Membership: Timestamp] = [:]
    /// Memberships that nobody approved, already on record.
    package var drift: [Membership: Sighting] = [:]
    /// Tags under a lease's key that are no lease, already on record.
    package var malformed: [Membership: Sighting] = [:]
    /// Removals that wait for a release, by account.
    package var held: [AccountName: Holding] = [:]
    /// Requests in force whose files are all gone: their ends wait for a release.
    package var vanished: Holding?
    /// Hashes that were released and when.
    package var released: [String: Timestamp] = [:]

    package init() {}
}

/// Which policies were in force at a source commit, and the step that they came with.
package struct JudgedPolicy: Hashable, Sendable, Codable {
    package var tree: TreeID
    package var commit: CommitID?

    package init(tree: TreeID, commit: CommitID?) { (self.tree, self.commit) = (tree, commit) }
}

/// A request as it was accepted last.
package struct RecordedRequest: Hashable, Sendable, Codable {
    package var version: RequestVersion
    package var user: UserName
    package var window: Window
    package var units: [Unit]
    package var evidence: Evidence
    package var accepted: Timestamp
    /// Since when it keeps its place where only so many may hold an entitlement at once, if that is before it was accepted last: a
    /// content that only takes something away costs no place.
    package var since: Timestamp?
    /// Only what the content takes away counts: what it adds isn't approved, and is judged again; nil for none.
    package var partial: Bool?
    /// Of an emergency: when it must have been reviewed.
    package var reviewDue: Timestamp?

    package var isEmergency: Bool { reviewDue != nil }

    /// What it gives in one account.
    package struct Unit: Hashable, Sendable, Codable {
        package var account: AccountName
        package var entitlement: EntitlementName
        package var group: GroupName
        package var userID: UserID

        package init(account: AccountName, entitlement: EntitlementName, group: GroupName, userID: UserID) {
            (self.account, self.entitlement, self.group, self.userID) = (account, entitlement, group, userID)
        }

        private enum CodingKeys: String, CodingKey {
            case account, entitlement, group
            case userID = "user-id"
        }
    }

    package init(
        version: RequestVersion, user: UserName, window: Window, units: [Unit], evidence: Evidence, accepted: Timestamp,
        isPartial: Bool = false, reviewDue: Timestamp? = nil
    ) {
        (self.version, self.user, self.window, self.units) = (version, user, window, units)
        (self.evidence, self.accepted, partial) = (evidence, accepted, isPartial ? true : nil)
        self.reviewDue = reviewDue
    }

    private enum CodingKeys: String, CodingKey {
        case version, user, window, units, evidence, accepted, since, partial
        case reviewDue = "review-due"
    }

    package var isPartial: Bool { partial ?? false }

    /// Whether it gives what another one gives, and for as long.
    func covers(_ other: RecordedRequest) -> Bool {
        user == other.user && window.start <= other.window.start && window.end >= other.window.end
            && other.units.allSatisfy(units.contains)
    }

    /// Whether a content needn't be judged: it is the one on record, and all of it counts.
    package func settles(_ blob: BlobID) -> Bool { version.blob == blob && !isPartial }
}

/// What is left of a request that ended.
package struct Tombstone: Hashable, Sendable, Codable {
    package var id: RequestID
    /// The content that it ended with.
    package var blob: BlobID
    package var because: Ending.Cause
    package var at: Timestamp

    package init(id: RequestID, blob: BlobID, because: Ending.Cause, at: Timestamp) {
        (self.id, self.blob, self.because, self.at) = (id, blob, because, at)
    }
}

/// A membership that we granted and haven't taken back.
package struct RecordedGrant: Hashable, Sendable, Codable {
    package var membership: Membership
    package var userID: UserID?
    package var entitlement: EntitlementName?
    /// The lease's tag key, as it was when granted.
    package var lease: String
    package var since: Timestamp
    package var end: Timestamp
    package var requests: [RequestID]
    package var evidence: [EvidenceKind]
    /// When we last wrote to it: reads may lag behind.
    package var changed: Timestamp
    /// The action that made it so, where that counts as done without anybody knowing: the next look that shows it is
    /// put on record.
    package var doubt: Doubt?

    /// An action that may have been carried out, and whose it was.
    package struct Doubt: Hashable, Sendable, Codable {
        package var intent: ActionReference
        package var action: Action

        package init(intent: ActionReference, action: Action) { (self.intent, self.action) = (intent, action) }
    }

    package init(
        membership: Membership, userID: UserID?, entitlement: EntitlementName?, lease: String, since: Timestamp, end: Timestamp,
        requests: [RequestID], evidence: [EvidenceKind], changed: Timestamp, doubt: Doubt? = nil
    ) {
        (self.membership, self.userID, self.entitlement, self.lease) = (membership, userID, entitlement, lease)
        (self.since, self.end, self.requests) = (since, end, requests)
        (self.evidence, self.changed, self.doubt) = (evidence, changed, doubt)
    }

    private enum CodingKeys: String, CodingKey {
        case membership, entitlement, lease, since, end, requests, evidence, changed, doubt
        case userID = "user-id"
    }
}

/// An intent whose actions aren't all answered for.
package struct OpenIntent: Hashable, Sendable, Codable {
    package var run: RunID
    package var account: AccountName
    package var recorded: Timestamp
    package var intent: Intent
    /// Places of the actions that are answered for.
    package var settled: [Int]
    /// Places of removals whose membership was written on record since they were announced; nil for none.
    package var overtaken: [Int]?

    package init(run: RunID, account: AccountName, recorded: Timestamp, intent: Intent, settled: [Int] = []) {
        (self.run, self.account, self.recorded) = (run, account, recorded)
        (self.intent, self.settled) = (intent, settled)
    }
}

/// Maps are written as sorted lists: the same state is always the same text.
extension RecordedState: Codable {
    private enum Key: String, CodingKey {
        case genesis, judged, policy, requests, tombstones, denials, emergencies, grants, intents, removed, drift, malformed, held,
            released, vanished
        case formerAccounts = "former-accounts"
        case refusedPolicy = "refused-policy"
        case givenUp = "given-up"
        case judgedPolicy = "judged-policy"
        case policyFindings = "policy-findings"
    }

    private struct Removed: Codable {
        var membership: Membership
        var time: Timestamp
    }

    private struct Seen: Codable {
        var account: AccountName
        var sighting: Sighting
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        genesis = try container.decodeIfPresent(Genesis.self, forKey: .genesis)
        judged = try container.decodeIfPresent(CommitID.self, forKey: .judged)
        policy = try container.decodeIfPresent(AcceptedPolicy.self, forKey: .policy)
        formerAccounts = try container.decodeIfPresent([Account].self, forKey: .formerAccounts) ?? []
        judgedPolicy = try container.decodeIfPresent(JudgedPolicy.self, forKey: .judgedPolicy)
        refusedPolicy = try container.decodeIfPresent(TreeID.self, forKey: .refusedPolicy)
        func index<Value: Codable, Of: Hashable>(_ key: Key, by name: (Value) -> Of) throws -> [Of: Value] {
            Dictionary(try container.decodeIfPresent([Value].self, forKey: key)?.map { (name($0), $0) } ?? []) { $1 }
        }
        policyFindings = try index(.policyFindings) { (step: PolicyRefusal.Step) in step.after }.mapValues(\.found)
        requests = try index(.requests) { (request: RecordedRequest) in request.version.id }
        tombstones = try index(.tombstones) { (tombstone: Tombstone) in tombstone.id }
        denials = try index(.denials) { (denial: Denial) in denial.request.id }
        emergencies = try index(.emergencies) { (emergency: RecordedEmergency) in emergency.request.id }
        grants = try index(.grants) { (grant: RecordedGrant) in grant.membership }
        intents = try container.decodeIfPresent([OpenIntent].self, forKey: .intents) ?? []
        removed = try index(.removed) { (removed: Removed) in removed.membership }.mapValues(\.time)
        givenUp = try index(.givenUp) { (givenUp: Removed) in givenUp.membership }.mapValues(\.time)
        drift = try index(.drift, by: Self.membership(of:)).mapValues(\.sighting)
        malformed = try index(.malformed, by: Self.membership(of:)).mapValues(\.sighting)
        held = try container.decodeIfPresent([AccountName: Holding].self, forKey: .held) ?? [:]
        vanished = try container.decodeIfPresent(Holding.self, forKey: .vanished)
        released = try container.decodeIfPresent([String: Timestamp].self, forKey: .released) ?? [:]
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(genesis, forKey: .genesis)
        try container.encodeIfPresent(judged, forKey: .judged)
        try container.encodeIfPresent(policy, forKey: .policy)
        if !formerAccounts.isEmpty { try container.encode(formerAccounts, forKey: .formerAccounts) }
        try container.encodeIfPresent(judgedPolicy, forKey: .judgedPolicy)
        try container.encodeIfPresent(refusedPolicy, forKey: .refusedPolicy)
        if !policyFindings.isEmpty {
            let steps = policyFindings.sorted { $0.key < $1.key }.map { PolicyRefusal.Step(after: $0, found: $1) }
            try container.encode(steps, forKey: .policyFindings)
        }
        try container.encode(requests.values.sorted { $0.version.id < $1.version.id }, forKey: .requests)
        try container.encode(tombstones.values.sorted { $0.id < $1.id }, forKey: .tombstones)
        try container.encode(denials.values.sorted { $0.request.id < $1.request.id }, forKey: .denials)
        if !emergencies.isEmpty { try container.encode(emergencies.values.sorted { $0.request.id < $1.request.id }, forKey: .emergencies) }
        try container.encode(grants.values.sorted { $0.membership < $1.membership }, forKey: .grants)
        try container.encode(intents, forKey: .intents)
        try container.encode(Self.list(removed), forKey: .removed)
        if !givenUp.isEmpty { try container.encode(Self.list(givenUp), forKey: .givenUp) }
        try container.encode(Self.list(drift), forKey: .drift)
        try container.encode(Self.list(malformed), forKey: .malformed)
        try container.encode(held, forKey: .held)
        try container.encode(released, forKey: .released)
        try container.encodeIfPresent(vanished, forKey: .vanished)
    }

    private static func membership(of seen: Seen) -> Membership {
        Membership(account: seen.account, user: seen.sighting.user, group: seen.sighting.group)
    }

    private static func list(_ times: [Membership: Timestamp]) -> [Removed] {
        times.sorted { $0.key < $1.key }.map { Removed(membership: $0, time: $1) }
    }

    private static func list(_ sightings: [Membership: Sighting]) -> [Seen] {
        sightings.sorted { $0.key < $1.key }.map { Seen(account: $0.account, sighting: $1) }
    }
}
