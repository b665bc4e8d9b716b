import HTTP
import Reconciliation
import XML

/// What came of sending a request once.
enum Attempt<Handler: AnswerHandler> {
    case answered(ServiceAnswer<Handler>)
    case refused(Refusal, ResponseHead)
    /// Nothing usable came back; trying again may help.
    case unanswered(String, mayHaveHappened: Bool)
    case failed(DirectoryFailure)
}

extension Attempt {
    /// No response, or not all of it.
    init(_ failure: HTTPFailure) {
        switch failure.kind {
        case .resolve, .connect, .timeout, .stalled, .sendFailed, .connectionLost, .other:
            self = .unanswered(failure.description, mayHaveHappened: failure.mayHaveBeenActedOn)
        case .tls, .cancelled, .sinkRefused:
            self = .failed(DirectoryFailure(.unreachable, failure.description, mayHaveHappened: failure.mayHaveBeenActedOn))
        case .headersTooLarge, .responseTooLarge, .malformedResponse, .tooManyRedirects:
            self = .failed(DirectoryFailure(.malformed, failure.description, mayHaveHappened: failure.mayHaveBeenActedOn))
        case .badURL, .schemeRefused, .badRequest:
            self = .failed(DirectoryFailure(.invalid, failure.description))
        }
    }

    /// A response that has come whole.
    init(_ head: ResponseHead, _ sink: AnswerSink<Handler>, signedBy credentials: Credentials?) {
        let handler: Handler
        do throws(XMLFailure) {
            handler = try sink.finish()
            if head.isSuccess, handler.headings.code == nil { try handler.complete() }
        } catch {
            self.init(unreadable: head, error, sink, signedBy: credentials)
            return
        }
        let headings = handler.headings
        let requestID = headings.requestID ?? head.headers["x-amzn-RequestId"]
        if head.isSuccess, headings.code == nil {
            self = .answered(ServiceAnswer(handler: handler, clock: head.clock, requestID: requestID))
        } else {
            self = .refused(
                Refusal(
                    status: head.status, code: ServiceText.message(headings.code ?? "HTTP \(head.status)", hiding: credentials),
                    message: ServiceText.message(headings.message ?? "", hiding: credentials), requestID: requestID,
                    retryAfter: head.retryAfter), head)
        }
    }

    /// Something else than an answer of the service.
    private init(
        unreadable head: ResponseHead, _ failure: XMLFailure, _ sink: AnswerSink<Handler>, signedBy credentials: Credentials?
    ) {
        let excerpt = ServiceText.excerpt(sink.beginning, hiding: credentials)
        if head.status == 429 || head.status >= 500 {
            // A gateway's own words: what counts is the status.
            self = .refused(
                Refusal(
                    status: head.status, code: "HTTP \(head.status)", message: excerpt,
                    requestID: head.headers["x-amzn-RequestId"], retryAfter: head.retryAfter), head)
        } else {
            let shown = excerpt.isEmpty ? "" : ": '\(excerpt)'"
            self = .failed(
                DirectoryFailure(
                    .malformed, "the answer (HTTP \(head.status)) can't be read, \(failure)\(shown)",
                    requestID: head.headers["x-amzn-RequestId"], mayHaveHappened: true))
        }
    }
}

extension ResponseHead {
    /// In whole seconds (RFC 9110, 10.2.3); the other form, a date, isn't used by AWS.
    fileprivate var retryAfter: Duration? {
        headers["Retry-After"].flatMap { UInt32($0) }.map { .seconds(Int64($0)) }
    }
}
