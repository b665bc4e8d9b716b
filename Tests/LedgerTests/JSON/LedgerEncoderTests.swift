import Foundation
import Testing

@testable import Ledger

/// The ledger's own encoder beside Foundation's: records that were written by either must stay the same text.
struct LedgerEncoderTests {
    /// All that Codable has: lists, maps, missing and null values, whole numbers of every width.
    private struct Value: Encodable {
        enum Word: String, Encodable {
            case plain
            case spaced = "a b"
        }
        var text: String
        var words: [Word]
        var maps: [String: [Int?]]
        var missing: String?
        var small: Int8 = -128
        var large: UInt32 = .max
        var least: Int64 = .min
        var isTrue = true
        var none: [Int] = []
        var inner: Inner = Inner()
    }

    /// Nested containers, and keys out of order.
    private struct Inner: Encodable {
        private enum Key: String, CodingKey { case zulu, alpha, list }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeNil(forKey: .zulu)
            var nested = container.nestedContainer(keyedBy: Key.self, forKey: .alpha)
            try nested.encode(1, forKey: .zulu)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            try list.encode("x")
            try list.encodeNil()
            var pair = list.nestedUnkeyedContainer()
            try pair.encode(false)
        }
    }

    @Test(
        "the same text as Foundation's, byte for byte",
        arguments: [
            "plain", "", "\"quoted\" \\ /", "\u{0}\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}", "日本 é e\u{301} 👩‍👩‍👧 \u{2028}",
        ]
    )
    func sameText(text: String) throws {
        let value = Value(text: text, words: [.plain, .spaced], maps: ["b": [1, nil], "A10": [], "A9": [3], "é": [4], text: []])
        let reference = JSONEncoder()
        reference.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(try LedgerEncoder.text(of: [value]) == Array(try reference.encode([value])))
    }

    @Test("fractions and numbers beyond 64 bits are refused")
    func refusedNumbers() {
        #expect(throws: EncodingError.self) { try LedgerEncoder.text(of: ["a": 1.5]) }
        #expect(throws: EncodingError.self) { try LedgerEncoder.text(of: [UInt64.max]) }
    }
}
