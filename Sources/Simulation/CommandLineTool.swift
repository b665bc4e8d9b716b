#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `simulate 42`, `simulate 0..9999`: what `make simulate` runs.
package struct CommandLineTool {
    private var lie = Lie.none
    private var seeds: ClosedRange<UInt64>?
    /// As it went, not as short as it can be.
    private var isWhole = false
    /// Plain worlds only, or as each seed has it.
    private var isPlain: Bool?
    /// Where people's word counts only, or where a merge is enough only, or as each seed has it.
    private var isProven: Bool?

    private static let usage = """
        usage: simulate SEED [LIE] [--whole]    one world: its story, the shortest that was found if a promise is broken
               simulate FIRST..LAST [LIE]       many worlds, on all cores: those where a promise is broken
               --plain                          in worlds where requests and policies say only the plainest
               --proven | --merged              in worlds where people's word counts; in those where a merge is enough
               LIE is what to make wrong on purpose: \(Lie.allCases.map(\.rawValue).joined(separator: ", "))
        """

    private init?(_ arguments: [String]) {
        for argument in arguments {
            if let lie = Lie(rawValue: argument) {
                self.lie = lie
            } else if argument == "--whole" {
                isWhole = true
            } else if argument == "--plain" {
                isPlain = true
            } else if argument == "--proven" || argument == "--merged" {
                isProven = argument == "--proven"
            } else if let seeds = Self.range(argument) {
                self.seeds = seeds
            } else {
                return nil
            }
        }
    }

    /// - Returns: the exit code: 0 if all promises held, 1 if one was broken, 2 for a mistake in the arguments.
    package static func run(_ arguments: [String]) async -> Int32 {
        guard let tool = CommandLineTool(arguments), let seeds = tool.seeds else {
            print(usage)
            return 2
        }
        return seeds.count == 1 ? tool.tell(seeds.lowerBound) : await tool.soak(seeds)
    }

    private func tell(_ seed: UInt64) -> Int32 {
        var outcome = Simulation(seed: seed, telling: true, lie: lie, isPlain: isPlain, isProven: isProven).run()
        if outcome.broken != nil, !isWhole {
            let all = Set(outcome.decisions).count
            let shrinking = Shrinking(outcome, lie: lie, isPlain: isPlain, isProven: isProven)
            outcome = shrinking.outcome
            print("\(Set(outcome.decisions).count) of \(all) faults, deeds and runs are enough:")
        }
        for line in outcome.story.lines { print(line) }
        print("\(outcome.steps) steps, \(outcome.runs) runs, \(outcome.commits) commits, \(outcome.writes) writes to memberships")
        return outcome.broken == nil ? 0 : 1
    }

    private func soak(_ seeds: ClosedRange<UInt64>) async -> Int32 {
        let workers = UInt64(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let clock = ContinuousClock()
        let begun = clock.now
        let total = await withTaskGroup(of: Tally.self) { group in
            for worker in 0..<workers { group.addTask { tally(seeds, startingAt: worker, by: workers) } }
            var total = Tally()
            for await part in group { total.add(part) }
            return total
        }
        let seconds = (clock.now - begun).components.seconds
        print("\(total.words); \(seconds) s")
        return total.broken == 0 ? 0 : 1
    }

    private func tally(_ seeds: ClosedRange<UInt64>, startingAt first: UInt64, by step: UInt64) -> Tally {
        var tally = Tally()
        for seed in stride(from: seeds.lowerBound + first, through: seeds.upperBound, by: Int(step)) {
            let outcome = Simulation(seed: seed, lie: lie, isPlain: isPlain, isProven: isProven).run()
            if let broken = outcome.broken { print("seed \(seed): \(broken.promise) \(broken.words)") }
            tally.add(outcome)
        }
        return tally
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

/// What many worlds came to.
private struct Tally {
    var seeds = 0
    var broken = 0
    var runs = 0
    var commits = 0
    var writes = 0
    /// Events of each world.
    var steps: [Int] = []

    mutating func add(_ outcome: Simulation.Outcome) {
        seeds += 1
        broken += outcome.broken == nil ? 0 : 1
        runs += outcome.runs
        commits += outcome.commits
        writes += outcome.writes
        steps.append(outcome.steps)
    }

    mutating func add(_ other: Tally) {
        seeds += other.seeds
        broken += other.broken
        runs += other.runs
        commits += other.commits
        writes += other.writes
        steps += other.steps
    }

    var words: String {
        let sorted = steps.sorted()
        let spread = "\(sorted.first ?? 0) to \(sorted.last ?? 0), median \(sorted.isEmpty ? 0 : sorted[sorted.count / 2])"
        return "\(seeds) seeds, \(broken) broken; steps a seed \(spread); \(runs) runs, \(commits) commits, \(writes) writes to memberships"
    }
}
