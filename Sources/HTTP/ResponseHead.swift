/// What stands before a response's body.
package struct ResponseHead: Sendable, Hashable, SecretBearing {
    package let status: Int
    /// As on the status line: `1.1`, `2`.
    package let httpVersion: String
    package let headers: Headers
    /// The URL that answered, after redirects; without user, password and fragment.
    package let effectiveURL: String
    let hidesPath: Bool

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The server's clock when it answered: the `Date` header as Unix seconds; nil if it is missing or malformed.
    package var date: Int64? { headers["Date"].flatMap(HTTPDate.init)?.secondsSince1970 }

    package var description: String {
        "\(status) \(RedactedURL(effectiveURL, hidesPath: hidesPath)) HTTP/\(httpVersion) \(headers)"
    }
}
