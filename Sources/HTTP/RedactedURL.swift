/// A URL as it may be printed: without user and password, and `?…` for a query. Works on text that is no URL, too.
package struct RedactedURL: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// - Parameter hidesPath: the path is a secret as well, as in many a chat's webhook.
    package init(_ url: String, hidesPath: Bool = false) {
        var rest = Substring(url.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } ? url : "")
        var scheme: Substring = ""
        if let colon = rest.firstRange(of: "://") {
            scheme = rest[..<colon.upperBound]
            rest = rest[colon.upperBound...]
        }
        let authorityEnd = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        var authority = rest[..<authorityEnd]
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        rest = rest[authorityEnd...]
        var path = rest
        var query = ""
        if let mark = rest.firstIndex(where: { "?#".contains($0) }) {
            path = rest[..<mark]
            query = "?…"
        }
        // Something with an @ behind the first slash may be a password with a slash in it.
        if path.contains("@") || hidesPath && !path.isEmpty { path = "/…" }
        description = "\(scheme)\(authority)\(path)\(query)"
    }
}
