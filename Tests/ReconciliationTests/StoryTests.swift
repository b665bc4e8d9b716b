import AccessCore
import Reconciliation
import Testing

/// What a run does when nothing goes wrong.
@Suite struct StoryTests {
    @Test func accessComesWithItsWindowAndGoesWithIt() async {
        let universe = Universe()
        universe.merge(request("a", from: at(10), until: at(60)))
        await universe.reconcile()
        #expect(!universe.isMember() && universe.kinds(.accepted).count == 1)
        universe.passes(until: at(10))
        #expect(await universe.reconcile().verdict(strict: true) == .agree)
        #expect(universe.faults() == [] && universe.isMember())
        universe.passes(until: at(61))
        let report = await universe.reconcile()
        #expect(universe.faults() == [] && !universe.isMember())
        #expect(report.results[jump]?.map(\.end) == [.done(late: 60)])
        #expect(universe.kinds(.intent).count == 2 && universe.kinds(.granted).count == 1 && universe.kinds(.revoked).count == 1)
    }

    @Test func anEarlyEndTakesItAway() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        universe.passes(until: at(20))
        universe.delete("a")
        await universe.reconcile()
        #expect(universe.faults() == [] && !universe.isMember())
    }

    @Test func aRunWithNothingToDoWritesNothing() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        let before = (universe.entries.count, universe.writes.count)
        universe.passes(until: at(30))
        let fate = Fate()
        await universe.reconcile("ci", fate)
        #expect(universe.entries.count == before.0 && universe.writes.count == before.1)
        #expect(fate.calls == 5, "a look at the ledger and whether it can be written, one at the source, a reading of each account")
    }

    @Test func aDryRunWritesNothing() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        let report = await universe.reconcile { $0.isDryRun = true }
        #expect(report.plan?.actions.map(\.action) == [.grant])
        #expect(universe.entries.isEmpty && universe.writes.isEmpty)
    }

    @Test func anIntentIsOnRecordBeforeTheFirstWriteAndTheOutcomeAfter() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        #expect(universe.entries.map(\.event.kind) == [.policyAccepted, .accepted, .intent, .granted])
        #expect(universe.violations == [])
        #expect(universe.state.judged == CommitID("2"))
    }

    @Test func whoNobodyApprovedIsRemoved() async {
        let universe = Universe()
        universe.edit(stranger) { $0.groups = [group] }
        #expect(await universe.reconcile().verdict(strict: false) == .agree)
        #expect(universe.faults() == [])
        #expect(universe.kinds(.drift).count == 1)
    }

    @Test func onlyTheAccountsThatAreAskedForAreTouched() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        universe.merge(request("b", in: prod, until: at(60)))
        await universe.reconcile { $0.accounts = [prod] }
        #expect(!universe.isMember() && universe.isMember(in: prod))
        await universe.reconcile()
        #expect(universe.faults() == [])
    }

    @Test func aLargePlanIsSeveralIntents() async {
        let users = (0..<250).map { UserName("u\(1000 + $0)") }
        let universe = Universe(users: users)
        for user in users { universe.merge(request(user.text, user, until: at(60))) }
        await universe.reconcile()
        #expect(universe.faults() == [])
        #expect(universe.kinds(.intent).count == 3 && universe.kinds(.granted).count == 250)
        // By its number an outcome finds its intent.
        let numbers = universe.kinds(.intent).map { entry in if case .intent(let intent) = entry.event { intent.number } else { 0 } }
        #expect(numbers == [1, 2, 3])
        universe.passes(until: at(60))
        await universe.reconcile()
        #expect(universe.faults() == [] && universe.kinds(.revoked).count == 250)
    }

    @Test func anAccountThatThePoliciesDroppedIsStillEmptied() async {
        let universe = Universe()
        universe.merge(request("a", in: prod, until: at(60)))
        await universe.reconcile()
        universe.passes(until: at(10))
        universe.enact {
            $0.settings.accounts[prod] = nil
            $0.entitlements[work]?.accounts = [jump]
        }
        await universe.reconcile("ci", Fate(breaking: { call, _ in call == .read(prod) ? .directory(.throttled, done: false) : nil }))
        #expect(universe.isMember(in: prod))
        universe.passes(until: at(60))
        await universe.reconcile()
        #expect(!universe.isMember(in: prod) && universe.tag(in: prod) == nil && universe.state.grants.isEmpty)
    }
}
