import TestSupport
import Testing

@testable import IAMDirectory

@Suite struct JSONReaderTests {
    func read(_ text: String) throws -> JSONValue { try JSONReader.value(of: Array(text.utf8)) }

    @Test func everyKindOfValueIsReadAndWritten() throws {
        let text = """
            {
              "a \\"b\\" \\\\ / \\n\\t\\r\\u0001 é 😀": [
                null,
                true,
                false,
                -0.5e+10,
                12345678901234567890123,
                [],
                {}
              ],
              "b": "x"
            }

            """
        #expect(try read(text).text == text)
    }

    @Test func escapesAreRead() throws {
        #expect(try read(#" "\u0041\ud83d\ude00\/\b\f\"" "#) == .string("A😀/\u{8}\u{c}\""))
    }

    @Test(arguments: [
        ("", 1, 1), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2), ("{\"a\":1,}", 1, 8), ("[\n\n  x]", 3, 3),
        ("[] []", 1, 4),
        ("01", 1, 2), ("-", 1, 2), ("1.", 1, 3), ("1e", 1, 3), ("\"a", 1, 3), ("\"\\x\"", 1, 3), ("\"\\ud800\"", 1, 8),
        ("\"\\ud800\\u0041\"", 1, 14),
        ("\"\\udc00\"", 1, 8), ("\"\\u12g4\"", 1, 6), ("\"a\u{1}\"", 1, 3), ("nul", 1, 1), ("NaN", 1, 1), ("{\"é\":1,\"é\":2}", 1, 8),
        ("\u{FEFF}[]", 1, 1),
    ])
    func aMistakeIsFoundAtItsPlace(text: String, line: Int, column: Int) {
        let mistake = #expect(throws: JSONReader.Mistake.self) { try read(text) }
        #expect(mistake?.line == line)
        #expect(mistake?.column == column)
    }

    @Test func depthIsLimited() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try read(nested(64))
        #expect(throws: JSONReader.Mistake.self) { try read(nested(65)) }
        #expect(throws: JSONReader.Mistake.self) { try read(nested(1_000_000)) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: JSONReader.Mistake.self) { try JSONReader.value(of: [0x22, 0xC3, 0x22]) }
    }

    /// Whatever is cut off or changed in a file ends in a value or a mistake, never in a crash.
    @Test func damagedTextNeverCrashes() {
        let text = Array(#"{"version":1,"groups":["é\ud83d\ude00"],"users":{"u":{"tags":{"a":"b"},"x":[-1.5e3,null,true]}}}"#.utf8)
        var random = SplitMix64(seed: 7)
        for length in 0..<text.count { _ = try? JSONReader.value(of: Array(text[..<length])) }
        for _ in 0..<20_000 {
            var damaged = text
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? JSONReader.value(of: damaged) else { continue }
            #expect((try? JSONReader.value(of: Array(value.text.utf8))) == value)
        }
    }
}
