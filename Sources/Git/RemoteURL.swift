#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a repository is: a local path, `file://`, `http(s)://`, `ssh://`, or `git@host:path`.
///
/// Anything else is refused, above all what makes git run programs (`ext::…`) and what a program could take for an option.
package enum RemoteURL: Hashable, Sendable, CustomStringConvertible {
    /// An absolute path on this machine.
    case local(path: String)
    case http(HTTPAddress)
    case ssh(SSHAddress)

    /// Reads an address as git does: what has `://` is a URL, `host:path` without a slash before the colon is SSH, the rest is a path.
    ///
    /// - Parameter directory: what a relative path is relative to; the working directory if nil.
    package init(_ text: String, relativeTo directory: String? = nil) throws {
        guard !text.isEmpty else { throw Self.refusal("an empty address") }
        guard !text.hasPrefix("-") else { throw Self.refusal("an address that begins with a dash") }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            throw Self.refusal("an address with a control character")
        }
        if let mark = text.firstRange(of: "://") {
            let rest = text[mark.upperBound...]
            switch text[..<mark.lowerBound].lowercased() {
            case "file": self = .local(path: try Self.filePath(rest))
            case "http": self = .http(try HTTPAddress(rest, isEncrypted: false))
            case "https": self = .http(try HTTPAddress(rest, isEncrypted: true))
            case "ssh", "git+ssh", "ssh+git": self = .ssh(try SSHAddress(url: rest))
            // The scheme could be anything, userinfo included: it isn't repeated.
            default: throw Self.refusal("this kind of address; use a path, file://, https://, http://, ssh:// or user@host:path")
            }
            return
        }
        guard let colon = Self.hostEnd(text) else {
            self = .local(path: try Self.absolute(text, in: directory))
            return
        }
        guard !text[text.index(after: colon)...].hasPrefix(":") else {
            throw Self.refusal("a transport helper (name::address)")
        }
        self = .ssh(try SSHAddress(scp: text, colon: colon))
    }

    /// The address without user names, passwords and tokens (SSH's user name stays: it is no secret there).
    package var redacted: String {
        switch self {
        case .local(let path): path
        case .http(let address): address.text
        case .ssh(let address): address.text
        }
    }

    package var description: String { redacted }

    /// The same for every spelling of one address (case of the host, default port, trailing slashes), and without secrets:
    /// for naming a cache after it.
    package var identity: String {
        var text =
            switch self {
            case .local(let path): "file://" + path
            case .http(let address): address.text
            case .ssh(let address): address.text
            }
        while text.hasSuffix("/"), !text.hasSuffix("://") { text.removeLast() }
        return text
    }

    /// The colon of `host:path`, if this is one: the first, unless a slash comes before it. Colons in brackets don't count.
    private static func hostEnd(_ text: String) -> String.Index? {
        var start = text.startIndex
        if let open = text.firstIndex(of: "["), open == start || text[text.index(before: open)] == "@",
            let close = text[open...].firstIndex(of: "]")
        {
            start = close
        }
        guard let colon = text[start...].firstIndex(of: ":"), !text[..<colon].contains("/") else { return nil }
        return colon
    }

    static func refusal(_ what: String) -> GitFailure {
        GitFailure(.invalid, in: "RemoteURL", "\(what) can't be a repository's address")
    }

    private static func filePath(_ rest: Substring) throws -> String {
        let start = rest.firstIndex(of: "/") ?? rest.endIndex
        guard rest[..<start].isEmpty || rest[..<start].lowercased() == "localhost", start < rest.endIndex else {
            throw refusal("a file:// address that names another machine or no path")
        }
        guard let path = PercentEncoding.decoded(rest[start...]) else { throw refusal("an address with a malformed % in it") }
        return path
    }

    private static func absolute(_ path: String, in directory: String?) throws -> String {
        var joined = path
        if !path.hasPrefix("/") {
            guard let base = directory ?? resolved(".") else { throw refusal("a relative path without a working directory") }
            joined = base + "/" + path
        }
        return resolved(joined) ?? joined
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}

/// `%41` and the like (RFC 3986, section 2.1).
enum PercentEncoding {
    /// Nil when a `%` isn't followed by two digits, or what comes out isn't UTF-8 or holds a control character.
    static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), value >= 0x20, value != 0x7F,
                digits.allSatisfy({ $0 != UInt8(ascii: "+") })
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
