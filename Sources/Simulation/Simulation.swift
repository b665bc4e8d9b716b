import AccessCore

/// One simulated world from its beginning to its end.
package struct Simulation {
    let chance: Chance
    let lie: Lie
    let isTold: Bool
    let rounds: Int?
    let isPlain: Bool?
    let isProven: Bool?

    /// Events that a world has at least: its people and runs go on, round by round, until there were as many.
    package static let leastSteps = 300

    /// - Parameters:
    ///   - suppressed: decisions to leave out.
    ///   - rounds: how often people and runs begin anew, whatever happens; nil for as often as it takes.
    ///   - telling: whether the story is written down.
    ///   - lie: what is wrong with the reconciler, on purpose.
    ///   - isPlain: whether requests and policies say only the plainest; nil to leave it to chance.
    ///   - isProven: whether people's word counts; nil to leave it to chance, which plain worlds don't.
    package init(
        seed: UInt64, without suppressed: Set<Chance.Key> = [], rounds: Int? = nil, telling: Bool = false, lie: Lie = .none,
        isPlain: Bool? = nil, isProven: Bool? = nil
    ) {
        chance = Chance(seed: seed, without: suppressed)
        (isTold, self.lie, self.rounds, self.isPlain, self.isProven) = (telling, lie, rounds, isPlain, isProven)
    }

    /// What became of it.
    package struct Outcome: Sendable {
        package var seed: UInt64
        package var steps: Int
        /// How often people and runs began.
        package var rounds: Int
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
        let world = World(chance, telling: isTold, lie: lie, isPlain: isPlain, isProven: isProven)
        world.tell(nil, "seed \(chance.seed): \(world.swarm.words)")
        for (_, cloud) in world.clouds.sorted(by: { $0.key < $1.key }) { world.tell(nil, cloud.words) }
        world.found()
        var lived = 0
        while world.oracle.broken.isEmpty, rounds.map({ lived < $0 }) ?? (world.scheduler.steps < Self.leastSteps) {
            world.live(lived)
            lived += 1
        }
        if world.oracle.broken.isEmpty { world.settle() }
        world.end()
        let broken = world.oracle.broken.first.map { (promise: $0.promise, words: $0.words) }
        return Outcome(
            seed: chance.seed, steps: world.scheduler.steps, rounds: lived, runs: world.processes.count, commits: world.oracle.commits,
            writes: world.oracle.writes.count, broken: broken, story: world.story, decisions: world.decisions
        )
    }
}
