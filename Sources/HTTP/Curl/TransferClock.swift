/// Holds a transfer to its ``Timeouts``. Own clockwork instead of curl's options: those restart at redirects, can't be told
/// apart afterwards, and count the time a slow reader takes as the server's.
struct TransferClock {
    typealias Instant = ContinuousClock.Instant

    let limits: Timeouts
    private let endBy: Instant
    private var connectBy: Instant?
    private var window: (endsAt: Instant, moved: Int)?

    enum Expiry { case connect, total, stall }

    init(_ limits: Timeouts, now: Instant) {
        self.limits = limits
        endBy = now + limits.total
        connectBy = now + limits.connect
    }

    var isConnecting: Bool { connectBy != nil }

    func isOver(at now: Instant) -> Bool { now >= endBy }

    mutating func connectionBegins(at now: Instant) {
        connectBy = now + limits.connect
        window = nil
    }

    mutating func requestBegan(at now: Instant, moved: Int) {
        connectBy = nil
        if let stall = limits.stall { window = (now + stall.window, moved) }
    }

    /// The reader was away for that long: not the server's fault.
    mutating func excuse(_ absence: Duration) {
        if let window { self.window = (window.endsAt + absence, window.moved) }
    }

    /// When to look again.
    var nextCheck: Instant {
        var next = endBy
        if let connectBy { next = min(next, connectBy) }
        if let window { next = min(next, window.endsAt) }
        return next
    }

    /// - Parameter moved: bytes sent and received so far.
    mutating func check(at now: Instant, moved: Int) -> Expiry? {
        if now >= endBy { return .total }
        if let connectBy, now >= connectBy { return .connect }
        if let window, let stall = limits.stall, now >= window.endsAt {
            if moved - window.moved < stall.bytesPerWindow { return .stall }
            self.window = (now + stall.window, moved)
        }
        return nil
    }
}
