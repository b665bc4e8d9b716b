import AccessCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads values from JSON: what Foundation's decoder would make of the same text, a good deal faster where the text is such
/// as we write.
///
/// A text that isn't plain (`JSONScanner`), or that isn't of the value asked for, is given to Foundation's decoder: so what is
/// accepted is exactly what that accepts, and a failure is told in its words. One of these reads one text at a time.
struct LedgerJSON {
    /// Keys of one object that a plain text may have: those of a map are looked for one by one.
    static let mostKeys = 4096

    private var tokens: [JSONToken] = []
    /// Whether records are compared with what would be written of them, where that costs little.
    private let comparing: Bool
    /// Whether the last text is known to be, to the byte, what would be written of the record that was read from it. False
    /// if it isn't known.
    private(set) var isAsWritten = false

    init(comparing: Bool = false) { self.comparing = comparing }

    /// - Parameter check: what a text that isn't plain must pass before it is decoded.
    mutating func read<Value: Decodable>(
        _: Value.Type, from bytes: ArraySlice<UInt8>, depth: Int, keys: Int = Self.mostKeys, check: () throws -> Void = {}
    ) throws -> Value {
        isAsWritten = false
        if let value = plain(Value.self, bytes, depth: depth, keys: keys) { return value }
        try check()
        return try JSONDecoder().decode(Value.self, from: Data(bytes))
    }

    /// Nil for a text that isn't plain, or not that of the value.
    mutating func plain<Value: Decodable>(_: Value.Type, _ bytes: ArraySlice<UInt8>, depth: Int, keys: Int = Self.mostKeys) -> Value? {
        bytes.withUnsafeBufferPointer { bytes in
            var space: [JSONToken] = []
            swap(&space, &tokens)
            var scanner = JSONScanner(bytes, depth: depth, keys: keys, reusing: space)
            space = []
            defer { tokens = scanner.tokens }
            guard (try? scanner.scan()) != nil else { return nil }
            let text = JSONText(bytes, scanner.tokens)
            if Value.self == Record.self, let record = try? Record(plain: text) {
                if comparing {
                    // It has just the keys that are written, in their order.
                    isAsWritten = scanner.isBare && text.isSaid(record.entry.sentence)
                }
                return record as? Value
            }
            return try? text.read(Value.self, at: 0)
        }
    }
}
