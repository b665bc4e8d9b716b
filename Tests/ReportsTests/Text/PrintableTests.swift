import AccessCore
import Reports
import Testing

struct PrintableTests {
    @Test("What can be read stays as it is", arguments: ["", "plain ~", "課金 v2", "e\u{301}", "😀", "ｱ가", "葛\u{E0100}", "a\u{A0}b"])
    func kept(_ text: String) { #expect(Array(text.printable.unicodeScalars) == Array(text.unicodeScalars)) }

    @Test(
        "What commands a terminal, turns the writing or can't be seen is written out",
        arguments: [
            ("\u{0}", #"\u{00}"#), ("\t", #"\u{09}"#), ("\r\n", #"\u{0D}\u{0A}"#), ("\u{1B}[31m", #"\u{1B}[31m"#), ("\u{7F}", #"\u{7F}"#),
            ("\u{9B}", #"\u{9B}"#), ("\u{AD}", #"\u{AD}"#), ("\u{200D}", #"\u{200D}"#), ("\u{200F}", #"\u{200F}"#),
            ("\u{202E}", #"\u{202E}"#), ("\u{2028}", #"\u{2028}"#), ("\u{2066}", #"\u{2066}"#), ("\u{FEFF}", #"\u{FEFF}"#),
            ("\u{3164}", #"\u{3164}"#), ("\u{E000}", #"\u{E000}"#), ("\u{E0041}", #"\u{E0041}"#), ("\u{FFFE}", #"\u{FFFE}"#),
        ]
    )
    func escaped(_ text: String, _ shown: String) { #expect(text.printable == shown) }

    @Test("Every scalar comes out without controls and in one line")
    func everything() {
        func commands(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
        let all = (UInt32(0)...0x10FFFF).lazy.compactMap { Unicode.Scalar($0) }.filter(commands)
        #expect(all.filter { String($0).printable.unicodeScalars.contains(where: commands) } == [])
    }

    @Test("It is cut at its limit")
    func cut() {
        #expect(String(repeating: "a", count: 1000).printable.count == 1000)
        #expect(String(repeating: "a", count: 1001).printable == String(repeating: "a", count: 1000) + "…")
        #expect(String(repeating: "é", count: 1001).printable == String(repeating: "é", count: 1000) + "…")
    }
}
