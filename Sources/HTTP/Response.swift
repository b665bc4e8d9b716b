/// A response with its whole body.
package struct Response: Sendable, Hashable, SecretBearing {
    package let head: ResponseHead
    /// As sent: nothing is decompressed.
    package let body: [UInt8]

    package var status: Int { head.status }
    package var headers: Headers { head.headers }
    package var isSuccess: Bool { head.isSuccess }

    package var description: String { "\(head) \(body.count) bytes" }
}

extension Response {
    /// What something else than a server answers, in its place.
    ///
    /// - Parameter url: what it answers for.
    package init(status: Int, headers: Headers = [:], body: [UInt8], from url: String) {
        head = ResponseHead(status: status, httpVersion: "1.1", headers: headers, effectiveURL: url, hidesPath: false)
        self.body = body
    }
}
