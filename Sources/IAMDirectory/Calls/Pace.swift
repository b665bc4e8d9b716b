/// What calls wait with and by: replaced in tests, so that they take no time and draw known lots.
package struct Pace: Sendable {
    package var policy: RetryPolicy
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Evenly distributed in 0..<1.
    package var chance: @Sendable () -> Double

    package init(
        policy: RetryPolicy = RetryPolicy(),
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        (self.policy, self.sleep, self.chance) = (policy, sleep, chance)
    }
}
