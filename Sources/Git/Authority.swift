/// `user:password@host:port` of an address, taken apart (RFC 3986, section 3.2).
struct Authority {
    let user: String?
    let password: String?
    /// Lower case; an IPv6 address keeps its brackets.
    let host: String
    let port: Int?

    init(_ text: Substring) throws {
        var rest = text
        var user: String?
        var password: String?
        if let at = rest.lastIndex(of: "@") {
            let info = rest[..<at]
            let colon = info.firstIndex(of: ":")
            guard let name = PercentEncoding.decoded(info[..<(colon ?? info.endIndex)]) else {
                throw RemoteURL.refusal("an address with a malformed % in it")
            }
            user = name.isEmpty ? nil : name
            if let colon {
                guard let word = PercentEncoding.decoded(info[info.index(after: colon)...]) else {
                    throw RemoteURL.refusal("an address with a malformed % in it")
                }
                password = word
            }
            rest = rest[rest.index(after: at)...]
        }
        let end: Substring.Index
        if rest.hasPrefix("[") {
            guard let close = rest.firstIndex(of: "]") else { throw RemoteURL.refusal("an address with an open bracket") }
            end = rest.index(after: close)
        } else {
            end = rest.firstIndex(of: ":") ?? rest.endIndex
        }
        host = try Self.host(rest[..<end])
        port = try Self.port(rest[end...])
        self.user = user
        self.password = password
    }

    static func host(_ text: Substring) throws -> String {
        let isLiteral = text.hasPrefix("[") && text.hasSuffix("]")
        let allowed = isLiteral ? text.dropFirst().dropLast() : text
        let isSound = allowed.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            case UInt8(ascii: ":"), UInt8(ascii: "%"): isLiteral
            default: false
            }
        }
        guard isSound, !allowed.isEmpty, !allowed.hasPrefix("-") else { throw RemoteURL.refusal("an address with such a host") }
        return text.lowercased()
    }

    private static func port(_ text: Substring) throws -> Int? {
        guard !text.isEmpty, text != ":" else { return nil }
        guard text.hasPrefix(":"), text.dropFirst().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let port = Int(text.dropFirst()), (1...65535).contains(port)
        else { throw RemoteURL.refusal("an address with such a port") }
        return port
    }
}
