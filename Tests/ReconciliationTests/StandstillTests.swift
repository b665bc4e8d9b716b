import AccessCore
import Reconciliation
import Synchronization
import Testing

/// Runs that stand still for an hour in the middle, and wake up in another world. All found by the simulation.
@Suite struct StandstillTests {
    /// The process stands still before the first call that `concerns` picks, while `doings` happen.
    private func standstill(
        _ universe: Universe, before concerns: @escaping @Sendable (Call) -> Bool, while doings: @escaping @Sendable () async -> Void
    ) -> Fate {
        let count = Counter()
        return Fate(meanwhile: { call, _ in
            guard concerns(call), count.next() == 1 else { return }
            universe.passes(.seconds(3600))
            await doings()
        })
    }

    /// P1: what the source says now counts, not what it said an hour ago.
    @Test func whatWasDeletedMeanwhileIsNotGranted() async {
        let universe = Universe()
        universe.merge(request("a", until: at(600)))
        let fate = standstill(universe, before: { $0 == .read(jump) }, while: { universe.delete("a") })
        await universe.reconcile("ci", fate)
        #expect(!universe.isMember() && !universe.writes.contains { if case .addMember = $0.change { true } else { false } })
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    /// P5: what was due an hour ago may have been granted anew since; P2: it is looked at anew, and not left for the next run.
    @Test(arguments: [true, false])
    func whatWasDueAnHourAgoIsPlannedAnew(isGrantedAnew: Bool) async {
        let universe = Universe()
        universe.merge(request("a", until: at(30)))
        await universe.reconcile()
        universe.passes(until: at(31))
        let fate = standstill(
            universe, before: { if case .write(_, .removeMember) = $0 { true } else { false } },
            while: {
                guard isGrantedAnew else { return }
                universe.merge(request("b", until: at(600)))
                await universe.reconcile("another machine")
            })
        await universe.reconcile("ci", fate)
        #expect(universe.isMember() == isGrantedAnew)
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    /// P2: what was due came too late for its intent, and the ledger is gone by then. It goes on by what this run knows.
    @Test(arguments: [LedgerFailure.Kind.missing, .unreachable, .refused])
    func whatIsDueGoesOnThoughTheLedgerIsGoneMeanwhile(kind: LedgerFailure.Kind) async {
        let universe = Universe()
        universe.merge(request("a", until: at(30)))
        universe.merge(request("b", leader, until: at(600)))
        await universe.reconcile()
        universe.passes(until: at(31))
        let isGone = Gate()
        let fate = Fate(
            breaking: { call, _ in
                switch call {
                case .openLedger, .append: isGone.isShut ? .ledger(kind, done: false) : nil
                default: nil
                }
            },
            meanwhile: { call, _ in
                guard case .write(_, .removeMember) = call, !isGone.isShut else { return }
                universe.passes(.seconds(3600))
                isGone.shut()
            })
        await universe.reconcile("ci", fate)
        #expect(!universe.isMember() && universe.isMember(leader))
        #expect(universe.violations == [])
        await universe.reconcile("ci")
        #expect(universe.faults() == [])
        #expect(universe.kinds(.revoked).count == 1, "what was done without the ledger is on record in the end (P3)")
    }

    private final class Gate: Sendable {
        private let state = Mutex(false)
        var isShut: Bool { state.withLock(\.self) }
        func shut() { state.withLock { $0 = true } }
    }
}
