import AccessCore

/// Minutes after midnight of 2026-11-22, UTC.
func at(_ minutes: Int64) -> Timestamp { Timestamp(seconds: 1_795_305_600 + minutes * 60) }

let jump = AccountName("jump")
let prod = AccountName("prod")
let member = UserName("member01")
let group = GroupName("ProdMemberWorkGroup")
let work = EntitlementName("prod-member-work")

/// A hash good enough for a test: the text itself would do, but a short name reads better.
@Sendable func digest(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
}

/// Git, directories and ledger of a test, with a run that has no edges: it judges, plans, carries out and records.
struct World {
    var policies: PolicySet
    var recorded = RecordedState()
    var actual: [AccountName: ActualAccount]
    var unread: Set<AccountName> = []
    var files: [RequestID: File] = [:]
    var deleted: Set<RequestID> = []
    var now: Timestamp
    var lagging = false
    var mayAccept = true
    /// What was found about the approval of files.
    var findings: [RequestID: ApprovalFindings] = [:]
    var proposed: PolicySet?
    var recordTrust = RecordTrust.whole
    private var steps = 0

    struct File {
        var blob: BlobID
        var request: AccessRequest?
        var origin: Origin
    }

    init(_ entitlements: [Entitlement], users: [ActualUser] = [user()], settings: Settings = settings(), now: Timestamp = at(0)) {
        policies = PolicySet(
            tree: TreeID("tree1"), settings: settings, people: People(),
            entitlements: Dictionary(uniqueKeysWithValues: entitlements.map { ($0.name, $0) })
        )
        let groups = Set(entitlements.map(\.group)).union(users.flatMap(\.groups))
        let account = ActualAccount(users: Dictionary(uniqueKeysWithValues: users.map { ($0.name, $0) }), groups: groups)
        actual = settings.accounts.mapValues { _ in account }
        self.now = now
        recorded.policy = AcceptedPolicy(policies)
    }

    /// Merges a file; `request` nil is one with mistakes.
    mutating func merge(_ id: RequestID, _ request: AccessRequest?, mixed: Bool = false, under old: PolicySet?? = nil) {
        steps += 1
        files[id] = File(
            blob: BlobID("blob\(steps)"), request: request,
            origin: Origin(before: CommitID("c\(steps - 1)"), after: CommitID("c\(steps)"), policies: old ?? policies, mixed: mixed)
        )
    }

    mutating func delete(_ id: RequestID) {
        files[id] = nil
        deleted.insert(id)
    }

    /// New policies come into force.
    mutating func enact(_ change: (inout PolicySet) -> Void) {
        steps += 1
        change(&policies)
        policies.tree = TreeID("tree\(steps + 1)")
        record(nil, .policyAccepted(AcceptedPolicy(policies)))
    }

    mutating func record(_ account: AccountName?, _ event: LedgerEvent) {
        recorded.apply(LedgerEntry(time: now, run: RunID("run"), account: account, event: event))
    }

    var submission: Submission {
        Submission(
            tip: CommitID("c\(steps)"),
            requests: files.map { id, file in
                let isKnown = recordTrust != .none && recorded.requests[id]?.settles(file.blob) == true
                let isUnread = isKnown && recordTrust == .whole
                let content: SubmittedRequest.Content = isUnread ? .known : file.request.map { .decoded($0) } ?? .broken
                let version = RequestVersion(id: id, path: "requests/\(id).yaml", blob: file.blob)
                return SubmittedRequest(
                    version: version, content: content, origin: isKnown ? nil : file.origin, findings: isKnown ? nil : findings[id])
            },
            deleted: deleted
        )
    }

    var readings: [AccountName: Reading] {
        Dictionary(
            uniqueKeysWithValues: actual.map { name, account in
                (name, unread.contains(name) ? .unread(why: "throttled") : .read(account, lagging: lagging))
            })
    }

    func judge() -> Judgement {
        Judge(
            policies: policies, recorded: recorded, actual: actual.filter { !unread.contains($0.key) }, at: now, mayAccept: mayAccept,
            proposed: proposed, recordTrust: recordTrust
        ).judge(submission)
    }

    /// What a run would do now.
    func plan() -> (judgement: Judgement, plan: Plan) {
        let judgement = judge()
        let planner = Planner(
            recorded: recorded, policy: AcceptedPolicy(policies), removals: policies.settings.removals, judgement: judgement, at: now,
            mayGrant: mayAccept, digest: digest
        )
        return (judgement, planner.plan(readings, source: submission.tip))
    }

    /// What would be done if nothing but the record and the directories could be had.
    func planDue() -> Plan {
        let policy = recorded.policy ?? AcceptedPolicy(policies)
        return Planner(recorded: recorded, policy: policy, judgement: nil, at: now, mayGrant: false, digest: digest)
            .plan(readings, source: nil)
    }

    /// Records what was found, does what is planned and records that.
    @discardableResult
    mutating func run() -> (judgement: Judgement, plan: Plan) {
        let (judgement, plan) = plan()
        for finding in judgement.findings { record(finding.account, finding.event) }
        for account in plan.accounts { for event in account.findings { record(account.name, event) } }
        deleted = []
        carryOut(plan)
        return (judgement, plan)
    }

    mutating func carryOut(_ plan: Plan) {
        for account in plan.accounts where !account.actions.isEmpty {
            let intent = Intent(number: 1, runner: "test", deadline: now.advanced(by: .seconds(120)), actions: account.actions)
            record(account.name, .intent(intent))
            for (index, action) in account.actions.enumerated() {
                for change in action.changes(leases: policies.settings.leases) { actual[account.name]?.apply(change) }
                let reference = ActionReference(run: RunID("run"), number: 1, index: index)
                record(
                    account.name,
                    ActionResult(action: action, end: .done(late: nil), directory: []).event(intent: reference, evidence: [.merge]))
            }
        }
    }

    func isMember(_ user: UserName = member, of group: GroupName = group, in account: AccountName = jump) -> Bool {
        actual[account]?.users[user]?.groups.contains(group) ?? false
    }

    func tag(_ user: UserName = member, for group: GroupName = group, in account: AccountName = jump) -> String? {
        actual[account]?.users[user]?.tag(group.text)
    }

    mutating func edit(_ name: UserName = member, in account: AccountName = jump, _ change: (inout ActualUser) -> Void) {
        guard var user = actual[account]?.users[name] else { return }
        change(&user)
        actual[account]?.users[name] = user
    }

    func grant(_ user: UserName = member, _ group: GroupName = group, in account: AccountName = jump) -> RecordedGrant? {
        recorded.grants[Membership(account: account, user: user, group: group)]
    }
}

extension ActualAccount {
    /// As IAM does: tag keys of users are case-insensitive, and what is done already succeeds.
    mutating func apply(_ change: DirectoryChange) {
        switch change {
        case .setTag(let user, let key, let value):
            let old = users[user]?.tags.keys.first { $0.lowercased() == key.lowercased() }
            if let old { users[user]?.tags[old] = nil }
            users[user]?.tags[key] = value
        case .removeTag(let user, let key):
            let old = users[user]?.tags.keys.first { $0.lowercased() == key.lowercased() }
            if let old { users[user]?.tags[old] = nil }
        case .addMember(let user, let group): if groups.contains(group) { users[user]?.groups.insert(group) }
        case .removeMember(let user, let group): users[user]?.groups.remove(group)
        }
    }
}

func user(_ name: UserName = member, id: String? = nil, groups: Set<GroupName> = [], tags: [String: String] = [:]) -> ActualUser {
    ActualUser(name: name, id: UserID(id ?? "id-of-\(name)"), groups: groups, tags: tags)
}

func settings(accounts: [AccountName] = [jump], drift: DriftMode = .report, removals: RemovalLimits = RemovalLimits()) -> Settings {
    Settings(
        repository: "example/access", timezone: "UTC",
        accounts: Dictionary(uniqueKeysWithValues: accounts.map { ($0, Account(name: $0, backend: .directory(path: "\($0).json"))) }),
        drift: drift, removals: removals
    )
}

func entitlement(
    _ name: EntitlementName = work, in accounts: [AccountName] = [jump], group: GroupName = group,
    eligible: Eligibility = Eligibility(users: [member]), limit: Duration? = nil, drift: DriftMode? = nil, standing: Set<UserName> = []
) -> Entitlement {
    Entitlement(
        name: name, accounts: accounts, group: group, eligible: eligible, approval: .automatic,
        limits: EntitlementLimits(duration: limit), drift: drift, standing: standing
    )
}

func request(
    _ id: RequestID = RequestID("r"), user: UserName = member, access: [String] = [work.text], from start: Timestamp? = nil,
    until end: Timestamp
) -> AccessRequest {
    let file = Place("requests/\(id).yaml", line: 1, column: 1)
    return AccessRequest(
        id: id, user: user,
        access: access.map { text in
            let parts = text.split(separator: "@")
            return EntitlementReference(
                name: EntitlementName(String(parts[0])), account: parts.count > 1 ? AccountName(String(parts[1])) : nil, place: file
            )
        },
        start: start, end: .at(end), reason: "because", places: RequestPlaces(file: file, user: file, end: file)
    )
}

let r = RequestID("r")

extension World: CustomStringConvertible {
    /// Short: a failing expectation prints it.
    var description: String { "the world at \(now)" }
}
