import AccessCore
import Synchronization
import Testing

@testable import Reconciliation

/// P3's one exception: what is due goes away without the ledger, is put down, and is on record later.
@Suite struct SpoolTests {
    private let away: Fate.Script = { call, _ in
        switch call {
        case .openLedger, .append: .ledger(.unreachable, done: false)
        default: nil
        }
    }

    @Test func whatIsRemovedWithoutTheLedgerIsOnRecordLater() async throws {
        let universe = await Moment.removals.world()
        await universe.reconcile("ci", Fate(breaking: away))
        #expect(!universe.isMember(leader, in: prod))
        #expect(universe.kinds(.revoked).isEmpty)
        universe.passes(.seconds(3600))
        await universe.reconcile()
        let revoked = universe.kinds(.revoked).filter { $0.account == prod && $0.event.user == leader }
        #expect(revoked.count == 1 && universe.kinds(.recovered).isEmpty && universe.kinds(.inferred).isEmpty)
        // It says when it was done, by which run, and under which id IAM logged it.
        guard case .revoked(let change) = try #require(revoked.first).event else { return }
        #expect(revoked[0].time == at(30) && change.directory == ["request-id", "request-id"] && change.late == 0)
        #expect(universe.faults() == [])
    }

    /// Killed at every call of a run that has no ledger: nothing done is without a record in the end.
    @Test func killedAnywhereWithoutTheLedger() async throws {
        var calls = 0
        for number in 1... {
            let universe = await Moment.removals.world()
            let fate = Fate(breaking: { call, count in count == number ? .killed(done: false) : self.away(call, count) })
            await universe.reconcile("ci", fate)
            await universe.reconcile()
            universe.passes(.seconds(600))
            await universe.reconcile()
            #expect(universe.faults() == [], "killed at \(number)")
            let said = universe.entries.contains { $0.account == prod && [.revoked, .recovered, .inferred].contains($0.event.kind) }
            #expect(said, "killed at \(number)")
            calls = number
            if !fate.isDead { break }
        }
        #expect(calls > 5)
    }

    /// Killed right after a write: what was put down before it tells whose write it was.
    @Test func whatAKilledRunWasAboutToDoIsPutDownFirst() async throws {
        let universe = await Moment.removals.world()
        let away = away
        await universe.reconcile(
            "ci",
            Fate(breaking: { call, number in
                if case .write(_, .removeMember) = call { return .killed(done: true) }
                return away(call, number)
            }))
        #expect(!universe.isMember(leader, in: prod))
        await universe.reconcile()
        let told = universe.entries.filter { $0.account == prod && [.recovered, .inferred].contains($0.event.kind) }
        #expect(told.map(\.event.kind) == [.recovered])
        #expect(universe.faults() == [])
    }

    /// The answer to an outcome's push is lost, the push isn't: it is looked for before it is said again.
    @Test func anOutcomeThatLandedUnansweredIsRecordedOnce() async {
        let universe = await Moment.grants.world()
        let fate = Fate.at(1, of: { $0 == .append(.outcome) }, .ledger(.unreachable, done: true))
        await universe.reconcile("ci", fate)
        #expect(universe.kinds(.granted).count == 2)
        #expect(universe.faults() == [])
    }

    @Test func anOutcomeThatNobodyAnsweredIsTriedAgain() async {
        let universe = await Moment.grants.world()
        await universe.reconcile("ci", Fate.at(1, of: { $0 == .append(.outcome) }, .ledger(.unreachable, done: false)))
        #expect(universe.kinds(.granted).count == 2 && universe.contents.withLock(\.spools).isEmpty)
        #expect(universe.faults() == [])
    }

    @Test func aDryRunWithoutTheLedgerRemovesNothing() async {
        let universe = await Moment.removals.world()
        let report = await universe.reconcile("ci", Fate(breaking: away)) { $0.isDryRun = true }
        #expect(universe.isMember(leader, in: prod) && universe.contents.withLock(\.spools).isEmpty)
        #expect(report.plan?.accounts.flatMap(\.actions).map(\.because) == [.expired], "it tells what it would do")
    }

    @Test func nothingThatCantBePutDownKeepsADoorOpen() async {
        let universe = await Moment.removals.world()
        let away = away
        let report = await universe.reconcile(
            "ci", Fate(breaking: { call, number in call == .spool ? .ledger(.unreachable, done: false) : away(call, number) }))
        #expect(!universe.isMember(leader, in: prod))
        #expect(report.diagnostics.count { $0.code == "DP4003" } == 1)
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    /// The ledger goes away after the writes: the outcome itself is kept, with what IAM called it.
    @Test func anOutcomeThatCantBeRecordedIsKept() async {
        let universe = await Moment.grants.world()
        await universe.reconcile(
            "ci", Fate(breaking: { call, _ in call == .append(.outcome) ? .ledger(.refused, done: false) : nil }))
        #expect(universe.kinds(.granted).isEmpty && universe.isMember())
        await universe.reconcile()
        #expect(universe.kinds(.granted).count == 2 && universe.kinds(.recovered).isEmpty)
        #expect(universe.faults() == [])
    }

    /// Others are always first: the run goes on with what is due, and the next one tries again.
    @Test func whatCantBeRecordedBelatedlyStopsNobody() async {
        let universe = await Moment.removals.world()
        await universe.reconcile("ci", Fate(breaking: away))
        let appends = Counter()
        let report = await universe.reconcile(
            "ci",
            Fate(meanwhile: { call, _ in
                guard case .append = call, appends.next() <= Run.tries else { return }
                universe.contents.withLock { $0.tip += 1 }
            }))
        #expect(report.diagnostics.count { $0.code == "DP4003" } == 1)
        #expect(!universe.isMember(), "what was deleted went in the same run")
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    @Test func aDryRunRecordsNothing() async {
        let universe = await Moment.removals.world()
        await universe.reconcile("ci", Fate(breaking: away))
        let before = universe.entries.count
        await universe.reconcile { $0.isDryRun = true }
        #expect(universe.entries.count == before)
    }
}

extension LedgerEvent {
    fileprivate var user: UserName? { if case .revoked(let change) = self { change.action.user } else { nil } }
}
