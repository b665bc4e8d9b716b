import Testing

@testable import Simulation

@Suite struct WorldTests {
    /// Runs that are under way when a promise is broken end with their world; to make a story shorter takes thousands of them.
    @Test func nothingIsLeftOfAWorldThatEndsAmidRuns() {
        var (broken, amid) = (0, 0)
        for seed in 0..<20 as Range<UInt64> {
            weak var left: World?
            do {
                let world = World(Chance(seed: seed), telling: false, lie: .unpushedIntents, isPlain: nil, isProven: nil)
                left = world
                world.found()
                for round in 0..<3 where world.oracle.broken.isEmpty { world.live(round) }
                broken += world.oracle.broken.isEmpty ? 0 : 1
                amid += world.processes.contains { !$0.isDone && !$0.isDead } ? 1 : 0
                world.end()
            }
            #expect(left == nil, "seed \(seed)")
        }
        #expect(broken >= 5 && amid >= 3, "\(broken) broken, \(amid) amid runs")
    }
}
