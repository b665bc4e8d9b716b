import Synchronization

/// What calls to a cloud were made, for benchmarks and `--verbose`.
package struct CallStatistics: Hashable, Sendable {
    /// Requests sent, by action; those of retries too.
    package var calls: [String: Int] = [:]
    /// Requests that repeated another.
    package var retries = 0
    /// Answers that asked to slow down.
    package var throttles = 0

    package init() {}

    package var total: Int { calls.values.reduce(0, +) }
}

/// Counts for several tasks.
final class CallLedger: Sendable {
    private let counts = Mutex(CallStatistics())

    var current: CallStatistics { counts.withLock { $0 } }

    func record(_ change: (inout CallStatistics) -> Void) { counts.withLock { change(&$0) } }
}
