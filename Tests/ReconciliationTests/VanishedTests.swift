import AccessCore
import Reconciliation
import Testing

/// The files of all requests are gone at once: nobody loses anything by it, and nobody gets anything.
@Suite struct VanishedTests {
    /// Found by the simulation: who was taken out by hand was let in again, and a window that opened later let its user in,
    /// though nobody asked for it any more (P1).
    @Test func nothingIsGrantedForWhatNobodyAsksForAnyMore() async {
        let universe = Universe()
        universe.merge(request("a", until: at(600)))
        universe.merge(request("b", leader, from: at(30), until: at(600)))
        universe.merge(request("c", leader, in: prod, until: at(600)))
        await universe.reconcile()
        #expect(universe.isMember() && universe.isMember(leader, in: prod))
        for id in ["a", "b", "c"] { universe.delete(id) }
        universe.edit(member) { $0.groups = [] }
        universe.passes(until: at(30))
        for _ in 0..<2 { await universe.reconcile() }
        #expect(universe.kinds(.held).count == 1 && universe.kinds(.ended).isEmpty)
        #expect(!universe.isMember() && !universe.isMember(leader))
        #expect(universe.isMember(leader, in: prod), "what is left stays until its end")
        universe.passes(until: at(600))
        await universe.reconcile()
        #expect(!universe.isMember(leader, in: prod) && universe.state.grants.isEmpty)
    }
}
