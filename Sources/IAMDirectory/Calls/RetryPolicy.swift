/// How often and how soon a call is tried again: exponential back-off with full jitter (AWS Architecture Blog,
/// "Exponential Backoff And Jitter").
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts at a call that is throttled, or refused for the moment.
    package var attempts = 8
    /// Attempts at a call to which no answer comes: each may take as long as a time-out.
    package var attemptsUnanswered = 4
    /// The longest first pause; each next one may be twice as long.
    package var firstPause: Duration = .milliseconds(200)
    package var longestPause: Duration = .seconds(20)
    /// A service that asks for more than this by `Retry-After` is given up.
    package var longestRetryAfter: Duration = .seconds(60)

    package init() {}

    /// The pause after the `attempt`-th attempt (from 1).
    /// - Parameters:
    ///   - asked: what the service asks for at least.
    ///   - chance: evenly distributed in 0..<1.
    func pause(after attempt: Int, asked: Duration?, chance: Double) -> Duration {
        let longest = min(longestPause, firstPause * (1 << min(attempt - 1, 20)))
        return max(asked ?? .zero, longest * chance)
    }
}
