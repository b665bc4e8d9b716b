import Synchronization

/// An HTTP client on libcurl's multi interface: one thread moves the bytes of all requests, connections are reused, HTTP/2
/// is spoken where a server offers it, and requests beyond the bounds of the configuration wait for their turn.
///
/// No cookies, no netrc, no decompression; certificates are always verified. A response of any status is a response; what
/// fails is the way there.
///
///     let client = HTTPClient()
///     let response = try await client.send(Request(.get, "https://example.com/"))
///     response.status // 200
package final class HTTPClient: Sendable {
    private let configuration: HTTPConfiguration
    private let mailbox = Mailbox()
    private let ledger = StatisticsLedger()
    /// Started with the first request.
    private let thread = Mutex<EngineThread?>(nil)

    package init(configuration: HTTPConfiguration = .standard) {
        self.configuration = configuration
    }

    deinit {
        // No request is under way: each holds its client.
        guard let thread = thread.withLock({ $0 }) else { return }
        _ = mailbox.post(.stop)
        thread.end()
    }

    package var statistics: Statistics { ledger.current }

    /// Sends and returns the response with its whole body, at most ``Request/responseLimit`` bytes. Cancelling the task ends
    /// the transfer at once.
    package func send(_ request: Request) async throws(HTTPFailure) -> Response {
        let (head, collector) = try await send(request, into: BodyCollector())
        return Response(head: head, body: collector.bytes)
    }

    /// Sends and delivers the body to `sink` as it arrives; the sink comes back with the head. When it throws, the transfer
    /// ends, and ``HTTPFailure/underlying`` is what it threw.
    package func send<Sink: BodySink>(
        _ request: Request, into sink: sending Sink
    ) async throws(HTTPFailure) -> sending (head: ResponseHead, sink: Sink) {
        let receiver = SinkReceiver(sink)
        let job = Job(try CheckedRequest(request), receiver)
        try start(for: request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                if !mailbox.post(.start(job, answer)) {
                    answer.resume(returning: .failure(HTTPFailure(request, .other, "the client has ended")))
                }
            }
        } onCancel: {
            job.cancel()
            _ = mailbox.post(.cancel(job))
        }
        return (try result.get(), receiver.sink)
    }

    private func start(for request: Request) throws(HTTPFailure) {
        let isRunning = thread.withLock { thread in
            if thread == nil {
                thread = EngineThread { [mailbox, configuration, ledger] in
                    do throws(CurlFailure) { try Engine(mailbox, configuration, ledger).run() } catch {
                        for case .start(let job, let answer) in mailbox.close() {
                            answer.resume(returning: .failure(HTTPFailure(error, job.checked.request)))
                        }
                    }
                }
            }
            return thread != nil
        }
        guard isRunning else { throw HTTPFailure(request, .other, "no thread could be started") }
    }
}
