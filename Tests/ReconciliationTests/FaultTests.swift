import AccessCore
import Reconciliation
import Testing

/// Faults by count: for every N the Nth call fails, in each way it can; the next run ends well.
@Suite struct FaultTests {
    static let directoryKinds: [DirectoryFailure.Kind] = [
        .throttled, .unreachable, .credentials, .denied, .notFound, .limit, .malformed, .invalid, .deadline,
    ]
    static let ledgerKinds: [LedgerFailure.Kind] = [
        .missing, .unreachable, .rewritten, .corrupt, .refused, .forged, .keys, .foreign, .exists,
    ]

    @Test(arguments: Moment.allCases, directoryKinds)
    func aDirectoryThatFailsOnce(moment: Moment, kind: DirectoryFailure.Kind) async {
        for number in 1...(await moment.calls(\.isOfDirectory)) {
            // Only an answer that never came leaves it open whether the write was carried out.
            for isDone in kind == .unreachable || kind == .deadline ? [false, true] : [false] {
                let universe = await moment.world()
                await universe.reconcile("ci", .at(number, of: \.isOfDirectory, .directory(kind, done: isDone)))
                #expect(universe.violations == [], "call \(number), done: \(isDone)")
                await universe.reconcile()
                #expect(universe.faults() == [], "call \(number), done: \(isDone)")
            }
        }
    }

    @Test(arguments: Moment.allCases, ledgerKinds)
    func aLedgerThatFailsOnce(moment: Moment, kind: LedgerFailure.Kind) async {
        for number in 1...(await moment.calls(\.isOfLedger)) {
            for isDone in kind == .unreachable ? [false, true] : [false] {
                let universe = await moment.world()
                await universe.reconcile("ci", .at(number, of: \.isOfLedger, .ledger(kind, done: isDone)))
                #expect(universe.violations == [], "call \(number), done: \(isDone)")
                if moment == .removals { #expect(!universe.isMember(leader, in: prod), "what was due went all the same, call \(number)") }
                await universe.reconcile()
                #expect(universe.faults() == [], "call \(number), done: \(isDone)")
            }
        }
    }

    @Test(arguments: Moment.allCases)
    func aSourceThatFails(moment: Moment) async {
        let universe = await moment.world()
        await universe.reconcile("ci", Fate(breaking: { call, _ in call == .readSource ? .source : nil }))
        #expect(universe.violations == [])
        if moment == .removals { #expect(!universe.isMember(leader, in: prod) && universe.isMember()) }
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    /// The ledger is gone for the rest of the run from any call on.
    @Test(arguments: Moment.allCases)
    func aLedgerThatGoesAwayAndStaysAway(moment: Moment) async {
        for number in 1...(await moment.calls(\.isOfLedger)) {
            let universe = await moment.world()
            let count = Counter()
            await universe.reconcile(
                "ci",
                Fate(breaking: { call, _ in
                    call.isOfLedger && call != .lastKnown && count.next() >= number ? .ledger(.unreachable, done: false) : nil
                })
            )
            #expect(universe.violations == [], "from call \(number)")
            if moment == .removals { #expect(!universe.isMember(leader, in: prod), "from call \(number)") }
            await universe.reconcile()
            #expect(universe.faults() == [], "from call \(number)")
        }
    }

    @Test func anAccountThatFailsHoldsUpNoOther() async {
        let universe = await Moment.grants.world()
        let report = await universe.reconcile(
            "ci", Fate(breaking: { call, _ in call == .read(jump) ? .directory(.malformed, done: false) : nil }))
        #expect(report.verdict(strict: false) == .problems)
        #expect(universe.isMember(leader, in: prod) && !universe.isMember())
        #expect(universe.isMember(stranger), "nobody is removed as drift from what wasn't read")
    }
}
