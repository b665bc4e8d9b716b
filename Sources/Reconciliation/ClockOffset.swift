import AccessCore

/// How far a cloud's clock is ahead of ours. The cloud answered at some instant between our asking and our hearing of it, and
/// a process may have stood still in between: all that is sure is that the difference lies between these two.
struct ClockOffset: Hashable, Sendable {
    let least: Duration
    let most: Duration

    /// - Parameters:
    ///   - actual: what was read. Nil if the cloud has no clock.
    ///   - now: our clock when the answer had come.
    init?(_ actual: ActualAccount, heardAt now: Timestamp) {
        guard let clock = actual.clock else { return nil }
        (least, most) = (clock.since(now), clock.since(actual.asked ?? now))
    }

    /// What it may be at worst: nothing is granted by it (P12).
    var worst: Duration { abs(most.components.seconds) > abs(least.components.seconds) ? most : least }
}
