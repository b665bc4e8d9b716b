import AccessCore

/// Entries as a run makes them.
enum Samples {
    static let noon = Timestamp(seconds: 1_795_348_803)  // 2026-11-22T12:00:03Z
    static let root = CommitID(String(repeating: "a", count: 40))
    static let jump = AccountName("jump")
    static let prod = AccountName("prod")

    static func entry(
        _ event: LedgerEvent, in account: AccountName? = jump, at time: Timestamp = noon, run: String = "run-1", source: CommitID? = nil
    ) -> LedgerEntry {
        LedgerEntry(time: time, run: RunID(run), account: account, source: source, event: event)
    }

    static func version(_ name: String) -> RequestVersion {
        RequestVersion(
            id: RequestID("2026/11/\(name)"), path: "requests/2026/11/\(name).yaml", blob: BlobID(String(repeating: "b", count: 40)))
    }

    static let evidence = Evidence(
        kind: .merge, before: nil, after: CommitID(String(repeating: "c", count: 40)), policies: TreeID(String(repeating: "d", count: 40)))

    static func acceptance(_ name: String, user: String = "member01", hours: Int64 = 4) -> LedgerEvent {
        .accepted(
            Acceptance(
                request: version(name), user: UserName(user), userID: UserID("AIDA-\(user)"),
                gives: [.init(entitlement: EntitlementName("prod-member-work"), group: GroupName("ProdMemberWorkGroup"))],
                window: Window(start: noon, end: noon.advanced(by: .seconds(hours * 3600)))!, evidence: evidence,
                facts: .init(
                    person: PersonName(user), groups: [GroupName("Developers")], tags: ["team": "billing", "チーム \"x\"": "/a\\b\n"])
            ))
    }

    static func action(_ kind: Action.Kind = .grant, user: String = "member01", name: String = "deploy") -> Action {
        Action(
            kind, user: UserName(user), userID: UserID("AIDA-\(user)"), entitlement: EntitlementName("prod-member-work"),
            group: GroupName("ProdMemberWorkGroup"), until: kind == .revoke ? nil : noon.advanced(by: .seconds(4 * 3600)),
            requests: [RequestID("2026/11/\(name)")], because: kind == .revoke ? .expired : .approved,
            urgency: kind == .revoke ? .due : nil,
            lease: "ProdMemberWorkGroup")
    }

    static func intent(_ actions: [Action], number: Int = 1) -> LedgerEvent {
        .intent(Intent(number: number, runner: "cache-1", deadline: noon.advanced(by: .seconds(120)), actions: actions))
    }

    static func granted(_ action: Action, run: String = "run-1", number: Int = 1, index: Int = 0) -> LedgerEvent {
        .granted(
            Change(
                intent: ActionReference(run: RunID(run), number: number, index: index), action: action, evidence: [.merge],
                directory: ["req-1", "req-2"]))
    }

    static func ending(_ name: String, user: String = "member01") -> LedgerEvent {
        .ended(Ending(request: version(name), user: UserName(user), because: .expired, end: noon))
    }

    static let policy = LedgerEvent.policyAccepted(
        AcceptedPolicy(
            tree: TreeID(String(repeating: "d", count: 40)), timezone: "Asia/Tokyo", leases: LeaseFormat(),
            accounts: [Account(name: jump, id: AccountID("111111111111"), backend: .cloud(role: nil, externalID: nil, endpoint: nil))],
            fence: [
                .init(
                    account: jump, group: GroupName("ProdMemberWorkGroup"), entitlement: EntitlementName("prod-member-work"),
                    drift: .report,
                    standing: [UserName("breakglass")])
            ], evidence: [.merge]))

    static func review(_ name: String) -> LedgerEvent {
        .reviewed(
            Review(
                request: version(name), user: UserName("member01"), path: "requests/2026/11/\(name).review.yaml",
                blob: BlobID(String(repeating: "e", count: 40)), verdict: .justified, evidence: evidence))
    }

    /// One entry of every kind.
    static let everyKind: [LedgerEntry] = {
        let sighting = Sighting(
            user: UserName("bystander"), userID: UserID("AIDA-2"), group: GroupName("ProdMemberWorkGroup"), entitlement: nil, tag: "=1+1")
        let action = Self.action()
        let reference = ActionReference(run: RunID("run-1"), number: 1, index: 0)
        let change = Change(intent: reference, action: action, evidence: [.merge], directory: [], late: nil)
        let due = Self.action(.revoke)
        return [
            entry(.genesis(Genesis(repository: "example/access", root: root, branch: "audit")), in: nil),
            entry(policy, in: nil),
            entry(.policyRefused(PolicyRefusal(tree: TreeID("e"), commit: CommitID("f"), reason: "not signed")), in: nil),
            entry(acceptance("deploy"), source: CommitID(String(repeating: "1", count: 40))),
            entry(
                .denied(Denial(request: version("no"), user: nil, code: "DP1401", reason: "not eligible", evidence: evidence, mixed: false))
            ),
            entry(review("deploy"), in: nil), entry(ending("old")), entry(intent([action])), entry(.granted(change)),
            entry(.extended(change)), entry(.shortened(change)),
            entry(.mended(change)),
            entry(.revoked(Change(intent: nil, action: due, evidence: [], directory: ["r"], late: 40))),
            entry(.failed(Failure(intent: reference, action: action, reason: "throttled", directory: [], uncertain: true))),
            entry(.recovered(Recovery(intent: reference, action: action, finding: .done))),
            entry(.inferred(Inference(user: UserName("x"), userID: nil, group: GroupName("g"), finding: .userGone))),
            entry(.held(Holding(hash: "h", removals: [due]))), entry(.released(Release(hash: "h", by: "lead01"))),
            entry(.drift(sighting)), entry(.malformedLease(sighting)),
            entry(.trusted(Trust(tip: CommitID("2"), before: nil, by: "lead01")), in: nil),
            entry(.checkpoint(Checkpoint(.rebuilt, commit: CommitID("3"), head: "h", records: 2, commits: 1, by: "lead01")), in: nil),
        ]
    }()
}
