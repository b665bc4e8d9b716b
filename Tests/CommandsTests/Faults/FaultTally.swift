import Foundation
import Synchronization
import Testing

/// What a long sweep has tried: an hour of silence doesn't tell how far it is, nor afterwards what was tried.
final class FaultTally: Sendable {
    static let whole = FaultTally()

    private struct Counts {
        var tried: [FaultPlan.Kind: Int] = [:]
        /// Killed runs that were over before the call.
        var missed = 0
        var spoke = ContinuousClock.now
    }

    private let counts = Mutex(Counts())
    private let beginning = ContinuousClock.now

    /// Where progress goes: `scripts/faults` hands it on at once.
    private let output =
        ProcessInfo.processInfo.environment["DAYPASS_FAULTS_PROGRESS"].flatMap { FileHandle(forWritingAtPath: $0) } ?? .standardError

    /// A call was tried; says so if it was silent for a minute.
    func add(_ kind: FaultPlan.Kind, isMet: Bool, sweep: String) {
        let isSilent = counts.withLock { counts in
            counts.tried[kind, default: 0] += 1
            if !isMet { counts.missed += 1 }
            guard counts.spoke.duration(to: .now) >= .seconds(60) else { return false }
            counts.spoke = .now
            return true
        }
        if isSilent { say("\(description) (now: \(sweep))") }
    }

    var isEmpty: Bool { counts.withLock { $0.tried.isEmpty } }

    /// How many of each kind, and since when.
    var description: String {
        let counts = counts.withLock { $0 }
        let words: [(FaultPlan.Kind, String)] = [(.kill, "killed"), (.once, "failed once"), (.onward, "failed from there on")]
        let told = words.compactMap { kind, word in counts.tried[kind].map { "\($0) \(word)" } }
        let missed = counts.missed == 0 ? "" : " (\(counts.missed) to be killed were over before)"
        let minutes = beginning.duration(to: .now).components.seconds / 60
        return "Calls tried: \(told.isEmpty ? "none" : told.joined(separator: ", "))\(missed), in \(minutes) min."
    }

    func say(_ line: String) { output.write(Data((line + "\n").utf8)) }
}

/// Ends a long sweep with how many calls were tried, of which kind; none is a failure.
struct FaultTotals: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        // Its clock begins with the suite.
        let tally = FaultTally.whole
        try await function()
        guard FaultSweep.isThorough else { return }
        tally.say(tally.description)
        #expect(!tally.isEmpty, "the settings leave no call to try")
    }
}

extension Trait where Self == FaultTotals {
    static var totals: Self { Self() }
}
