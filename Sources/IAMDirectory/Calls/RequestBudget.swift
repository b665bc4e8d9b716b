/// Spaces a service's calls out when it throttles us: each round of throttling doubles the gap between two calls, each
/// success narrows it a little. Without throttling calls begin at once. AWS publishes no rates for IAM.
actor RequestBudget {
    /// The gap after the first throttling.
    static let firstGap: Duration = .milliseconds(50)
    static let widestGap: Duration = .seconds(5)
    /// Narrower than this is none.
    static let narrowestGap: Duration = .milliseconds(5)
    /// What a success leaves of the gap.
    static let recovery = 0.95

    private(set) var gap: Duration = .zero
    private var round = 0
    private let turn = Turn()
    private let sleep: @Sendable (Duration) async throws -> Void

    init(sleep: @escaping @Sendable (Duration) async throws -> Void) { self.sleep = sleep }

    /// Waits until a call may begin.
    /// - Returns: the round it belongs to.
    /// - Throws: what `sleep` throws.
    func begin() async throws -> Int {
        guard gap > .zero else { return round }
        // Whoever has the turn waits out the gap, so that calls that come together don't go together.
        await turn.take()
        do {
            if gap > .zero { try await sleep(gap) }
            await turn.giveBack()
        } catch {
            await turn.giveBack()
            throw error
        }
        return round
    }

    /// A call of `round` was throttled. Calls that were under way together count once.
    func throttled(in round: Int) {
        guard round == self.round else { return }
        self.round += 1
        gap = min(max(gap * 2, Self.firstGap), Self.widestGap)
    }

    func succeeded() {
        guard gap > .zero else { return }
        gap = gap * Self.recovery
        if gap < Self.narrowestGap { gap = .zero }
    }
}
