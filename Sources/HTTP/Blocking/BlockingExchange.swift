import CLibCurl

/// One request and its response, pulled by a reader that waits. The server is held back while nobody reads: at most
/// ``Limits/pullBytes`` and curl's own buffer are kept. Belongs to one thread at a time, the session's.
///
///     let exchange = try BlockingExchange(request, session: session)
///     guard try exchange.head().isSuccess else { … }
///     while case let count = try exchange.read(into: buffer), count > 0 { … }
///
/// All of ``Timeouts`` hold; time that the reader spends elsewhere counts for the total and not as a stall. Letting go of an
/// exchange ends it; after its last byte its connection serves the session's next one.
package final class BlockingExchange {
    let transfer: Transfer
    private let session: BlockingSession
    private let buffer = PullBuffer()
    private var outcome: Result<ResponseHead, HTTPFailure>?
    private var lastDriven = TransferClock.Instant.now

    /// Checks the request; sends it with the first `head()` or `read(into:)`.
    package init(_ request: Request, session: BlockingSession) throws(HTTPFailure) {
        self.session = session
        transfer = try Transfer(CheckedRequest(request), session.configuration, receiver: buffer, oldHTTP: true)
        do { try session.begin(self) } catch { throw HTTPFailure(error, request) }
    }

    deinit { session.end(self) }

    /// Waits until the response's status and headers are there. May be called again.
    package func head() throws(HTTPFailure) -> ResponseHead {
        try drive { buffer.head != nil }
        if let head = buffer.head { return head }
        try throwFailure()
        throw lost
    }

    /// Waits for the next bytes of the body. Returns how many were put into `destination`, at least one unless it has no
    /// room; 0 at the end. What came before a failure is delivered before the failure is thrown.
    package func read(into destination: UnsafeMutableRawBufferPointer) throws(HTTPFailure) -> Int {
        guard !destination.isEmpty else { return 0 }
        if !buffer.isEmpty { return buffer.drain(into: destination) }
        let count = try buffer.filling(destination) { (filled) throws(HTTPFailure) in
            do throws(HTTPFailure) { try transfer.resume() } catch { finish(.failure(error)) }
            try drive { filled() > 0 }
        }
        if count > 0 { return count }
        try throwFailure()
        return 0
    }

    private func throwFailure() throws(HTTPFailure) {
        if case .failure(let failure) = outcome { throw failure }
    }

    private var lost: HTTPFailure {
        HTTPFailure(transfer.request, .malformedResponse, "there was no response", began: transfer.began)
    }

    private func drive(until isEnough: () -> Bool) throws(HTTPFailure) {
        transfer.excuse(.now - lastDriven)
        defer { lastDriven = .now }
        do { try session.drive(self, until: isEnough) } catch {
            finish(.failure(HTTPFailure(error, transfer.request, began: transfer.began)))
        }
    }

    // What the session tells.

    var isOver: Bool { outcome != nil }

    func cancel() {
        transfer.cancel()
        ended(CURLE_ABORTED_BY_CALLBACK)
    }

    func expires() -> Bool {
        guard transfer.expires(at: .now) else { return false }
        ended(CURLE_ABORTED_BY_CALLBACK)
        return true
    }

    func ended(_ code: CURLcode) {
        session.end(self)
        switch transfer.conclude(code) {
        case .complete(let head): finish(.success(head))
        case .failed(let failure): finish(.failure(failure))
        case .redirected:
            session.redirected()
            do { try session.begin(self) } catch {
                finish(.failure(HTTPFailure(error, transfer.request, began: transfer.began)))
            }
        }
    }

    private func finish(_ result: Result<ResponseHead, HTTPFailure>) {
        guard outcome == nil else { return }
        if case .failure = result { session.failed() }
        session.end(self)
        outcome = result
    }
}
