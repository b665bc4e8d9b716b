/// Makes a story that breaks a promise as short as it can be: leaves out faults, deeds and runs as long as the same
/// promise is broken without them (Zeller, Hildebrandt: "Simplifying and isolating failure-inducing input", 2002).
package struct Shrinking {
    /// What is left out.
    package private(set) var suppressed: Set<Chance.Key> = []
    /// The shortest story so far.
    package private(set) var outcome: Simulation.Outcome
    /// Worlds that were tried.
    package private(set) var tries = 0
    private let lie: Lie
    private let isPlain: Bool?
    private let isProven: Bool?
    private let most: Int

    /// - Parameters:
    ///   - outcome: one that broke a promise.
    ///   - isPlain: as the world was made; so is isProven.
    ///   - most: worlds to try.
    package init(_ outcome: Simulation.Outcome, lie: Lie = .none, isPlain: Bool? = nil, isProven: Bool? = nil, most: Int = 600) {
        (self.outcome, self.lie, self.most) = (outcome, lie, most)
        (self.isPlain, self.isProven) = (isPlain, isProven)
        shorten()
        self.outcome = Simulation(
            seed: outcome.seed, without: suppressed, rounds: outcome.rounds, telling: true, lie: lie, isPlain: isPlain,
            isProven: isProven
        ).run()
    }

    private mutating func shorten() {
        var pieces = 2
        while tries < most {
            let left = Array(Set(outcome.decisions)).sorted()
            guard !left.isEmpty else { return }
            let size = max(1, (left.count + pieces - 1) / pieces)
            let isShorter = stride(from: 0, to: left.count, by: size).contains { start in
                leaveOut(left[start..<min(start + size, left.count)])
            }
            if isShorter {
                pieces = max(2, pieces - 1)
            } else if size == 1 {
                return
            } else {
                pieces = min(pieces * 2, left.count)
            }
        }
    }

    /// Whether the same promise is broken without these.
    private mutating func leaveOut(_ decisions: ArraySlice<Chance.Key>) -> Bool {
        guard tries < most else { return false }
        tries += 1
        let without = suppressed.union(decisions)
        let shorter = Simulation(
            seed: outcome.seed, without: without, rounds: outcome.rounds, lie: lie, isPlain: isPlain, isProven: isProven
        ).run()
        guard shorter.broken?.promise == outcome.broken?.promise else { return false }
        (suppressed, outcome) = (without, shorter)
        return true
    }
}
