import Testing

@testable import Simulation

/// Seeds that once broke a promise, and what was wrong. A world that changes makes other stories of them, so each has a
/// named test of its own too, beside what was mended.
@Suite struct PinnedSeedTests {
    static let seeds: [(seed: UInt64, wasWrong: String)] = [
        (43, "a denial was recorded anew in each run, because its words tell how long the window is by now"),
        (200, "a recorded end that had passed was neither extended nor due while the source was rewritten"),
        (1303, "who became a standing member after the acceptance was granted when the window opened"),
        (1611, "a request waited for good for an account that had been dropped since it came"),
        (21660, "a request from a mixed step, over by a clock that was ahead, was accepted once the clock was right"),
        (24109, "removals recorded after policies had dropped their account were never answered for"),
    ]

    @Test(arguments: seeds)
    func whatWasMendedStaysMended(seed: UInt64, wasWrong: String) {
        let broken = Simulation(seed: seed).run().broken
        #expect(broken == nil, "\(wasWrong): \(broken.map { "\($0.promise) \($0.words)" } ?? "")")
    }
}
