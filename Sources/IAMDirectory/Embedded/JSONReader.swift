/// Reads one JSON value (RFC 8259), strictly: no key twice, no comma too many, UTF-8 only. Mistakes carry their place.
struct JSONReader {
    /// Values within values; a directory's file needs six.
    static let deepest = 64

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    /// A mistake at a place of the text.
    struct Mistake: Error, Hashable {
        /// From 1; the column counts characters (Unicode scalars).
        let line: Int
        let column: Int
        let message: String
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that `bytes` are.
    static func value(of bytes: [UInt8]) throws(Mistake) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.mistake("there is something after the end") }
        return value
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func value() throws(Mistake) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { (reader) throws(Mistake) in .object(try reader.members()) }
        case UInt8(ascii: "["): return try nested { (reader) throws(Mistake) in .array(try reader.items()) }
        case UInt8(ascii: "\""): return .string(try string())
        case let byte? where byte == UInt8(ascii: "-") || (48...57).contains(byte): return .number(try number())
        case UInt8(ascii: "t") where take("true"): return .boolean(true)
        case UInt8(ascii: "f") where take("false"): return .boolean(false)
        case UInt8(ascii: "n") where take("null"): return .null
        case nil: throw mistake("it ends where a value is expected")
        default: throw mistake("a value is expected")
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws(Mistake) -> JSONValue) throws(Mistake) -> JSONValue {
        depth += 1
        guard depth <= Self.deepest else { throw mistake("values stand more than \(Self.deepest) deep in each other") }
        defer { depth -= 1 }
        index += 1
        return try read(&self)
    }

    private mutating func items() throws(Mistake) -> [JSONValue] {
        var items: [JSONValue] = []
        if takeAfterSpace("]") { return items }
        repeat { items.append(try value()) } while takeAfterSpace(",")
        guard takeAfterSpace("]") else { throw mistake("',' or ']' is expected") }
        return items
    }

    private mutating func members() throws(Mistake) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if takeAfterSpace("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw mistake("a key in double quotes is expected") }
            let place = index
            let key = try string()
            guard members[key] == nil else { throw mistake("the key '\(key)' stands here a second time", at: place) }
            guard takeAfterSpace(":") else { throw mistake("':' is expected") }
            members[key] = try value()
        } while takeAfterSpace(",")
        guard takeAfterSpace("}") else { throw mistake("',' or '}' is expected") }
        return members
    }

    private mutating func number() throws(Mistake) -> String {
        let start = index
        _ = take("-")
        if !take("0"), skipDigits() == 0 { throw mistake("a digit is expected") }
        if take("."), skipDigits() == 0 { throw mistake("a digit is expected") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if skipDigits() == 0 { throw mistake("a digit is expected") }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = next, (48...57).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func string() throws(Mistake) -> String {
        index += 1
        var text = ""
        var start = index
        while let byte = next {
            guard byte >= 0x20 else { throw mistake("a control character in a string must be written as \\u00..") }
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard let part = String(validating: bytes[start..<index], as: UTF8.self) else { throw mistake("not UTF-8", at: start) }
            text += part
            index += 1
            if byte == UInt8(ascii: "\"") { return text }
            text.unicodeScalars.append(try escaped())
            start = index
        }
        throw mistake("it ends within a string")
    }

    private mutating func escaped() throws(Mistake) -> Unicode.Scalar {
        for (mark, scalar) in Self.escapes where take(mark) { return scalar }
        guard take("u") else { throw mistake("no such escape") }
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Half of a pair: the other half must follow (RFC 8259, section 7).
        guard first < 0xDC00, take("\\u") else { throw mistake("half a surrogate pair") }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) else {
            throw mistake("half a surrogate pair")
        }
        return scalar
    }

    private static let escapes: [(String, Unicode.Scalar)] = [
        ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{c}"), ("n", "\n"), ("r", "\r"), ("t", "\t"),
    ]

    private mutating func hexadecimal() throws(Mistake) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw mistake("four hexadecimal digits are expected")
            }
            value = (value << 4) + UInt32(digit)
            index += 1
        }
        return value
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    private mutating func takeAfterSpace(_ mark: String) -> Bool {
        skipSpace()
        return take(mark)
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
    }

    private func mistake(_ message: String, at place: Int? = nil) -> Mistake {
        let before = bytes[..<(place ?? index)]
        let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = line.last.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count } ?? 0
        return Mistake(line: line.count, column: column + 1, message: message)
    }
}
