import AccessCore

/// One simulated world from its beginning to its end.
package struct Simulation {
    let chance: Chance
    let lie: Lie
    let isTold: Bool

    /// - Parameters:
    ///   - suppressed: decisions to leave out.
    ///   - telling: whether the story is written down.
    ///   - lie: what is wrong with the reconciler, on purpose.
    package init(seed: UInt64, without suppressed: Set<Chance.Key> = [], telling: Bool = false, lie: Lie = .none) {
        chance = Chance(seed: seed, without: suppressed)
        (isTold, self.lie) = (telling, lie)
    }

    /// What became of it.
    package struct Outcome: Sendable {
        package var seed: UInt64
        package var steps: Int
        package var runs: Int
        /// Commits that the ledger got.
        package var commits: Int
        /// Writes that took effect on memberships.
        package var writes: Int
        /// The promise that was broken first, and how.
        package var broken: (promise: String, words: String)?
        package var story: Story
        /// Faults, deeds and runs that took place.
        package var decisions: [Chance.Key]
    }

    package func run() -> Outcome {
        let world = World(chance, telling: isTold, lie: lie)
        world.tell(nil, "seed \(chance.seed): \(world.swarm.words)")
        world.found()
        if world.oracle.broken.isEmpty { world.live() }
        if world.oracle.broken.isEmpty { world.settle() }
        world.end()
        let broken = world.oracle.broken.first.map { (promise: $0.promise, words: $0.words) }
        return Outcome(
            seed: chance.seed, steps: world.scheduler.steps, runs: world.processes.count, commits: world.oracle.commits,
            writes: world.oracle.writes.count, broken: broken, story: world.story, decisions: world.decisions
        )
    }
}
