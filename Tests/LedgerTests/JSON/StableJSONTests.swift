import AccessCore
import Foundation
import Testing

@testable import Ledger

@Suite struct StableJSONTests {
    /// Foundation's encoder, which is slower, as the witness.
    private func foundation(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func expectSame(_ value: some Encodable) throws {
        #expect(try String(decoding: StableJSON.bytes(of: value), as: UTF8.self) == foundation(value))
    }

    @Test func recordsAndSnapshots() throws {
        var snapshot = Snapshot()
        for entry in Samples.everyKind {
            try expectSame(Record(entry: entry, seq: 1, place: 0, prev: .none))
            _ = try snapshot.append([entry])
            try expectSame(snapshot)
        }
    }

    @Test func everyCharacterThatNeedsCare() throws {
        for value in 0..<0x200 { try expectSame(["a\(Unicode.Scalar(value)!)b": "\(Unicode.Scalar(value)!)"]) }
        for text in ["", "/", "\\/", "\u{2028}", "日本", "👩‍👩‍👧", "e\u{301}", "\r\n", "\u{7F}", "\"", String(repeating: "x\n", count: 1000)] {
            try expectSame([text])
        }
    }

    @Test func shapes() throws {
        try expectSame([String]())
        try expectSame([String: Int]())
        try expectSame([[[Int]]]())
        try expectSame([[], [1, 2], [], [-3, Int.max, Int.min]])
        try expectSame([Bool?.none, true, false])
        try expectSame(["b": [1], "a": [], "ab": [2], "a!": [3], "aa": [4], "B": [5], "é": [6], "": [7]])
        try expectSame([UInt8.max])
        try expectSame([UInt64.max])
        try expectSame([Int8.min])
        try expectSame(["x": ["z": ["b": 1, "a": 2], "y": ["d": 3, "c": 4]], "w": ["v": ["u": 1, "t": 2]]])
    }

    /// A few large parts are moved where they stand.
    @Test func largeParts() throws {
        var random = SystemRandomNumberGenerator()
        for count in [1, 2, 3, 7, 31, 32, 33] {
            for _ in 0..<10 {
                let parts = (0..<count).map { number in
                    let size = Bool.random(using: &random) ? 70_000 / (1 + number) : Int.random(in: 0..<9, using: &random)
                    return ("k\(number)", String(repeating: "v\(number)", count: size))
                }
                try expectSame(Dictionary(uniqueKeysWithValues: parts))
            }
        }
    }

    @Test func randomDictionaries() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let keys = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
                String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 0..<5, using: &random)).map { _ in "aAbB_-/ !é日".unicodeScalars.randomElement()! }))
            }
            try expectSame(Dictionary(keys.map { ($0, [$0: [$0, nil]]) }) { $1 })
        }
    }

    /// Foundation sorts by what a key is, we by how it is written.
    @Test func keysThatAreEscapedAreSortedAsWritten() throws {
        let text = String(decoding: try StableJSON.bytes(of: ["a\"": 1, "aA": 2, "a\u{1}": 3, "aa": 4]), as: UTF8.self)
        #expect(text == #"{"aA":2,"a\"":1,"a\u0001":3,"aa":4}"#)
    }

    @Test func fractionsAreRefused() {
        #expect(throws: EncodingError.self) { try StableJSON.bytes(of: [1.5]) }
    }
}
