/// What of a request goes into its signature.
package struct SignableRequest: Sendable {
    package var method: String
    /// As in the `Host` header.
    package var host: String
    /// As on the request line: percent-encoded, beginning with a slash.
    package var path: String
    /// Not encoded.
    package var query: [(name: String, value: String)]
    /// All of them are signed. `Host`, `X-Amz-Date` and `X-Amz-Security-Token` come by themselves.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(
        method: String, host: String, path: String = "/", query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        (self.method, self.host, self.path, self.query, self.headers, self.body) = (method, host, path, query, headers, body)
    }
}
