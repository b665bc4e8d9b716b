import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// Foundation's decoder is the witness: what is read as plain is what that reads.
@Suite struct LedgerJSONTests {
    private let limits = LedgerLimits()

    private func plain<Value: Decodable>(_: Value.Type, _ text: [UInt8]) -> Value? {
        var json = LedgerJSON()
        return json.plain(Value.self, text[...], depth: limits.depth, keys: limits.keys)
    }

    /// - Returns: whether it was plain.
    @discardableResult
    private func compare<Value: Decodable & Equatable>(_: Value.Type, _ text: [UInt8]) -> Bool {
        guard let value = plain(Value.self, text) else { return false }
        let witness = try? JSONDecoder().decode(Value.self, from: Data(text))
        #expect(witness == value, "\(String(decoding: text, as: UTF8.self))")
        return true
    }

    private static func samples() throws -> (records: [[UInt8]], snapshot: [UInt8]) {
        var snapshot = Snapshot()
        var records: [[UInt8]] = []
        for entry in Samples.everyKind {
            for file in try snapshot.append([entry]) { records.append(Array(file.bytes.dropLast())) }
        }
        return (records, try snapshot.text())
    }

    @Test func whatWeWriteIsPlain() throws {
        let (records, snapshot) = try Self.samples()
        // All but a tag's key with a mark that needs an escape, which IAM doesn't take.
        for record in records { #expect(compare(Record.self, record) != record.contains("\\\"x".utf8)) }
        #expect(compare(Snapshot.self, snapshot))
        for value in 0..<0x800 where Unicode.Scalar(value) != nil {
            let text = try StableJSON.bytes(of: ["a": "\(Unicode.Scalar(value)!)x", "日": "本"])
            #expect(compare([String: String].self, text))
        }
    }

    @Test(arguments: [
        "2026-11-22T17:00:03Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-29T00:00:00Z", "2100-02-28T23:59:59Z",
        "1969-12-31T23:59:59Z", "2026-11-22t17:00:03z", "2026-11-22T17:00:03.5Z", "2026-11-22T17:00:03+09:00", "2026-11-22 17:00:03Z",
        "0000-01-01T00:00:00Z", "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "2026-11-31T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T17:60:00Z", "2026-11-22T17:00:60Z", "2026-11-22T17:00:0:Z", "/026-11-22T17:00:03Z",
        "+026-11-22T17:00:03Z", "2026-11-22T17:00:03z", "2026x11-22T17:00:03Z", "2026-11-22T17:00:03ZZ", "", "2026-11-22T17:00:03é",
    ])
    func times(_ text: String) {
        let list = Array("[\"\(text)\"]".utf8)
        #expect(compare([Timestamp].self, list) == (Timestamp(text) != nil))
        #expect(plain([Timestamp].self, list)?.first == Timestamp(text))
    }

    @Test func shapes() throws {
        for text in ["[]", "{}", " [ 1 , -2,\t3\r\n]\n", "[[],[[]]]", "[0,-0,10]", "[9223372036854775807,-9223372036854775808]"] {
            #expect(compare([Int].self, Array(text.utf8)) != text.contains("[[]") || text == "{}", "\(text)")
        }
        #expect(compare([String: [Bool?]].self, Array(#"{"a":[true,false,null],"b":[]}"#.utf8)))
        #expect(compare([String: String].self, Array(#"{"a":"\" \\ \/ \b \f \n \r \t \u0000 \u00e9 \u20AC"}"#.utf8)))
    }

    /// Each of these is left to Foundation, which takes some of them.
    @Test func whatIsNotPlain() {
        for text in [
            "", " ", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[01]", "[-]", "[+1]", "[1.0]", "[1e2]", "[1E2]", "[.5]", "[1.]", "[tru]",
            "[True]", "[nul]", "[1]x", "[1]]", "[9223372036854775808]", "[-9223372036854775809]", "\u{FEFF}[1]", "[\"1\"]", "[null]",
            "[[1]]",
            "[true]", "{\"a\":1}", "//\n[1]", "[1]\u{0}", "\u{0}", "[0x1]", "[NaN]",
        ] {
            #expect(plain([Int].self, Array(text.utf8)) == nil, "\(text)")
        }
        for text in [
            #"{"a":1,"a":1}"#, #"{"\u0061":1}"#, #"{"a\\":1}"#, "{\"\u{E9}\":1,\"e\u{301}\":1}", "{\"K\":1,\"\u{212A}\":1}", "{a:1}",
            "{'a':1}",
            #"{"a":1,}"#, #"{"a"}"#, #"{"a":}"#, #"{"b":1,"a":1,"b":1}"#, "[]", "{\"a\n\":1}",
        ] {
            #expect(plain([String: Int].self, Array(text.utf8)) == nil, "\(text)")
        }
        for text in [
            #"["\ud800"]"#, #"["\ud83d\ude00"]"#, #"["\u12"]"#, #"["\x"]"#, "[\"\u{1}\"]", "[\"a", #"["a\"]"#, #"["\u00g0"]"#,
        ] {
            #expect(plain([String].self, Array(text.utf8)) == nil, "\(text)")
        }
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] {
            #expect(plain([String].self, Array("[\"".utf8) + bytes + Array("\"]".utf8)) == nil)
        }
        let keys = Dictionary(uniqueKeysWithValues: (0...limits.keys).map { ("k\($0)", 1) })
        #expect(plain([String: Int].self, Array(try! StableJSON.bytes(of: keys))) == nil)
        #expect(plain([Int].self, Array((String(repeating: "[", count: 100_000)).utf8)) == nil)
    }

    @Test func whatIsNotPlainIsJudgedByFoundation() throws {
        var json = LedgerJSON()
        #expect(try json.read([Int].self, from: Array("[1.0,1e2]".utf8)[...], depth: 32) == [1, 100])
        #expect(try json.read([String].self, from: Array(#"["\ud83d\ude00"]"#.utf8)[...], depth: 32) == ["😀"])
        #expect(throws: DecodingError.self) { try json.read([Int].self, from: Array("[1.5]".utf8)[...], depth: 32) }
        struct Refusal: Error {}
        #expect(throws: Refusal.self) { try json.read([Int].self, from: Array("[1.0]".utf8)[...], depth: 32) { throw Refusal() } }
        #expect(try json.read([Int].self, from: Array("[1]".utf8)[...], depth: 32) { throw Refusal() } == [1])
    }

    /// Records and snapshots in which something was changed by chance, so that some are still read.
    @Test func changedByChance() throws {
        let (records, snapshot) = try Self.samples()
        var random = SplitMix64(seed: 20_261_122)
        var kept = 0
        for round in 0..<6000 {
            let isRecord = round % 3 != 0
            var text = isRecord ? records.randomElement(using: &random)! : snapshot
            for _ in 0..<Int.random(in: 1...2, using: &random) { Self.change(&text, using: &random) }
            if isRecord {
                // What is read without a look at its shape passes that look too.
                if plain(Record.self, text) != nil { #expect(throws: Never.self) { try JSONShape.check(text[...], limits) } }
                kept += compare(Record.self, text) ? 1 : 0
            } else {
                kept += compare(Snapshot.self, text) ? 1 : 0
            }
        }
        #expect(kept > 300, "too few are still read for the comparison to mean anything: \(kept)")
    }

    private static let pieces: [[UInt8]] = [
        "null", "1.0", "1e2", "-0", "\"\"", "{}", "[]", ",", ":", "\"a\":1,", "\\u0061", "\\ud800", "\\n", "\u{E9}", "\u{0}", " ", "\n",
        "true",
        "9223372036854775808", "\"time\":null,", "\"seq\":2,", "\"user\":\"x\",", "\u{FEFF}", "//", "0",
    ].map { Array($0.utf8) }

    private static func change(_ text: inout [UInt8], using random: inout SplitMix64) {
        let place = Int.random(in: 0..<text.count, using: &random)
        let end = min(text.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: text.removeSubrange(place..<end)
        case 2: text.insert(contentsOf: text[place..<end], at: place)
        case 3: text.insert(contentsOf: pieces.randomElement(using: &random)!, at: place)
        case 4: text[place] = UInt8.random(in: .min ... .max, using: &random)
        // A value in the place of another.
        default:
            guard let colon = text[place...].firstIndex(of: UInt8(ascii: ":")),
                let comma = text[colon...].firstIndex(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") })
            else { return }
            text.replaceSubrange((colon + 1)..<comma, with: pieces.randomElement(using: &random)!)
        }
    }
}
