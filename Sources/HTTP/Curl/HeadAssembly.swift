/// Puts a response's head together from the lines that curl hands over (CURLOPT_HEADERFUNCTION: status lines, fields, the
/// empty line, interim responses before and trailers after).
struct HeadAssembly {
    private(set) var status = 0
    private(set) var httpVersion = ""
    private(set) var headers = Headers()
    /// The final response's empty line has come.
    private(set) var isComplete = false
    private(set) var bytes = 0

    enum Event { case more, complete, tooLarge, malformed }

    mutating func feed(_ raw: UnsafeRawBufferPointer) -> Event {
        bytes += raw.count
        guard bytes <= Limits.headerBytes else { return .tooLarge }
        // Trailers: counted, not used.
        guard !isComplete else { return .more }
        var line = raw[...]
        while let last = line.last, last == 0x0a || last == 0x0d { line = line.dropLast() }
        guard let first = line.first else { return end() }
        if line.starts(with: "HTTP/".utf8) { return begin(String(decoding: line, as: UTF8.self)) }
        guard status != 0 else { return .malformed }
        if first == 0x20 || first == 0x09 {
            headers.continueLast(with: Self.trimmed(line))
            return .more
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return .more }
        headers.add(Self.trimmed(line[..<colon]), Self.trimmed(line[(colon + 1)...]))
        return .more
    }

    private mutating func begin(_ line: String) -> Event {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, let code = Int(parts[1]), (100...999).contains(code) else { return .malformed }
        httpVersion = String(parts[0].dropFirst("HTTP/".count))
        status = code
        headers = Headers()
        return .more
    }

    private mutating func end() -> Event {
        guard status != 0 else { return .malformed }
        // An interim response (RFC 9110, 15.2): the real one follows.
        if status < 200 { return .more }
        isComplete = true
        return .complete
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var rest = bytes
        while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
