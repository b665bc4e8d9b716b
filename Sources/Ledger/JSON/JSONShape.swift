/// Looks at a line's shape before it is decoded: how deep it goes and whether a key stands twice in an object, which
/// readers settle differently (`jq` takes the last). Two keys are one if they mean the same, however they are written.
///
/// It doesn't judge whether the text is JSON: the decoder does.
struct JSONShape {
    enum Problem: Error {
        case deep(most: Int)
        case keys(most: Int)
        case duplicate(String)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: LedgerLimits
    /// The keys of the open objects, without escapes; an open list has none.
    private var open: [Set<String>] = []
    private var position = 0

    static func check(_ line: ArraySlice<UInt8>, _ limits: LedgerLimits) throws(Problem) {
        let problem = line.withUnsafeBufferPointer { bytes -> Problem? in
            var shape = JSONShape(bytes: bytes, limits: limits)
            do throws(Problem) { try shape.scan() } catch { return error }
            return nil
        }
        if let problem { throw problem }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, limits: LedgerLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func scan() throws(Problem) {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < limits.depth else { throw .deep(most: limits.depth) }
                open.append([])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: "\""): try text()
            default: break
            }
        }
    }

    /// Skips a string whose opening mark was read; one that a colon follows is a key.
    private mutating func text() throws(Problem) {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
        let end = min(position, bytes.count)
        position += 1
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":"), var keys = open.popLast() else { return }
        let written = bytes[start..<end]
        // The record's own keys need no escape; a tag's key may.
        let isEscaped = written.contains(UInt8(ascii: "\\"))
        let key = isEscaped ? unescaped(start..<end) : String(decoding: written, as: UTF8.self)
        guard let key, !(isEscaped && open.isEmpty), !keys.contains(key) else {
            throw .duplicate(String(decoding: written, as: UTF8.self))
        }
        guard keys.count < limits.keys else { throw .keys(most: limits.keys) }
        keys.insert(key)
        open.append(keys)
    }

    /// What a key means; nil for one with an escape that `JSONScanner` doesn't take, such as half a character.
    private func unescaped(_ key: Range<Int>) -> String? {
        let text = UnsafeBufferPointer(rebasing: bytes[(key.lowerBound - 1)...key.upperBound])
        var scanner = JSONScanner(text, depth: 0, keys: 0, reusing: [])
        guard (try? scanner.scan()) != nil else { return nil }
        return try? JSONText(text, scanner.tokens).string(0)
    }

    /// RFC 8259, section 2.
    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }
}
