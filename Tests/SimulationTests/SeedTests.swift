import AccessCore
import Testing

@testable import Simulation

/// Worlds in which all promises must hold.
@Suite struct SeedTests {
    /// As many for each core as one after the other; a seed that fails is told by `make simulate SEED=…`.
    @Test(arguments: 0..<20)
    func promisesHoldInAThousandWorlds(fifty: UInt64) {
        for seed in fifty * 50..<(fifty + 1) * 50 {
            let outcome = Simulation(seed: seed).run()
            if let broken = outcome.broken { Issue.record("seed \(seed): \(broken.promise) \(broken.words)") }
        }
    }

    @Test func worldsAreBusy() {
        let outcomes = (0..<40).map { Simulation(seed: $0).run() }
        #expect(outcomes.allSatisfy { $0.steps >= Simulation.leastSteps } && Simulation.leastSteps >= 300)
        #expect(outcomes.map(\.runs).reduce(0, +) / outcomes.count >= 15)
        #expect(outcomes.map(\.writes).reduce(0, +) / outcomes.count >= 3)
    }

    /// What a world may have is there, and each part of it has people who use it.
    @Test func worldsSpeakTheWholeFormat() {
        let mixes = (0..<200 as Range<UInt64>).map { FormatMix(Chance(seed: $0), isPlain: nil) }
        for part in FormatPart.allCases {
            #expect(mixes.count { $0.has(part) } > 40, "\(part)")
            for act in part.acts { #expect(mixes.contains { $0.has(part) && $0.acts.contains(act) }, "\(act)") }
        }
        #expect(Set(Act.plain).union(FormatPart.allCases.flatMap(\.acts)).union(ProofMix.all) == Set(Act.allCases))
        #expect(mixes.contains { $0.parts.isEmpty } && FormatMix(Chance(seed: 1), isPlain: true).parts.isEmpty)
    }

    /// In many worlds people's word counts, in most a merge is enough; and in none that is made plain.
    @Test func peoplesWordCountsInManyWorlds() {
        let mixes = (0..<200 as Range<UInt64>).map { ProofMix(Chance(seed: $0), isPlain: false, isProven: nil) }
        #expect((60..<120).contains(mixes.count(where: \.isOn)))
        for kind in [EvidenceKind.merge, .signature, .github] {
            #expect(mixes.contains { $0.isOn && $0.evidence.contains(kind) }, "\(kind)")
        }
        for act in ProofMix.all { #expect(mixes.contains { $0.acts.contains(act) }, "\(act)") }
        #expect(mixes.contains { $0.isOn && $0.isLate } && mixes.contains { $0.isOn && !$0.isLate })
        #expect(mixes.contains { $0.isOn && $0.remembers } && mixes.contains { $0.isOn && !$0.remembers })
        #expect(!ProofMix(Chance(seed: 1), isPlain: true, isProven: nil).isOn)
    }

    /// Approvals are given there, and lead to access; not all of them are good.
    @Test func worldsWherePeoplesWordCountsAreBusy() {
        let outcomes = (0..<30).map { Simulation(seed: $0, isProven: true).run() }
        #expect(outcomes.allSatisfy { $0.steps >= Simulation.leastSteps && $0.broken == nil })
        #expect(outcomes.map(\.writes).reduce(0, +) / outcomes.count >= 3)
        let told = Simulation(seed: 1, telling: true, isProven: true).run().story.lines.joined(separator: "\n")
        #expect(told.contains("… by pull request #") && told.contains("approvals: "))
    }

    @Test func theSameSeedTellsTheSameStory() {
        for seed in 0..<5 as Range<UInt64> {
            let (one, other) = (Simulation(seed: seed, telling: true).run(), Simulation(seed: seed, telling: true).run())
            #expect(one.story.lines == other.story.lines)
            #expect(one.steps == other.steps)
        }
        #expect(Simulation(seed: 1, telling: true).run().story.lines != Simulation(seed: 2, telling: true).run().story.lines)
    }
}
