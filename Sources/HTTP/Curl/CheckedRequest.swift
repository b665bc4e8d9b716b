/// A request that may be sent as it stands, and where it goes.
struct CheckedRequest: Sendable {
    let request: Request
    let target: Target

    /// Refuses what may not be sent, before anything is.
    init(_ request: Request) throws(HTTPFailure) {
        self.request = request
        do { target = try Target(request.url) } catch {
            throw HTTPFailure(request, error.kind, error.words)
        }
        for header in request.headers {
            guard header.isWellFormed else {
                let name = Token.isValid(header.name) ? " \(header.name)" : ""
                throw HTTPFailure(request, .badRequest, "a header\(name) has characters that no header may have")
            }
            guard !Self.reserved.contains(header.name.lowercased()) else {
                throw HTTPFailure(request, .badRequest, "the header \(header.name) is the client's own")
            }
        }
        if request.method == .head && !request.body.isEmpty {
            throw HTTPFailure(request, .badRequest, "a HEAD request has no body")
        }
    }

    /// Two opinions on where a message ends are how requests are smuggled (RFC 9112, 11.2).
    private static let reserved: Set<String> = [
        "content-length", "transfer-encoding", "connection", "expect", "te", "trailer", "upgrade", "keep-alive",
        "proxy-connection",
    ]
}

extension HTTPFailure {
    /// A failure that this module found, or who sends through it.
    package init(
        _ request: Request, _ kind: Kind, _ words: String, url: String? = nil, began: Bool = false,
        underlying: (any Error)? = nil
    ) {
        self.init(
            kind: kind, method: request.method, url: RedactedURL(url ?? request.url, hidesPath: request.hidesPath),
            curlCode: nil, words: words, mayHaveBeenActedOn: began, underlying: underlying)
    }

    /// A call into curl that failed before or beside a transfer.
    init(_ failure: CurlFailure, _ request: Request, began: Bool = false) {
        self.init(
            kind: .other, method: request.method, url: RedactedURL(request.url, hidesPath: request.hidesPath),
            curlCode: failure.code, words: "\(failure.function): \(failure.words)", mayHaveBeenActedOn: began,
            underlying: nil)
    }
}
