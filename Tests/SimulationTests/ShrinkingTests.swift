import Testing

@testable import Simulation

@Suite struct ShrinkingTests {
    @Test func aStoryIsMadeShorterAndBreaksTheSamePromise() throws {
        let outcome = try #require(
            (0..<60).lazy.map { Simulation(seed: $0, lie: .unpushedIntents).run() }.first { $0.broken != nil })
        let shrinking = Shrinking(outcome, lie: .unpushedIntents, most: 200)
        #expect(shrinking.outcome.broken?.promise == outcome.broken?.promise)
        #expect(shrinking.outcome.decisions.count < outcome.decisions.count)
        #expect(shrinking.outcome.story.lines.contains { $0.contains("BROKEN P3") })
        let again = Simulation(
            seed: outcome.seed, without: shrinking.suppressed, rounds: outcome.rounds, telling: true, lie: .unpushedIntents
        ).run()
        #expect(again.story.lines == shrinking.outcome.story.lines)
    }
}
