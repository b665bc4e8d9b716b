/// What a blocking operation looks at between its steps: its limits, and whether it is still wanted.
struct Stopwatch {
    let limits: TransferLimits
    private let end: ContinuousClock.Instant
    private let shouldStop: () -> Bool

    init(_ limits: TransferLimits, shouldStop: @escaping () -> Bool) {
        self.limits = limits
        end = .now + limits.total
        self.shouldStop = shouldStop
    }

    /// Until the operation as a whole is over its time.
    var left: Duration { end - .now }

    func check(in function: String) throws {
        if shouldStop() { throw GitFailure.stopped }
        if left <= .zero { throw GitFailure(.timeout, in: function, "it took more than \(limits.total)") }
    }
}
