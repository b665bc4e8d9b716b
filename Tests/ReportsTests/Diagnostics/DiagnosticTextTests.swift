import AccessCore
import Reports
import Testing

struct DiagnosticTextTests {
    private let text = DiagnosticText()

    private static let time = Diagnostic(
        .error, "DP1211", "'tomorrow 2am' is not a time",
        advice: "Write it as 2026-11-23 02:00 (Asia/Tokyo) or 2026-11-23T02:00:00+09:00.",
        at: Place("requests/2026/11/deploy.yaml", line: 4, column: 6, endColumn: 18, excerpt: "end: tomorrow 2am")
    )

    private static let typo = Diagnostic(
        .error, "DP1203", "unknown key 'acess' — did you mean 'access'?", at: Place("requests/2026/11/typo.yaml", line: 3, column: 1)
    )

    private static let held = Diagnostic(
        .error, "DP3011", "12 removals at once in jump wait for a person's word", advice: "Look at them with daypass plan."
    )

    @Test("A mistake shows its place, its line and what to do")
    func full() {
        #expect(
            text.full(Self.time) == """
                requests/2026/11/deploy.yaml:4:6: error: 'tomorrow 2am' is not a time [DP1211]
                  4 | end: tomorrow 2am
                    |      ^~~~~~~~~~~~
                  Write it as 2026-11-23 02:00 (Asia/Tokyo) or 2026-11-23T02:00:00+09:00.

                """
        )
    }

    @Test("In a log it is one line; with the advice where there is no file to look into")
    func compact() {
        #expect(text.compact(Self.typo) == "requests/2026/11/typo.yaml:3:1: error: unknown key 'acess' — did you mean 'access'? [DP1203]")
        #expect(
            text.compact(Self.held)
                == "error: 12 removals at once in jump wait for a person's word [DP3011] Look at them with daypass plan."
        )
        #expect(text.compact(Diagnostic(.warning, "DP1", "odd", at: Place("a"))) == "a: warning: odd [DP1]")
    }

    @Test("All come in order, each once, with what they come to")
    func report() {
        let note = Diagnostic(.note, "DP1900", "no end is near", at: Place("policies/a.yaml", line: 1))
        #expect(
            text.report([Self.typo, Self.held, note, Self.typo], compact: true) == """
                error: 12 removals at once in jump wait for a person's word [DP3011] Look at them with daypass plan.
                policies/a.yaml:1: note: no end is near [DP1900]
                requests/2026/11/typo.yaml:3:1: error: unknown key 'acess' — did you mean 'access'? [DP1203]
                1 mistake in 1 file, 1 problem, 1 note.

                """
        )
        #expect(
            text.report([Self.typo, note]) == """
                policies/a.yaml:1: note: no end is near [DP1900]

                requests/2026/11/typo.yaml:3:1: error: unknown key 'acess' — did you mean 'access'? [DP1203]

                1 mistake in 1 file, 1 note.

                """
        )
        #expect(text.report([]) == "")
    }

    @Test("The summary counts mistakes, files and warnings")
    func summary() {
        let warnings = (1...2).map { Diagnostic(.warning, "DP3002", "\($0)") }
        #expect(DiagnosticText.summary([]) == "No mistakes.")
        #expect(DiagnosticText.summary([Self.time, Self.typo, Self.typo] + warnings) == "2 mistakes in 2 files, 2 warnings.")
    }

    @Test("Colours only support the words")
    func colour() {
        let coloured = DiagnosticText(palette: Palette(isColoured: true)).full(Self.time)
        #expect(coloured.contains("4:6: \u{1B}[1;31merror:\u{1B}[0m 'tomorrow 2am'"))
        #expect(coloured.contains("|      \u{1B}[1;31m^~~~~~~~~~~~\u{1B}[0m\n"))
        #expect(coloured.replacing("\u{1B}[1;31m", with: "").replacing("\u{1B}[0m", with: "") == text.full(Self.time))
    }

    @Test("Nothing from outside commands the terminal")
    func hostile() {
        let diagnostic = Diagnostic(
            .error, "DP1203", "unknown key '\u{1B}[2J\u{202E}'", advice: "Take '\u{7}\n' out.",
            at: Place("requests/a\u{9B}1m\n.yaml", line: 1, column: 2, endColumn: 3, excerpt: "a\u{1B}b")
        )
        #expect(
            text.full(diagnostic) == #"""
                requests/a\u{9B}1m\u{0A}.yaml:1:2: error: unknown key '\u{1B}[2J\u{202E}' [DP1203]
                  1 | a\u{1B}b
                    |  ^~~~~~
                  Take '\u{07}\u{0A}' out.

                """#
        )
    }
}
