import AccessCore
import Reports

/// The values behind the examples in docs/json.md.
enum Examples {
    static let commit = CommitID("4c1d9e2b7f0a6c35d8e1f29b4a7c60d3e5f81a92")
    static let ledger = CommitID("91ab33f0c2d4e6f8a1b3c5d7e9f0a2b4c6d8e0f1")

    private static let typo = Diagnostic(
        .error, "DP1203", "unknown key 'acess' — did you mean 'access'?",
        advice: "Write access, or take the line out.",
        at: Place("requests/2026/11/typo.yaml", line: 3, column: 1, endColumn: 6, excerpt: "acess: [prod-read]")
    )

    private static let expired = World.action(.revoke, "member02", was: "22 21:55", ["2026/11/old"], because: .expired)
    private static let grant = World.action(.grant, "member01", until: "23 02:00", ["2026/11/deploy-billing"], because: .approved)

    static func planned() -> RunReport {
        let held = ["guest01", "guest02"].map { World.action(.revoke, $0, World.read, because: .notApproved) }
        var plan = World.plan(
            [
                expired,
                World.action(.extend, "member03", until: "23 04:00", was: "23 02:00", ["2026/11/migrate"], because: .approved), grant,
            ],
            drift: [World.drift("bystander", until: "25 00:00")], held: held
        )
        plan.heldHash = "5e1ec7ed0f4a7b1c93d2860e5f47a8b9c0d1e2f3a4b5c6d7e8f90123456789ab"
        plan.diagnostics = [
            Diagnostic(
                .error, "DP3011", "2 removals at once in jump wait for a person's word",
                advice: "Look at them with daypass plan; if they are meant, run daypass release \(plan.heldHash ?? "")."
            )
        ]
        let state = World.state(
            grants: [
                World.grant("member02", until: "22 21:55", ["2026/11/old"]),
                World.grant("member03", until: "23 02:00", ["2026/11/migrate"]),
            ]
        )
        var report = World.report(state, [plan])
        (report.source, report.ledger) = (commit, ledger)
        report.plan?.source = commit
        report.diagnostics += [typo, typo]
        report.undecided = [RequestID("2026/11/db-fix")]
        report.upcoming = [Window(start: World.at("23 00:00"), end: World.at("23 01:00"))].compactMap(\.self)
        return report
    }

    static func applied() -> RunReport {
        var report = World.report(
            World.state(grants: [World.grant("member01", since: "22 22:00", until: "23 02:00")]), [World.plan([expired, grant])]
        )
        (report.source, report.ledger) = (commit, ledger)
        report.plan?.source = commit
        report.results = [
            World.jump: [
                ActionResult(action: expired, end: .done(late: 300), directory: ["c1d2", "e3f4"]),
                ActionResult(action: grant, end: .failed(why: "no answer within 30 s", uncertain: true), directory: ["a5b6"]),
            ]
        ]
        return report
    }

    static func status() -> StatusDocument {
        var state = World.state(
            grants: [
                World.grant("member01", until: "23 02:00", ["2026/11/deploy-billing"]),
                World.grant("member02", until: "22 21:55", ["2026/11/old"]),
            ],
            requests: [World.request("2026/11/next", "member03", World.read, from: "23 09:00", until: "23 10:00", mergedIn: "a")]
        )
        state.judged = commit
        let sighting = Sighting(
            user: UserName("bystander"), userID: UserID("AIDAbystander"), group: World.work,
            entitlement: EntitlementName("prod-member-work"),
            tag: "forever"
        )
        state.drift = [Membership(account: World.jump, user: sighting.user, group: sighting.group): sighting]
        state.held = [
            World.jump: Holding(hash: "5e1ec7ed", removals: [World.action(.revoke, "guest01", World.read, because: .notApproved)])
        ]
        return StatusDocument(state, ledger: ledger, at: World.now)
    }

    static func check() -> CheckDocument {
        let warning = Diagnostic(.warning, "DP1301", "this entitlement has no limits.duration", at: Place("policies/access/prod-read.yaml"))
        let name = EntitlementName("prod-member-work")
        var (accepted, proposed) = (CheckExamples.policies(), CheckExamples.loosened())
        accepted.entitlements[name]?.limits.active = 3
        proposed.entitlements[name]?.limits.active = 3
        var report = CheckExamples.report(
            [CheckExamples.file(from: CheckExamples.request(until: "23 01:00"), to: CheckExamples.request())],
            accepted: accepted, proposed: proposed, diagnostics: [typo, warning, typo])
        (report.source, report.since, report.requests, report.policies) = (commit, ledger, 2, 1)
        report.snapshotTaken = World.at("22 21:40")
        return CheckDocument(report)
    }
}
