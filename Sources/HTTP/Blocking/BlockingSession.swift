import CLibCurl

/// The connections that the exchanges of one longer task share. For code that has to wait where it stands, such as a C
/// library's callback; all others use ``HTTPClient``. Belongs to one thread at a time. HTTP/1.1 only: a reader that takes its
/// time holds up its own connection and no other.
package final class BlockingSession {
    let configuration: HTTPConfiguration
    private let shouldStop: () -> Bool
    private let multi: MultiHandle
    private let ledger = StatisticsLedger()
    private var exchanges: [UnsafeMutableRawPointer: Unowned] = [:]

    private struct Unowned { unowned let exchange: BlockingExchange }

    /// How long a stop may go unnoticed.
    private static let stopInterval = Duration.milliseconds(100)

    /// - Parameter shouldStop: asked at least five times a second while an exchange waits; true ends it with
    ///   ``HTTPFailure/Kind/cancelled``.
    package init(configuration: HTTPConfiguration = .standard, shouldStop: @escaping () -> Bool = { false }) throws(HTTPFailure) {
        self.configuration = configuration
        self.shouldStop = shouldStop
        do { multi = try MultiHandle(pooled: configuration.maximumConnections) } catch {
            throw HTTPFailure(error, Request(.get, ""))
        }
    }

    package var statistics: Statistics { ledger.current }

    func begin(_ exchange: BlockingExchange) throws(CurlFailure) {
        try multi.add(exchange.transfer.easy)
        exchanges[exchange.transfer.easy.pointer] = Unowned(exchange: exchange)
        ledger.started(concurrency: exchanges.count)
    }

    func end(_ exchange: BlockingExchange) {
        guard exchanges.removeValue(forKey: exchange.transfer.easy.pointer) != nil else { return }
        ledger.ended(exchange.transfer)
        BrokenPipeGuard.run { multi.remove(exchange.transfer.easy) }
    }

    func redirected() { ledger.redirected() }
    func failed() { ledger.failed() }

    /// Lets curl work until `isEnough`, a time limit or the end of `exchange`.
    func drive(_ exchange: BlockingExchange, until isEnough: () -> Bool) throws(CurlFailure) {
        try BrokenPipeGuard.run { () throws(CurlFailure) in
            var nextStopCheck = TransferClock.Instant.now
            while !isEnough() && !exchange.isOver {
                let now = TransferClock.Instant.now
                if now >= nextStopCheck {
                    guard !shouldStop() else { return exchange.cancel() }
                    nextStopCheck = now + Self.stopInterval
                }
                try multi.perform()
                for (easy, code) in multi.ended() { exchanges[easy]?.exchange.ended(code) }
                guard !isEnough(), !exchange.isOver, !exchange.expires() else { return }
                let wait = min(exchange.transfer.clock.nextCheck, nextStopCheck) - .now
                try multi.wait(atMost: wait)
            }
        }
    }
}
