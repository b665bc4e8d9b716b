import AccessCore
import Testing

/// What was accepted while all was well, and whose window opens when it isn't.
@Suite struct AcceptedEarlierTests {
    /// Accepted at 0, open from 30 on; it is 30 now.
    private func accepted() async -> Universe {
        let universe = Universe()
        universe.merge(request("a", from: at(30), until: at(120)))
        await universe.reconcile()
        #expect(universe.kinds(.accepted).count == 1 && !universe.isMember())
        universe.passes(until: at(30))
        return universe
    }

    @Test(arguments: [-3600, 3600])
    func aClockThatIsWrongBeginsNothing(seconds: Int64) async {
        let universe = await accepted()
        await universe.reconcile("ci", skew: .seconds(seconds), clouds: [jump: .zero, prod: .zero])
        #expect(!universe.isMember())
        await universe.reconcile()
        #expect(universe.isMember())
    }

    @Test func aRewrittenHistoryBeginsNothing() async {
        let universe = await accepted()
        await universe.reconcile(continuesHistory: false)
        #expect(!universe.isMember())
        await universe.reconcile()
        #expect(universe.isMember())
    }
}
