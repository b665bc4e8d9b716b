/// Takes *plain* JSON apart in one pass: UTF-8 as RFC 8259 has it, and beyond that integers only, no key twice in an object,
/// none with an escape, no surrogates written as escapes. Everything that `StableJSON` writes is plain.
///
/// What isn't plain is refused without a reason: `LedgerJSON` has Foundation judge it.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Objects and lists inside each other.
    private let depth: Int
    /// Of one object.
    private let keys: Int
    private var position = 0
    private(set) var tokens: [JSONToken]
    /// Whether there was no space, no escape and no sign, and each object's keys were sorted: then there is no other way to
    /// write what was read, but with other keys or in their order.
    private(set) var isBare = true

    /// - Parameter tokens: their space is used again.
    init(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int, keys: Int, reusing tokens: consuming [JSONToken]) {
        (self.bytes, self.depth, self.keys) = (bytes, depth, keys)
        self.tokens = tokens
        self.tokens.removeAll(keepingCapacity: true)
        // A record has some sixty; a text of n bytes can't have more than n.
        self.tokens.reserveCapacity(min(bytes.count, 128))
    }

    mutating func scan() throws(NotPlain) {
        guard bytes.count < UInt32.max else { throw NotPlain() }
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw NotPlain() }
    }

    private mutating func value(depth: Int) throws(NotPlain) {
        guard position < bytes.count else { throw NotPlain() }
        switch bytes[position] {
        case UInt8(ascii: "\""): try text()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try list(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: throw NotPlain()
        }
    }

    private mutating func object(depth: Int) throws(NotPlain) {
        guard depth <= self.depth else { throw NotPlain() }
        let index = open(.object)
        skipSpace()
        if take(UInt8(ascii: "}")) { return close(index) }
        var count = 0
        while true {
            guard count < keys else { throw NotPlain() }
            count += 1
            try text()
            guard tokens[tokens.count - 1].kind == .text else { throw NotPlain() }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw NotPlain() }
            skipSpace()
            try value(depth: depth)
            skipSpace()
            if take(UInt8(ascii: "}")) { break }
            guard take(UInt8(ascii: ",")) else { throw NotPlain() }
            skipSpace()
        }
        close(index)
        let names = JSONKeys(of: index, in: tokens, bytes)
        if count < 2 || names.isSorted { return }
        isBare = false
        guard names.areDistinct(count: count) else { throw NotPlain() }
    }

    private mutating func list(depth: Int) throws(NotPlain) {
        guard depth <= self.depth else { throw NotPlain() }
        let index = open(.list)
        skipSpace()
        if take(UInt8(ascii: "]")) { return close(index) }
        while true {
            try value(depth: depth)
            skipSpace()
            if take(UInt8(ascii: "]")) { return close(index) }
            guard take(UInt8(ascii: ",")) else { throw NotPlain() }
            skipSpace()
        }
    }

    private mutating func text() throws(NotPlain) {
        guard take(UInt8(ascii: "\"")) else { throw NotPlain() }
        let start = position
        var kind = JSONToken.Kind.text
        var isASCII = true
        while true {
            var end = position
            while end < bytes.count, Self.isPlain(bytes[end]) { end += 1 }
            position = end
            guard position < bytes.count else { throw NotPlain() }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20 else { throw NotPlain() }
            if byte == UInt8(ascii: "\\") {
                kind = .escapedText
                try escape()
            } else {
                if byte >= 0x80 { isASCII = false }
                position += 1
            }
        }
        if !isASCII, String(validating: bytes[start..<position], as: UTF8.self) == nil { throw NotPlain() }
        add(kind, from: start)
        position += 1
    }

    /// What most of a string is.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func escape() throws(NotPlain) {
        isBare = false
        guard position + 1 < bytes.count else { throw NotPlain() }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            guard position + 5 < bytes.count, JSONText.scalar(bytes[(position + 2)..<(position + 6)]) != nil else { throw NotPlain() }
            position += 6
        default: throw NotPlain()
        }
    }

    private mutating func number() throws(NotPlain) {
        let start = position
        if take(UInt8(ascii: "-")) { isBare = false }
        let digits = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
        guard position > digits, position == digits + 1 || bytes[digits] != UInt8(ascii: "0") else { throw NotPlain() }
        if position < bytes.count {
            // A fraction or an exponent.
            let byte = bytes[position]
            guard byte != UInt8(ascii: "."), byte | 0x20 != UInt8(ascii: "e") else { throw NotPlain() }
        }
        add(.number, from: start)
    }

    private mutating func word(_ word: StaticString, _ kind: JSONToken.Kind) throws(NotPlain) {
        let start = position
        guard position + word.utf8CodeUnitCount <= bytes.count else { throw NotPlain() }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] { throw NotPlain() }
        position += word.utf8CodeUnitCount
        add(kind, from: start)
    }

    private mutating func add(_ kind: JSONToken.Kind, from start: Int) {
        tokens.append(JSONToken(kind: kind, start: UInt32(start), end: UInt32(position), next: UInt32(tokens.count + 1)))
    }

    private mutating func open(_ kind: JSONToken.Kind) -> Int {
        add(kind, from: position)
        position += 1
        return tokens.count - 1
    }

    private mutating func close(_ index: Int) {
        tokens[index].end = UInt32(position)
        tokens[index].next = UInt32(tokens.count)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
                isBare = false
            default: return
            }
        }
    }
}
