import Testing

@testable import Simulation

/// An oracle that never objects proves nothing: each deliberately wrong reconciler is caught, for what is wrong with it.
@Suite struct OracleTests {
    /// Seeds within which it must be caught.
    static let seeds: Range<UInt64> = 0..<60

    @Test(arguments: [
        (Lie.unapprovedContent, ["P1"]), (.deafDirectory, ["P2"]), (.unpushedIntents, ["P3"]), (.unpushedOutcomes, ["P3", "P4"]),
        (.forgottenSpool, ["P3"]), (.firstEndCounts, ["P2", "P4", "P5"]), (.partialReads, ["P2", "P4", "P6"]), (.outsideTheFence, ["P7"]),
        (.forgottenTip, ["P11"]), (.clocksUncompared, ["P12"]),
    ])
    func aWrongReconcilerIsCaught(lie: Lie, promises: [String]) {
        let found = Self.seeds.lazy.compactMap { Simulation(seed: $0, lie: lie).run().broken }
        #expect(found.contains { promises.contains($0.promise) }, "\(lie) was not caught in \(Self.seeds.count) worlds")
    }

    @Test func everyLieIsTried() { #expect(Lie.allCases.count == 11) }
}
