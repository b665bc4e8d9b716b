import AccessCore
import TestSupport
import Testing

@Suite struct TicketPatternTests {
    @Test(arguments: [
        ("CHG-[0-9]+", ["CHG-1", "CHG-1234"], ["CHG-", "chg-1", " CHG-1", "CHG-1 ", "xCHG-1", "CHG-1\n", "CHG-1a", ""]),
        ("(CHG|INC)-\\d{4,6}", ["CHG-1234", "INC-123456"], ["CHG-123", "INC-1234567", "CHG|INC-1234", "CHG-١٢٣٤"]),
        ("[A-Z]{2}[^-]?x*", ["AB", "ABCxx", "AB.x"], ["A", "AB-", "ABCD"]),
        ("a{2,}|", ["", "aa", "aaaa"], ["a", "aab"]),
        ("\\[\\w+\\]\\.", ["[a_9]."], ["[].", "[a]x"]),
        ("[\\]?-]", ["]", "?", "-"], ["\\", "a"]),
        ("[a-]x", ["ax", "-x"], ["]x", "bx", "x"]),
        (".{1,3}", ["é", "グル", "a b"], ["", "abcd"]),
    ])
    func theWholeTicketIsCompared(pattern: String, good: [String], bad: [String]) throws {
        let compiled = try TicketPattern(pattern)
        for ticket in good { #expect(compiled.matches(ticket), "\(ticket)") }
        for ticket in bad { #expect(!compiled.matches(ticket), "\(ticket)") }
    }

    @Test(arguments: [
        ("", "it is empty"), (String(repeating: "a", count: 201), "it has more than 200 characters"),
        ("((a{100}){100}){100}", "its repetitions are too many"), ("((a{100})*){100}", "its repetitions are too many"),
        ("(a", "the '(' at character 1 has no other half"),
        ("a)", "the ')' at character 2 has no other half"), ("CHG-[0-9", "the '[' at character 5 has no other half"),
        ("a}", "the '}' at character 2 has no other half"), ("^a", "'^' at character 1 is not known here"),
        ("a$", "'$' at character 2 is not known here"), ("(?i)a", "'(?' at character 1 is not known here"),
        ("a\\b", "'\\b' at character 2 is not known here"), ("[[:alpha:]]", "'[' at character 2 is not known here"),
        ("+a", "there is nothing to repeat before the '+' at character 1"),
        ("a*?", "there is nothing to repeat before the '?' at character 3"),
        ("a{3,2}", "the count at character 2 is not like {2}, {2,} or {2,4}, of at most 100"),
        ("a{}", "the count at character 2 is not like {2}, {2,} or {2,4}, of at most 100"),
        ("a{999}", "the count at character 2 is not like {2}, {2,} or {2,4}, of at most 100"),
        ("a{101,}", "the count at character 2 is not like {2}, {2,} or {2,4}, of at most 100"),
        ("\\1", "'\\1' at character 1 is not known here"),
        ("[z-a]", "the set at character 1 holds nothing, or goes backwards"),
        ("[]", "the set at character 1 holds nothing, or goes backwards"),
        ("[\\d-z]", "the set at character 1 holds nothing, or goes backwards"), ("a\\", "it ends in a backslash"),
    ])
    func whatIsNoPatternIsSaid(pattern: String, words: String) {
        #expect { try TicketPattern(pattern) } throws: { ($0 as? TicketPattern.Fault)?.words == words }
    }

    /// A repetition counts as often as it may come, with two steps more each time.
    @Test func aPatternHasAsManyStepsAsMayBe() throws {
        let most = String(repeating: "a{100}", count: 6) + "a{66}a"
        #expect(try TicketPattern(most).matches(String(repeating: "a", count: 667)))
        #expect { try TicketPattern(most + "a") } throws: { ($0 as? TicketPattern.Fault)?.problem == .tooManySteps }
    }

    /// Each of these takes a matcher that tries one way after the other longer than anybody waits.
    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a?){50}a{50}", "((a+)+)+b", "(.*)*(.*)*x"])
    func hostilePatternsTakeNoLongerThanOthers(pattern: String) throws {
        let ticket = String(repeating: "a", count: 100)
        #expect(try TicketPattern(pattern).matches(ticket) == (pattern == "(a?){50}a{50}"))
    }

    /// Python's `re.fullmatch` says the same of patterns and tickets made by chance.
    @Test func agreesWithPython() async throws {
        var numbers = SplitMix64(seed: 4)
        let cases = (0..<2000).map { _ in
            (pattern: Self.pattern(depth: 3, &numbers), ticket: Self.ticket(&numbers))
        }
        let script = """
            import re, sys
            for line in sys.stdin.read().split("\\n"):
                pattern, ticket = line.split("\\t")
                print(int(re.fullmatch(pattern, ticket, re.ASCII | re.DOTALL) is not None))
            """
        let python = try await Shell.run(
            [testPython, "-c", script], input: cases.map { "\($0.pattern)\t\($0.ticket)" }.joined(separator: "\n"))
        try #require(python.code == 0, "\(python.errors)")
        let verdicts = python.output.split(separator: "\n")
        try #require(verdicts.count == cases.count)
        var matches = 0
        for (example, verdict) in zip(cases, verdicts) {
            let isMatch = try TicketPattern(example.pattern).matches(example.ticket)
            #expect(isMatch == (verdict == "1"), "\(example)")
            matches += isMatch ? 1 : 0
        }
        #expect(matches > 50, "so few match that agreeing says nothing")
    }

    private static func ticket(_ numbers: inout SplitMix64) -> String {
        String((0..<Int.random(in: 0...5, using: &numbers)).map { _ in "ab1-".randomElement(using: &numbers)! })
    }

    private static func pattern(depth: Int, _ numbers: inout SplitMix64) -> String {
        let atoms = ["a", "b", "1", "-", ".", "\\d", "\\w", "[a-c]", "[^a]", "[\\d-]", "\\-"]
        var text = ""
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            if depth > 0, Int.random(in: 0..<4, using: &numbers) == 0 {
                text += "(" + pattern(depth: depth - 1, &numbers) + ")"
            } else {
                text += atoms.randomElement(using: &numbers)!
            }
            text += ["", "", "?", "*", "+", "{2}", "{1,2}", "{0,}"].randomElement(using: &numbers)!
        }
        return Int.random(in: 0..<4, using: &numbers) == 0 && depth > 0 ? text + "|" + pattern(depth: depth - 1, &numbers) : text
    }
}
