package import AccessCore

/// Time, as a run sees it: the wall clock read once, later instants that plus monotonic time (P12).
package protocol RunClock: Sendable {
    func now() -> Timestamp

    /// Waits, or returns early when the run is to stop.
    func wait(for span: Duration) async

    /// Waits for a part of it (half or more) that chance decides, so that no two runners wait equally long.
    func wait(upTo longest: Duration) async
}

extension RunClock {
    /// Gives others the time to finish: each loss longer.
    package func wait(afterLoss losses: Int) async { await wait(upTo: .milliseconds(100 << min(losses, 5))) }
}
