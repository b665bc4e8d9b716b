/// Looks at a line's shape before it is decoded: how deep it goes and whether a key stands twice in an object, which
/// readers settle differently (`jq` takes the last).
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
    /// Where the keys of the open objects stand; an open list has none.
    private var open: [[Range<Int>]] = []
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
        let key = start..<min(position, bytes.count)
        position += 1
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":"), var keys = open.popLast() else { return }
        // An escape could hide that two keys are one; the record's own keys need none.
        guard !(open.isEmpty && bytes[key].contains(UInt8(ascii: "\\"))), !keys.contains(where: { bytes[$0].elementsEqual(bytes[key]) })
        else {
            throw .duplicate(String(decoding: bytes[key], as: UTF8.self))
        }
        guard keys.count < limits.keys else { throw .keys(most: limits.keys) }
        keys.append(key)
        open.append(keys)
    }
}
