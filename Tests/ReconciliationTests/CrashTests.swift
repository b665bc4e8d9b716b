import AccessCore
import Reconciliation
import Testing

/// Killed at any instruction, the next run still ends in the same state with a complete record (P4).
@Suite struct CrashTests {
    @Test(arguments: Moment.allCases, ["ci", "another machine"])
    func killedAtEveryCallAndRunAgain(moment: Moment, next: String) async {
        let calls = await moment.calls()
        #expect(calls >= 8)
        for number in 1...calls {
            for isDone in [false, true] {
                let universe = await moment.world()
                await universe.reconcile("ci", .at(number, .killed(done: isDone)))
                await universe.reconcile(next)
                #expect(universe.faults() == [], "killed at call \(number), done: \(isDone)")
                let before = (universe.entries.count, universe.writes.count)
                await universe.reconcile(next)
                #expect(
                    universe.entries.count == before.0 && universe.writes.count == before.1, "killed at call \(number), done: \(isDone)")
            }
        }
    }

    @Test(arguments: Moment.allCases)
    func killedAtEveryCallOfDirectoriesThatLag(moment: Moment) async {
        for number in 1...(await moment.calls()) {
            for isDone in [false, true] {
                let universe = await moment.world(lag: .seconds(45))
                await universe.reconcile("ci", .at(number, .killed(done: isDone)))
                universe.passes(.seconds(10))
                await universe.reconcile()
                universe.passes(.seconds(150))
                await universe.reconcile()
                universe.passes(.seconds(60))
                await universe.reconcile()
                #expect(universe.faults() == [], "killed at call \(number), done: \(isDone)")
                let before = (universe.entries.count, universe.writes.count)
                universe.passes(.seconds(60))
                await universe.reconcile()
                #expect(
                    universe.entries.count == before.0 && universe.writes.count == before.1, "killed at call \(number), done: \(isDone)")
            }
        }
    }

    @Test(arguments: Moment.allCases)
    func killedAgainWhileRecovering(moment: Moment) async {
        let calls = await moment.calls()
        for first in 1...calls {
            for second in 1...calls {
                let universe = await moment.world()
                await universe.reconcile("ci", .at(first, .killed(done: true)))
                await universe.reconcile("ci", .at(second, .killed(done: second.isMultiple(of: 2))))
                await universe.reconcile()
                #expect(universe.faults() == [], "killed at calls \(first) and \(second)")
            }
        }
    }

    /// The run that granted was killed before it said so, and afterwards only IAM and the ledger can be had.
    @Test func whatAKilledRunGrantedEndsWithoutTheSource() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        await universe.reconcile("ci", Fate(breaking: { call, _ in call == .append(.outcome) ? .killed(done: false) : nil }))
        #expect(universe.isMember())
        universe.passes(until: at(60))
        let report = await universe.reconcile("ci", Fate(breaking: { call, _ in call == .readSource ? .source : nil }))
        #expect(report.verdict(strict: false) == .problems)
        #expect(!universe.isMember() && universe.tag() == nil)
        #expect(universe.violations == [])
        await universe.reconcile()
        #expect(universe.faults() == [])
    }
}
