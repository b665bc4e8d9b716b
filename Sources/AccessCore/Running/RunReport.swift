/// What a run found and did.
package struct RunReport: Sendable {
    /// How a run ended, for its exit code.
    package enum Verdict: Hashable, Sendable {
        /// All agree.
        case agree
        /// A mistake, a denial, something held or failed, or no ledger.
        case problems
        /// Another runner won every race.
        case raced
    }

    package var now: Timestamp
    package var source: CommitID?
    package var ledger: CommitID?
    /// The record after the run.
    package var recorded: RecordedState?
    package var plan: Plan?
    package var results: [AccountName: [ActionResult]] = [:]
    package var diagnostics: [Diagnostic] = []
    /// Requests that can't be judged yet.
    package var undecided: [RequestID] = []
    /// Windows that open later.
    package var upcoming: [Window] = []
    package var isRaced = false
    /// Intents recorded so far: their numbers are never used twice in a run.
    package var intents = 0
    /// Whether what earlier runs put down here couldn't be recorded: this run doesn't try again.
    package var isSpoolStuck = false

    package init(now: Timestamp) { self.now = now }

    package func verdict(strict: Bool) -> Verdict {
        if isRaced { return .raced }
        let hasFailed = results.values.contains { $0.contains { !$0.isDone } }
        let worst = diagnostics.map(\.severity).max() ?? .note
        return hasFailed || worst == .error || (strict && worst == .warning) ? .problems : .agree
    }

    /// When something happens next by itself: a membership ends or a window opens.
    package var nextEvent: Timestamp? {
        ((recorded?.grants.values.map(\.end) ?? []) + upcoming.map(\.start)).filter { $0 > now }.min()
    }
}
