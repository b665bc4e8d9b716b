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

    /// Of what requests and policies say beyond the plainest: each lie, the promise that it breaks, and words of what the
    /// oracle has against it.
    static let ofTheFormat: [(lie: Lie, promise: String, words: String)] = [
        (.seatsUncounted, "P1", "finds no place"), (.aheadUnlimited, "P1", "ahead"), (.requirementsIgnored, "P1", "what is required"),
        (.freezesIgnored, "P1", "freeze window"), (.emergenciesUncapped, "P1", "is too long"),
        (.emergenciesEverywhere, "P1", "no way for emergencies"), (.teamsMixedUp, "P1", "isn't allowed"),
        (.frozenEnds, "P4", "nothing gives it"), (.frozenRemovals, "P2", "by the record ended"), (.forgedReviews, "P1", "nobody wrote"),
        (.silentReviews, "P8", "should have been reviewed"), (.silentRefusals, "P8", "couldn't remove files"),
        (.hastyRetention, "P5", "had passed"), (.greedyRetention, "P5", "hasn't ended"), (.vanishingBelieved, "P5", "gone at once"),
        (.olderTagsUnread, "P2", "by a lease that ended"),
    ]

    @Test(arguments: ofTheFormat)
    func aReconcilerThatMisreadsTheFormatIsCaught(lie: Lie, promise: String, words: String) {
        let found = (0..<500 as Range<UInt64>).lazy.compactMap { Simulation(seed: $0, lie: lie, isPlain: false).run().broken }
        #expect(found.contains { $0.promise == promise && $0.words.contains(words) }, "\(lie) was not caught in 500 worlds")
    }

    /// Of who approved what.
    static let ofApprovals: [(lie: Lie, promise: String, words: String)] = [
        (.handsOverlooked, "P1", "nobody who may approve it did"), (.staleReviews, "P1", "nobody who may approve it did"),
        (.objectionsUnheard, "P1", "nobody who may approve it did"), (.quorumsHalved, "P1", "nobody who may approve it did"),
        (.untilIgnored, "P1", "nobody who may approve it did"), (.ownApprovals, "P1", "nobody who may approve it did"),
        (.unprovenReviews, "P1", "that nobody approved who may"),
        (.spentKeys, "P1", "nobody who may approve it did"), (.replayedSignatures, "P1", "nobody who may approve it did"),
        (.proposalsBelieved, "P1", "their owners didn't approve"),
        (.doubtsPassedOver, "P1", "though the forge had told nobody yet"), (.recordsBelieved, "P1", "though the forge had told nobody yet"),
        (.contentsUnread, "P1", "wasn't allowed when it came"), (.pendingForgotten, "P4", "nothing speaks against it"),
        (.approvalsUnheard, "P4", "though all approved it who had to"),
        (.restlessAsking, "P4", "which is on record"),
    ]

    @Test(arguments: ofApprovals)
    func aReconcilerThatMishearsApproversIsCaught(lie: Lie, promise: String, words: String) {
        let found = (0..<300 as Range<UInt64>).lazy.compactMap { Simulation(seed: $0, lie: lie, isProven: true).run().broken }
        #expect(found.contains { $0.promise == promise && $0.words.contains(words) }, "\(lie) was not caught in 300 worlds")
    }

    @Test func everyLieIsTried() { #expect(Lie.allCases.count == 11 + Self.ofTheFormat.count + Self.ofApprovals.count) }
}
