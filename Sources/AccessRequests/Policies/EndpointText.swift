/// `https://iam.example.com` or `http://127.0.0.1:5000`: a scheme, a host, perhaps a port, nothing else.
struct EndpointText {
    let scheme: Substring
    /// An IPv6 address without its brackets.
    let host: Substring

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), text.utf8.count <= 300 else { return nil }
        scheme = text[..<mark.lowerBound]
        var rest = text[mark.upperBound...]
        if rest.hasSuffix("/") { rest.removeLast() }
        var port: Substring?
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<end]
            let tail = rest[rest.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
            port = tail.isEmpty ? nil : tail.dropFirst()
            guard host.contains(":"), host.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else {
                return nil
            }
        } else {
            let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts[0]
            port = parts.count == 2 ? parts[1] : nil
            guard isHost(host) else { return nil }
        }
        if let port { guard let number = UInt16(port), number > 0, port.utf8.first != UInt8(ascii: "+") else { return nil } }
        guard scheme == "https" || scheme == "http" else { return nil }
    }

    /// Encrypted, or never leaving the machine.
    var isProtected: Bool { scheme == "https" || isLoopback }

    private var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// `https://ghe.example.com/api/v3`: an endpoint and a path.
struct APIText {
    let endpoint: EndpointText
    /// Without a slash at the end.
    let text: String

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), text.utf8.count <= 300 else { return nil }
        let rest = text[mark.upperBound...]
        let path = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        guard let endpoint = EndpointText(String(text[..<path.startIndex])) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let named = parts.last?.isEmpty == true ? parts.dropLast() : parts
        let isPlain = named.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".."
                && part.utf8.allSatisfy { isLetterOrDigit($0) || "._~-".utf8.contains($0) }
        }
        guard isPlain else { return nil }
        (self.endpoint, self.text) = (endpoint, text.hasSuffix("/") ? String(text.dropLast()) : text)
    }
}

extension NameRule {
    static let endpoint = NameRule(
        "an endpoint", advice: "Write it as https://host or http://127.0.0.1:port, without a path or a password.",
        pattern: "^https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[0-9]+)?/?$"
    ) {
        EndpointText($0) != nil
    }
    /// An endpoint with a path.
    static let api = NameRule(
        "the address of an API", advice: "Write it as https://ghe.example.com/api/v3, without a password or a query.",
        pattern: "^https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?$"
    ) {
        APIText($0) != nil
    }
    static let directory = NameRule(
        "a directory", advice: "Write it as file: and a path, like file:training.json.",
        pattern: "^file:(?!//)[^\\u0000-\\u001f\\u007f]{1,1019}$"
    ) {
        $0.hasPrefix("file:") && (6...1024).contains($0.utf8.count) && !$0.hasPrefix("file://")
            && !$0.unicodeScalars.contains(where: isUnseen)
    }
}
