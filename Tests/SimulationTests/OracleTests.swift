import Testing

@testable import Simulation

/// An oracle that never objects proves nothing: each deliberately wrong reconciler is caught, for what is wrong with it.
@Suite struct OracleTests {
    /// Seeds within which it must be caught: some lies show only where somebody lays hands on the ledger, or it is away.
    static func seeds(_ lie: Lie) -> Range<UInt64> { lie == .forgottenTip || lie == .forgottenSpool ? 0..<300 : 0..<100 }

    @Test(arguments: [
        (Lie.unapprovedContent, ["P1"]), (.deafDirectory, ["P2"]), (.unpushedIntents, ["P3"]), (.unpushedOutcomes, ["P3", "P4"]),
        (.forgottenSpool, ["P3"]), (.firstEndCounts, ["P5"]), (.partialReads, ["P2", "P4"]), (.outsideTheFence, ["P7"]),
        (.forgottenTip, ["P11"]), (.clocksUncompared, ["P12"]),
    ])
    func aWrongReconcilerIsCaught(lie: Lie, promises: [String]) {
        let found = Self.seeds(lie).lazy.compactMap { Simulation(seed: $0, lie: lie).run().broken }
        #expect(found.contains { promises.contains($0.promise) }, "\(lie) was not caught in \(Self.seeds(lie).count) worlds")
    }

    @Test func everyLieIsTried() { #expect(Lie.allCases.count == 11) }
}
