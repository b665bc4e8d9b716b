import AccessCore
import Reconciliation
import Synchronization
import Testing

/// Files of ended requests leave the source branch at the end of a run.
@Suite struct TidyTests {
    /// Ended at 60, on record since then; files go ten minutes after their end.
    private func universe() async -> Universe {
        let universe = Universe()
        universe.enact { $0.settings.removesFilesAfter = .seconds(600) }
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        universe.passes(until: at(60))
        await universe.reconcile()
        return universe
    }

    private func files(_ universe: Universe) -> Int { universe.contents.withLock { $0.files.count } }

    @Test func itGoesWhenItsTimeHasCome() async {
        let universe = await universe()
        universe.passes(until: at(69))
        await universe.reconcile()
        #expect(files(universe) == 1)
        universe.passes(until: at(70))
        #expect(await universe.reconcile().verdict(strict: true) == .agree)
        #expect(files(universe) == 0)
        #expect(await universe.reconcile().verdict(strict: true) == .agree)
        #expect(universe.faults() == [])
    }

    @Test func whatThisRunEndsStaysForTheNext() async {
        let universe = Universe()
        universe.enact { $0.settings.removesFilesAfter = .seconds(1) }
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        universe.passes(until: at(90))
        await universe.reconcile()
        #expect(files(universe) == 1, "it isn't ended by what the ledger said when the run began")
        universe.passes(until: at(91))
        await universe.reconcile()
        #expect(files(universe) == 0)
    }

    @Test func aDryRunRemovesNothing() async {
        let universe = await universe()
        universe.passes(until: at(500))
        await universe.reconcile { $0.isDryRun = true }
        #expect(files(universe) == 1)
    }

    @Test func withoutTheSettingTheyStay() async {
        let universe = Universe()
        universe.merge(request("a", until: at(60)))
        await universe.reconcile()
        universe.passes(until: at(60))
        await universe.reconcile()
        universe.passes(until: at(100_000))
        await universe.reconcile()
        #expect(files(universe) == 1)
    }
}
