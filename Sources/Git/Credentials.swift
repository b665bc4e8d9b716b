/// What an HTTP remote is told about who asks. SSH uses ssh's own keys and agents.
package struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// GitHub takes any name beside a token but wants one; this is the one it documents for its apps' tokens.
    package static let defaultUsername = "x-access-token"

    package let username: String
    private let secret: String

    /// Asks without saying who.
    package static let none = Credentials(username: "", secret: "")

    /// A token, sent as the password of HTTP's Basic scheme (RFC 7617) and to no other host.
    package static func token(_ secret: String, username: String = defaultUsername) -> Credentials {
        Credentials(username: username, secret: secret)
    }

    package var isNone: Bool { username.isEmpty && secret.isEmpty }

    /// `username:secret`, the only way to the secret.
    var basic: [UInt8] { Array("\(username):\(secret)".utf8) }

    package var description: String { isNone ? "no credentials" : "credentials (redacted)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["isNone": isNone]) }
}
