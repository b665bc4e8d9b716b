/// A request: plain data, checked when it is sent.
package struct Request: Sendable, Hashable, SecretBearing {
    package var method: Method
    /// Absolute, http or https, ASCII (percent-encoded), sent byte for byte as it stands here but for a fragment. A user
    /// and password in it are sent as Basic authentication, and are never printed.
    package var url: String
    /// Sent in this order. `Content-Length`, `Transfer-Encoding`, `Connection`, `Expect`, `TE`, `Trailer` and `Upgrade`
    /// are the client's own and are refused.
    package var headers: Headers
    package var body: [UInt8]
    /// Nil: the client's own.
    package var timeouts: Timeouts?
    /// The most bytes of body a response may have. Its status and headers have ``Limits/headerBytes``.
    package var responseLimit: Int
    /// False: goes out on a new connection and is never sent twice. libcurl sends a request again by itself when a
    /// connection that it reused dies without an answer, a POST as well.
    package var isIdempotent: Bool
    package var redirects: Redirects
    /// The path is a secret as well, as in many a chat's webhook: only the origin is ever printed.
    package var hidesPath: Bool

    /// - Parameter isIdempotent: nil leaves it to the method (RFC 9110, 9.2.2).
    package init(
        _ method: Method = .get,
        _ url: String,
        headers: Headers = [:],
        body: [UInt8] = [],
        timeouts: Timeouts? = nil,
        responseLimit: Int = Limits.responseBytes,
        isIdempotent: Bool? = nil,
        redirects: Redirects = .none,
        hidesPath: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.responseLimit = responseLimit
        self.isIdempotent = isIdempotent ?? method.isIdempotent
        self.redirects = redirects
        self.hidesPath = hidesPath
    }

    /// Method, redacted URL and headers, and the size of the body, never the body.
    package var description: String {
        "\(method) \(RedactedURL(url, hidesPath: hidesPath)) \(headers) \(body.count) bytes"
    }
}
