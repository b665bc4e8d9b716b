/// An HTTP method (RFC 9110, 9).
package struct Method: Sendable, Hashable, CustomStringConvertible {
    package let name: String

    private init(known name: String) { self.name = name }

    /// Nil for what is no token, and for CONNECT and TRACE, which have no place in a client like this.
    package init?(_ name: String) {
        guard Token.isValid(name), !["CONNECT", "TRACE"].contains(name.uppercased()) else { return nil }
        self.name = name
    }

    package static let get = Method(known: "GET")
    package static let head = Method(known: "HEAD")
    package static let post = Method(known: "POST")
    package static let put = Method(known: "PUT")
    package static let patch = Method(known: "PATCH")
    package static let delete = Method(known: "DELETE")

    package var description: String { name }

    /// Whether sending it twice does what sending it once does (RFC 9110, 9.2.2).
    package var isIdempotent: Bool { ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(name) }
}
