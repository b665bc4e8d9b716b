import AccessCore
import Reconciliation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine's clock, read once; later instants are that plus monotonic time (P12). The only place that reads it.
struct SystemClock: RunClock {
    private let start: Timestamp
    private let begun: ContinuousClock.Instant
    private let stop: StopRequest
    /// Whether it started at a pretended instant.
    let isPretended: Bool

    /// - Parameter pretended: an instant to start from instead of now.
    init(pretending pretended: Timestamp? = nil, stop: StopRequest = StopRequest()) {
        begun = ContinuousClock().now
        start = pretended ?? Timestamp(seconds: Int64(time(nil)))
        isPretended = pretended != nil
        self.stop = stop
    }

    func now() -> Timestamp { start.advanced(by: begun.duration(to: ContinuousClock().now)) }

    func wait(for span: Duration) async {
        let clock = ContinuousClock()
        let end = clock.now + span
        // In steps, so that a signal is heard.
        while clock.now < end, !stop.isRequested {
            try? await clock.sleep(until: min(end, clock.now + .milliseconds(200)))
        }
    }

    func wait(upTo longest: Duration) async { await wait(for: longest * Double.random(in: 0.5...1)) }
}
