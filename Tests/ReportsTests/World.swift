import AccessCore
import Reports

/// Values that tests of reports share: Tokyo, 22 November 2026, 22:00.
enum World {
    static let now = instant("2026-11-22T22:00:00+09:00")
    static let tokyo = TimeFormat(now: now) { _ in 9 * 3600 }
    static let jump = AccountName("jump")
    static let work = GroupName("ProdMemberWorkGroup")
    static let read = GroupName("ProdReadGroup")
    static let source = CommitID("4c1d9e2000000000000000000000000000000000")
    static let tip = CommitID("91ab33f000000000000000000000000000000000")

    static func instant(_ text: String) -> Timestamp {
        guard let instant = Timestamp(text) else { preconditionFailure("not a time: \(text)") }
        return instant
    }

    /// `22 21:55`: a day of November and a time in Tokyo.
    static func at(_ text: String) -> Timestamp { instant("2026-11-\(text.replacing(" ", with: "T")):00+09:00") }

    static func entitlement(of group: GroupName) -> EntitlementName { EntitlementName(group == read ? "prod-read" : "prod-member-work") }

    static func action(
        _ kind: Action.Kind, _ user: String, _ group: GroupName = work, until: String? = nil, was: String? = nil,
        _ requests: [String] = [], because: Reason
    ) -> Action {
        Action(
            kind, user: UserName(user), userID: UserID("AIDA\(user)"), entitlement: entitlement(of: group), group: group,
            until: until.map(at), was: was.map(at), requests: requests.map { RequestID($0) }, because: because,
            urgency: kind == .revoke ? (because == .expired ? .due : .ordinary) : nil, lease: group.text,
            removes: kind == .revoke ? Action.Removes(membership: because != .strayLease, lease: true) : nil
        )
    }

    static func grant(
        _ user: String, _ group: GroupName = work, account: AccountName = jump, since: String = "22 20:00", until: String,
        _ requests: [String] = []
    ) -> RecordedGrant {
        RecordedGrant(
            membership: Membership(account: account, user: UserName(user), group: group), userID: UserID("AIDA\(user)"),
            entitlement: entitlement(of: group), lease: group.text, since: at(since), end: at(until),
            requests: requests.map { RequestID($0) }, evidence: [.merge], changed: at(since)
        )
    }

    static func request(
        _ id: String, _ user: String, _ group: GroupName = work, from: String, until: String, mergedIn commit: String,
        accepted: String = "22 22:00"
    ) -> RecordedRequest {
        guard let window = Window(start: at(from), end: at(until)) else { preconditionFailure("an empty window") }
        return RecordedRequest(
            version: RequestVersion(id: RequestID(id), path: "requests/\(id).yaml", blob: BlobID("b10b")), user: UserName(user),
            window: window,
            units: [.init(account: jump, entitlement: entitlement(of: group), group: group, userID: UserID("AIDA\(user)"))],
            evidence: Evidence(kind: .merge, before: nil, after: CommitID(commit), policies: TreeID("7ree")), accepted: at(accepted)
        )
    }

    static func state(
        grants: [RecordedGrant] = [], requests: [RecordedRequest] = [], deleted: [String] = []
    ) -> RecordedState {
        var state = RecordedState()
        state.genesis = Genesis(repository: "example/access", root: CommitID("0000000"), branch: "main")
        state.judged = source
        state.policy = AcceptedPolicy(
            tree: TreeID("7ree"), timezone: "Asia/Tokyo", leases: LeaseFormat(),
            accounts: [
                Account(name: jump, id: AccountID("111111111111"), backend: .cloud(role: nil, externalID: nil, endpoint: nil)),
                Account(name: AccountName("training"), backend: .directory(path: "training.json")),
            ],
            fence: [], evidence: [.merge]
        )
        state.grants = Dictionary(grants.map { ($0.membership, $0) }) { $1 }
        state.tombstones = Dictionary(
            deleted.map { (RequestID($0), Tombstone(id: RequestID($0), blob: BlobID("b10b"), because: .deleted, at: now)) }
        ) { $1 }
        state.requests = Dictionary(requests.map { ($0.version.id, $0) }) { $1 }
        return state
    }

    static func report(_ state: RecordedState = state(), _ accounts: [AccountPlan] = [AccountPlan(name: jump)]) -> RunReport {
        var report = RunReport(now: now)
        (report.source, report.ledger, report.recorded) = (source, tip, state)
        report.plan = Plan(now: now, source: source, accounts: accounts)
        report.diagnostics = accounts.flatMap(\.diagnostics)
        return report
    }

    static func plan(_ actions: [Action], in name: AccountName = jump, drift: [AccountPlan.Drift] = [], held: [Action] = []) -> AccountPlan
    {
        var plan = AccountPlan(name: name)
        (plan.actions, plan.drift, plan.held) = (actions, drift, held)
        return plan
    }

    static func drift(_ user: String, _ group: GroupName = work, _ mode: DriftMode = .report, until: String? = nil) -> AccountPlan.Drift {
        AccountPlan.Drift(
            sighting: Sighting(
                user: UserName(user), userID: UserID("AIDA\(user)"), group: group, entitlement: entitlement(of: group), tag: nil),
            mode: mode, until: until.map(at)
        )
    }
}
