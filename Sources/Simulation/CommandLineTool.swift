import AccessCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `simulate 42`, `simulate 0..9999`: what `make simulate` runs.
package enum CommandLineTool {
    package static func run(_ arguments: [String]) async {
        var lie = Lie.none
        var seeds: ClosedRange<UInt64>?
        var isTold = false
        for argument in arguments {
            if let named = Lie(rawValue: argument) {
                lie = named
            } else if argument == "--story" {
                isTold = true
            } else {
                seeds = range(argument)
            }
        }
        guard let seeds else {
            print("usage: simulate SEED | FIRST..LAST [LIE] [--story]")
            exit(2)
        }
        if seeds.count == 1 {
            let outcome = Simulation(seed: seeds.lowerBound, telling: true, lie: lie).run()
            for line in outcome.story.lines { print(line) }
            print("\(outcome.steps) steps, \(outcome.runs) runs, \(outcome.commits) commits, \(outcome.writes) writes")
            exit(outcome.broken == nil ? 0 : 1)
        }
        let workers = 2
        let (chosen, tells) = (lie, isTold)
        let clock = ContinuousClock()
        let begun = clock.now
        let outcomes = await withTaskGroup(of: [Simulation.Outcome].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var bad: [Simulation.Outcome] = []
                    var seed = seeds.lowerBound + UInt64(worker)
                    while seed <= seeds.upperBound {
                        var outcome = Simulation(seed: seed, telling: tells, lie: chosen).run()
                        if let broken = outcome.broken { print("seed \(seed): \(broken.promise) \(broken.words)") }
                        outcome.decisions = []
                        bad.append(outcome)
                        seed += UInt64(workers)
                    }
                    return bad
                }
            }
            var all: [Simulation.Outcome] = []
            for await outcomes in group { all += outcomes }
            return all
        }
        let broken = outcomes.filter { $0.broken != nil }.count
        let steps = outcomes.map(\.steps).sorted()
        let seconds = Double((clock.now - begun).components.seconds) + Double((clock.now - begun).components.attoseconds) / 1e18
        print(
            "\(outcomes.count) seeds, \(broken) broken; steps a seed: \(steps.first ?? 0)…\(steps[steps.count / 2])…\(steps.last ?? 0); commits \(outcomes.map(\.commits).reduce(0, +)), writes \(outcomes.map(\.writes).reduce(0, +)), runs \(outcomes.map(\.runs).reduce(0, +)); \(seconds) s"
        )
        exit(broken == 0 ? 0 : 1)
    }

    private static func range(_ text: String) -> ClosedRange<UInt64>? {
        if let seed = UInt64(text) { return seed...seed }
        guard let dots = text.firstRange(of: ".."), let first = UInt64(text[..<dots.lowerBound]),
            let last = UInt64(text[dots.upperBound...]),
            first <= last
        else { return nil }
        return first...last
    }
}
