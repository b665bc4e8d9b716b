import AccessCore
import Reports
import Testing

struct ExcerptTests {
    /// The excerpt and its mark, without the margin.
    private func shown(_ line: String, _ column: Int?, _ end: Int? = nil) -> [String] {
        let place = Place("a.yaml", line: 7, column: column, endColumn: end, excerpt: line)
        return DiagnosticText().full(Diagnostic(.error, "DP1", "m", at: place)).split(separator: "\n").dropFirst().map {
            String($0.dropFirst(6))
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        var line: String
        var column: Int
        var end: Int?
        var shown: [String]
        var testDescription: String { line }
    }

    @Test(
        "The mark stands below what is meant",
        arguments: [
            Sample(line: "end: soon", column: 6, end: 10, shown: ["end: soon", "     ^~~~"]),
            Sample(line: "end: soon", column: 6, shown: ["end: soon", "     ^"]),
            Sample(line: "end: soon", column: 6, end: 3, shown: ["end: soon", "     ^"]),
            // Past the end, and nothing at all.
            Sample(line: "end:", column: 5, end: 5, shown: ["end:", "    ^"]),
            Sample(line: "end:", column: 99, shown: ["end:", "    ^"]),
            Sample(line: "end:", column: 0, shown: ["end:", "^"]),
            Sample(line: "end:", column: 2, end: 99, shown: ["end:", " ^~~"]),
            Sample(line: "", column: 1, shown: ["", "^"]),
            // A tab takes what is left to the next stop.
            Sample(line: "\tend: x", column: 2, end: 5, shown: ["    end: x", "    ^~~"]),
            Sample(line: "ab\tend", column: 3, end: 4, shown: ["ab  end", "  ^~"]),
            // Two cells each.
            Sample(line: "reason: 課金 v2", column: 9, end: 11, shown: ["reason: 課金 v2", "        ^~~~"]),
            Sample(line: "課金: x", column: 5, end: 6, shown: ["課金: x", "      ^"]),
            Sample(line: "😀x", column: 2, shown: ["😀x", "  ^"]),
            Sample(line: "가나x", column: 3, shown: ["가나x", "    ^"]),
            Sample(line: "ｱx", column: 2, shown: ["ｱx", " ^"]),
            // A combining mark joins the character before it.
            Sample(line: "e\u{301}x", column: 3, shown: ["e\u{301}x", " ^"]),
            Sample(line: "e\u{301}x", column: 2, end: 3, shown: ["e\u{301}x", "^"]),
            Sample(line: "e\u{301}xy", column: 1, end: 4, shown: ["e\u{301}xy", "^~"]),
            // What can't be seen is written out.
            Sample(line: "a\u{200B}b", column: 3, shown: [#"a\u{200B}b"#, "         ^"]),
            Sample(line: "a\u{200B}b", column: 2, end: 3, shown: [#"a\u{200B}b"#, " ^~~~~~~~"]),
        ]
    )
    func mark(_ sample: Sample) {
        // An empty excerpt leaves an empty line, which splitting drops.
        #expect(shown(sample.line, sample.column, sample.end).joined(separator: "|") == sample.shown.joined(separator: "|"))
    }

    @Test("Without a column there is no mark")
    func unmarked() { #expect(shown("end: soon", nil) == ["end: soon"]) }

    @Test("A long line is cut around the mark")
    func long() {
        let line = String(repeating: "a", count: 500) + "BAD" + String(repeating: "z", count: 500)
        let lead = String(repeating: "a", count: 40)
        #expect(
            shown(line, 501, 504) == [
                "…" + lead + "BAD" + String(repeating: "z", count: 57) + "…", String(repeating: " ", count: 41) + "^~~",
            ]
        )
        #expect(shown(line, 1, 999) == [String(repeating: "a", count: 100) + "…", "^" + String(repeating: "~", count: 99)])
        #expect(shown(String(line.prefix(500)), 501).last == String(repeating: " ", count: 41) + "^")
    }
}
