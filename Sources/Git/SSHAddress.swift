/// A repository behind SSH.
package struct SSHAddress: Hashable, Sendable, CustomStringConvertible {
    /// Nil leaves it to ssh's configuration.
    package let user: String?
    /// A name that ssh's configuration may know; lower case, an IPv6 address without brackets.
    package let host: String
    package let port: Int?
    /// As the remote's shell gets it (in quotes): absolute, relative to the home folder, or beginning with `~`.
    package let path: String

    /// `[user@]host[:port]/path`, after `ssh://`.
    init(url rest: Substring) throws {
        let start = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = try Authority(rest[..<start])
        guard authority.password == nil else { throw RemoteURL.refusal("an ssh address with a password") }
        guard var path = PercentEncoding.decoded(rest[start...]) else { throw RemoteURL.refusal("an address with a malformed % in it") }
        // As git does it: ssh://host/~user/x means ~user/x.
        if path.hasPrefix("/~") { path.removeFirst() }
        try self.init(user: authority.user, host: authority.host, port: authority.port, path: path)
    }

    /// `[user@]host:path`.
    init(scp text: String, colon: String.Index) throws {
        let authority = try Authority(text[..<colon])
        let path = text[text.index(after: colon)...]
        try self.init(user: authority.user, host: authority.host, port: nil, path: String(path))
    }

    private init(user: String?, host: String, port: Int?, path: String) throws {
        guard user?.hasPrefix("-") != true else { throw RemoteURL.refusal("an address with a user that begins with a dash") }
        guard !path.isEmpty, path != "/" else { throw RemoteURL.refusal("an ssh address without a path") }
        guard !path.hasPrefix("-") else { throw RemoteURL.refusal("an address with a path that begins with a dash") }
        self.user = user
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port == 22 ? nil : port
        self.path = path
    }

    /// The same for every spelling.
    package var text: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return "ssh://\(user.map { $0 + "@" } ?? "")\(shown)\(port.map { ":\($0)" } ?? "")\(path.hasPrefix("/") ? "" : "/./")\(path)"
    }

    package var description: String { text }
}
