import AccessCore
import Git
import Reconciliation

@testable import Ledger

extension LedgerWorld {
    /// A ledger of some runs in two accounts, with something in every part of its state.
    func beginSample() async throws -> ObjectID {
        let runner = runner()
        var view = try await begin(runner)
        func run(_ phase: LedgerPhase, _ entries: [LedgerEntry]) async throws {
            view = try await runner.append(entries, phase: phase, to: view).view
        }
        let one = Samples.action(name: "one")
        let two = Samples.action(user: "member02", name: "two")
        try await run(
            .outcome,
            [
                Samples.entry(Samples.policy, in: nil), Samples.entry(Samples.acceptance("one")),
                Samples.entry(Samples.acceptance("two", user: "member02"), in: Samples.prod),
                Samples.entry(
                    .denied(
                        Denial(
                            request: Samples.version("no"), user: nil, code: "DP1401", reason: "r", evidence: Samples.evidence, mixed: false
                        )),
                    source: Samples.root),
            ])
        try await run(.intent, [Samples.entry(Samples.intent([one, two])), Samples.entry(Samples.intent([two]), in: Samples.prod)])
        try await run(
            .outcome,
            [
                Samples.entry(Samples.granted(one)), Samples.entry(Samples.granted(two, index: 1)),
                Samples.entry(Samples.granted(two), in: Samples.prod),
            ])
        let sighting = Sighting(
            user: UserName("bystander"), userID: UserID("AIDA-2"), group: GroupName("ProdMemberWorkGroup"), entitlement: nil, tag: nil)
        let revoke = Samples.action(.revoke, name: "one")
        try await run(
            .intent,
            [
                Samples.entry(Samples.ending("one"), run: "run-2"), Samples.entry(.drift(sighting), run: "run-2"),
                Samples.entry(.malformedLease(sighting), in: Samples.prod, run: "run-2"),
                Samples.entry(.held(Holding(hash: "h", removals: [revoke])), run: "run-2"),
                Samples.entry(.revoked(Change(intent: nil, action: revoke, evidence: [], directory: [], late: 5)), run: "run-2"),
                Samples.entry(Samples.intent([revoke], number: 2), run: "run-2"),
            ])
        return ObjectID(hex: view.tip.text)!
    }
}
