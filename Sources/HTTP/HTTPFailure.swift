/// Why there is no response, or not all of it. A response with an error status is no failure.
package struct HTTPFailure: Error, Sendable, SecretBearing {
    package let kind: Kind
    package let method: Method
    /// Without anything secret.
    package let url: RedactedURL
    /// curl's code (libcurl-errors(3)), when curl found the failure; nil when this module did.
    package let curlCode: Int?
    /// A plain sentence part, curl's words where it has some; printable, at most ``Limits/wordsBytes`` bytes.
    package let words: String
    /// Whether the server may have received the request and done what it asks: a connection stood and sending began.
    /// False is certain, true is not.
    package let mayHaveBeenActedOn: Bool
    /// What the sink threw, for ``Kind/sinkRefused``.
    package let underlying: (any Error)?

    package var description: String { "\(method) \(url): \(words)" }

    package enum Kind: Sendable, Hashable {
        /// No URL at all, too long, or with characters that don't belong.
        case badURL
        /// Neither http nor https.
        case schemeRefused
        /// A header or a body that may not be sent; nothing was sent.
        case badRequest
        /// The name of the host or the proxy has no address.
        case resolve
        /// No connection to the host or through the proxy.
        case connect
        /// No trustworthy TLS connection.
        case tls
        /// A time limit; see ``Timeouts``.
        case timeout(Phase)
        /// Too little moved; see ``Timeouts/stall``.
        case stalled
        /// The status line and headers went beyond `limit` bytes.
        case headersTooLarge(limit: Int)
        /// The body is, or would be, larger than `limit` bytes.
        case responseTooLarge(limit: Int)
        /// The connection broke while the request was being sent.
        case sendFailed
        /// The connection ended before the response did.
        case connectionLost(requestSent: Bool)
        /// What came back is not HTTP.
        case malformedResponse
        /// More redirects than the request allows.
        case tooManyRedirects(limit: Int)
        /// The task was cancelled, or `shouldStop` said so.
        case cancelled
        /// The sink threw; see ``HTTPFailure/underlying``.
        case sinkRefused
        /// Something else inside curl, for example no memory.
        case other
    }

    /// Where a time limit struck.
    package enum Phase: String, Sendable, Hashable {
        case resolve, connect
        /// Sending the request, waiting for the response, reading its headers.
        case response
        case body
    }
}
