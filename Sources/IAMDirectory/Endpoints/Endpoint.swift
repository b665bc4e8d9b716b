import Reconciliation

/// Where a service listens. Plain http only on this machine: elsewhere whoever stands between could read what AWS
/// answers and hold answers back.
struct Endpoint: Hashable, Sendable {
    /// With the port, unless it is the scheme's own: as in the `Host` header.
    let host: String
    /// Begins and ends with a slash.
    let path: String
    let isSecure: Bool

    /// Whether it is on a loopback address.
    var isOnThisMachine: Bool { Self.split(host).name.map(Self.isLoopback) ?? false }

    var url: String { (isSecure ? "https://" : "http://") + host + path }

    /// An endpoint of AWS.
    init(host: String) { (self.host, path, isSecure) = (host, "/", true) }

    /// Reads `https://host[:port][/path]`.
    /// - Parameter source: where it is written, for the message.
    init(_ text: String, source: String) throws(DirectoryFailure) {
        func refused(_ reason: String) -> DirectoryFailure { DirectoryFailure(.invalid, "\(source): \(reason)") }
        let rest: Substring
        switch text.lowercased() {
        case let lowered where lowered.hasPrefix("https://"): (isSecure, rest) = (true, text.dropFirst(8))
        case let lowered where lowered.hasPrefix("http://"): (isSecure, rest) = (false, text.dropFirst(7))
        default: throw refused("an endpoint begins with https://")
        }
        let authority = rest.prefix { $0 != "/" }.lowercased()
        // No user, query or fragment, and nothing that one reader takes for the host's end and another doesn't.
        guard rest.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && !"@?#\\%\"<>".utf8.contains($0) }) else {
            throw refused("an endpoint is a host, a port and a path, nothing else")
        }
        let (name, port) = Self.split(authority)
        guard let name, !name.isEmpty, port.map({ (1...65535).contains($0) }) != false else {
            throw refused("the endpoint has no host, or no good port")
        }
        guard isSecure || Self.isLoopback(name) else {
            throw refused("plain http is for this machine only (127.0.0.1, [::1], localhost); use https")
        }
        host = port == nil || port == (isSecure ? 443 : 80) ? name : "\(name):\(port ?? 0)"
        let path = rest[rest.index(rest.startIndex, offsetBy: authority.count)...]
        self.path = path.hasSuffix("/") ? String(path) : path + "/"
    }

    /// Host and port; the host is nil if the port is no number.
    private static func split(_ authority: String) -> (name: String?, port: Int?) {
        let end: String.Index
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { return (nil, nil) }
            end = authority.index(after: bracket)
        } else {
            end = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        let rest = authority[end...]
        if rest.isEmpty { return (authority, nil) }
        guard rest.first == ":", rest.dropFirst().utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(rest.dropFirst()) else {
            return (nil, nil)
        }
        return (String(authority[..<end]), port)
    }

    /// RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3.
    private static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { UInt8($0) != nil && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}
