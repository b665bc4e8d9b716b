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
