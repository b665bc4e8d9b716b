package import AccessCore

/// Time, as a run sees it: the wall clock read once, later instants that plus monotonic time (P12).
package protocol RunClock: Sendable {
    func now() -> Timestamp

    /// Waits, or returns early when the run is to stop.
    func wait(for span: Duration) async
}
