import Approvals
import HTTP

/// Calls that together take no longer than there is patience for: a forge that dribbles would otherwise hold a run up, and with it
/// what is due, for as many calls as there are questions.
struct TimedExchange: Exchange {
    private let inner: any Exchange
    private let patience: ForgePatience
    private let end: ContinuousClock.Instant

    /// - Parameter end: of all calls.
    init(_ inner: any Exchange, _ patience: ForgePatience, by end: ContinuousClock.Instant) {
        (self.inner, self.patience, self.end) = (inner, patience, end)
    }

    func send(_ request: Request) async throws(HTTPFailure) -> Response {
        let left = end - .now
        guard left > .zero else { throw isOver(request, .timeout(.connect)) }
        var request = request
        var timeouts = request.timeouts ?? .standard
        timeouts.total = min(patience.answer, left)
        timeouts.connect = min(timeouts.connect, timeouts.total)
        request.timeouts = timeouts
        do throws(HTTPFailure) {
            return try await inner.send(request)
        } catch {
            if case .timeout = error.kind, left < patience.answer { throw isOver(request, error.kind) }
            throw error
        }
    }

    private func isOver(_ request: Request, _ kind: HTTPFailure.Kind) -> HTTPFailure {
        let seconds = patience.whole.components.seconds
        return HTTPFailure(
            request, kind,
            "the \(seconds) seconds that there are for all of a run's questions are over: DAYPASS_FORGE_TIMEOUT makes it more")
    }
}
