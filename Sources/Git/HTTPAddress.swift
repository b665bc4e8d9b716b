/// A repository behind HTTP.
package struct HTTPAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package let isEncrypted: Bool
    /// Lower case; an IPv6 address in brackets.
    package let host: String
    /// Nil when it is the scheme's own.
    package let port: Int?
    /// As written, percent-encoded, with the leading slash and without a trailing one.
    package let path: String
    /// What the address carried before the `@`. Never part of `text`.
    package let credentials: Credentials

    init(_ rest: Substring, isEncrypted: Bool) throws {
        guard !rest.contains("?"), !rest.contains("#") else { throw RemoteURL.refusal("an address with a query or a fragment") }
        guard rest.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) && $0 != "\\" }) else {
            throw RemoteURL.refusal("an address with a space, a backslash or a letter that isn't percent-encoded")
        }
        let start = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = try Authority(rest[..<start])
        self.isEncrypted = isEncrypted
        host = authority.host
        port = authority.port == (isEncrypted ? 443 : 80) ? nil : authority.port
        var path = rest[start...]
        while path.hasSuffix("/") { path.removeLast() }
        self.path = String(path)
        credentials =
            if let password = authority.password, !password.isEmpty {
                .token(password, username: authority.user ?? Credentials.defaultUsername)
            } else if let user = authority.user {
                // GitHub takes a token in the user's place.
                .token("", username: user)
            } else {
                .none
            }
    }

    /// Another path at the same place, with the same credentials.
    func with(path: Substring) throws -> HTTPAddress {
        try HTTPAddress("\(host)\(port.map { ":\($0)" } ?? "")\(path)", isEncrypted: isEncrypted)
    }

    /// The address without what stood before the `@`.
    package var text: String {
        "\(isEncrypted ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")\(path)"
    }

    package var description: String { text }
    package var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}
