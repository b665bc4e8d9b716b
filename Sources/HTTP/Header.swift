/// One header field: a name and a value, and whether the value is a secret.
package struct Header: Sendable, Hashable, SecretBearing {
    package let name: String
    package let value: String
    /// Never printed. Set by the caller, or because the name is known to carry secrets.
    package let isSensitive: Bool

    package init(_ name: String, _ value: String, isSensitive: Bool = false) {
        self.name = name
        self.value = value
        self.isSensitive = isSensitive || Self.alwaysSensitive.contains(name.lowercased())
    }

    /// `Name: value`, or `Name: …` for a secret. A Location prints without its user and query.
    package var description: String {
        let name = Self.printable(name)
        if isSensitive { return "\(name): …" }
        return name.lowercased() == "location" ? "\(name): \(RedactedURL(value))" : "\(name): \(Self.printable(value))"
    }

    /// A server's control characters don't reach a terminal.
    private static func printable(_ text: String) -> String {
        let controls = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return controls
            ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 })) : text
    }

    /// Lower case. Credentials of HTTP itself (RFC 9110, 6265), of AWS, and of forges.
    private static let alwaysSensitive: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie",
        "x-amz-security-token", "x-api-key", "private-token", "job-token", "deploy-token",
    ]

    /// Whether this can be sent as it stands: the name is a token (RFC 9110, 5.6.2) and the value has no control
    /// character but the tab (5.5), so nothing can be smuggled behind a line break.
    var isWellFormed: Bool {
        Token.isValid(name) && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }
}

/// RFC 9110, 5.6.2.
enum Token {
    static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
