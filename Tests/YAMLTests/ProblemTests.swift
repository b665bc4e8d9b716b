import Testing
import YAML

/// Each sample marks where its problems must be found.
@Suite struct ProblemTests {
    @Test(
        arguments: [
            ("a: 1\nb: 2\n«a»: 3\n", [.duplicateKey("a", first: Mark(line: 1, column: 1))]),
            (
                "a: 1\n«\"a\"»: 2\n«'a'»: 3\n",
                [
                    .duplicateKey("a", first: Mark(line: 1, column: 1)), .duplicateKey("a", first: Mark(line: 1, column: 1)),
                ]
            ),
            (
                "x: { a: 1, «a»: 2 }\ny:\n  - a: 1\n    «a»: 2\n",
                [
                    .duplicateKey("a", first: Mark(line: 1, column: 6)), .duplicateKey("a", first: Mark(line: 3, column: 5)),
                ]
            ),
            ("名前: 1\n«名前»: 2\n", [.duplicateKey("名前", first: Mark(line: 1, column: 1))]),
            ("a: «&x» 1\nb: «*x»\n«*x» : 2\n", [.anchor("x"), .alias("x"), .alias("x")]),
            ("a: «!!str» 1\nb: «!mine» [«!» x]\n", [.tag("!!str"), .tag("!mine"), .tag("!")]),
            (
                "a: «!!str» «&n» 1\nb: «&m» «!!int» 2\n",
                [.tag("!!str"), .anchor("n"), .anchor("m"), .tag("!!int")]
            ),
            ("[«&x» a,«*x»,«!t»,«&y»]\n", [.anchor("x"), .alias("x"), .tag("!t"), .anchor("y")]),
            ("{a: «!<tag:x,[1]>», b: 1}\n", [.tag("!<tag:x,[1]>")]),
            ("a: «!!»\n", [.tag("!!")]),
            ("a: «&»\n", [.anchor("")]),
            ("a: «*@b»\n", [.alias("@b")]),
            ("a: «!x!y» 1\n", [.tag("!x!y")]),
            ("<<: «*base»\na: 1\n", [.alias("base")]),
            ("a: 1\n«---»\nb: 2\n«", [.severalDocuments]),
            ("a: 1\n...\n«---» # two\nb: 2\n", [.severalDocuments]),
            ("«%YAML» 1.1\n---\na: 1\n", [.directive("%YAML")]),
            ("«%YAML» 3.1\n---\na: 1\n", [.directive("%YAML")]),
            ("«%TAG» ! tag:x,1:\n---\na: 1\n", [.directive("%TAG")]),
            ("«%ELSE» a\n---\na: 1\n", [.directive("%ELSE")]),
            ("«[1, 2]»: x\n«{ a: b }»: y\nz: 1\n", [.keyNotScalar, .keyNotScalar]),
            ("a:«\t»1\n", [.tab]),
            ("a:\n«\t»b: 1\n", [.tab]),
            ("a: 1\n«\t»b: 1\n", [.tab]),
            ("a: x«\t»y\nb: \"x\ty\"\nc: 'x\ty'\nd: [1,«\t»2]\n", [.tab, .tab]),
            ("a: 1 #\tfine\n# fine\ttoo\nb: 2«\t»# not before\tit\n", [.tab]),
            ("a: |«\t»# why\n  text\there\n   # a\ttext too\nb: >\n  text\tagain\n", [.tab]),
            ("«", [.emptyDocument]),
            ("«# nothing\n\n", [.emptyDocument]),
            ("«---\n", [.emptyDocument]),
            (
                "a: «\"\\e[31m\"»\nb: «\"\\0\"»\nc: \"\\n\\t\"\nd: «\"\\N\"»\n",
                [.controlCharacter("\u{1B}"), .controlCharacter("\0"), .controlCharacter("\u{85}")]
            ),
            ("a: x«\u{7}»y«\u{7F}»z«\u{9B}»\n", [.controlCharacter("\u{7}"), .controlCharacter("\u{7F}"), .controlCharacter("\u{9B}")]),
            ("a: 名前«\u{FEFF}»x\n", [.byteOrderMark]),
            (
                "a: 1 # «\u{202E}»1 :a\n# «\u{2066}»x«\u{2069}»\n",
                [.controlCharacter("\u{202E}"), .controlCharacter("\u{2066}"), .controlCharacter("\u{2069}")]
            ),
            ("a: 1\nb: 名前«\u{2028}»x\nc: \u{7}", [.lineBreak("\u{2028}")]),
            ("a: «\u{85}»x\n", [.lineBreak("\u{85}")]),
            ("a: «\u{2029}»x\n", [.lineBreak("\u{2029}")]),
            ("a: 1\nb: 2«\r»c: 3\n", [.lineBreak("\r")]),
        ] as [(String, [Problem.Kind])])
    func isFoundInItsPlace(_ sample: String, _ kinds: [Problem.Kind]) {
        let marked = MarkedSample(sample)
        let problems = parseYAML(marked.bytes).problems
        #expect(problems.map(\.kind) == kinds)
        #expect(problems.map(\.range) == Array(marked.ranges.prefix(kinds.count)))
    }

    @Test(arguments: [
        ("reason: Deploy«:» billing: now\n", "a colon and a blank inside a text"),
        ("a: «\"open\nb: 2\n", "this quote is never closed"),
        ("a: «\"open\ttab\n", "this quote is never closed"),
        ("a: «'open\n", "this quote is never closed"),
        ("a: [1, 2\nb«:» 3\n", "this list (opened in line 1) is not closed"),
        ("a: { b: 1\n", "this mapping (opened in line 1) is not closed"),
        ("a: 1\n «b»: 2\n", "this line doesn't fit the ones before it"),
        ("a: 1\n  # note\n  «b-c» : 2\n", "this line doesn't fit the ones before it"),
        ("- a\n - b«:» c: 2\n", "a colon and a blank inside a text"),
        ("a:\n    b: 1\n  «c»: 2\n", "this line doesn't fit the ones before it"),
        ("- a\n«b»: 1\n", "this line doesn't fit the ones before it"),
        ("a: «@b»\n", "a text can't begin with this character"),
        ("a: «`b`\n", "a text can't begin with this character"),
        ("a: 1\nhello\n«b»: 1\n", "a line without a colon"),
        ("a: \"«\\q\"\n", "an escape that YAML doesn't know"),
        ("\"x\" «y»\n", "something after the end of the document's only value"),
        ("a: [«,» ]\n", "a value is missing before this"),
        ("a: «]»\n", "a value is missing before this"),
        ("a: | «text»\n", "a text on the line of its | or >"),
        ("a: \"x\" «y»\n", "this line doesn't fit the ones before it"),
        ("a: \"one\n«b»: 2\nc: 3\"\nb: 4\n", "a text in quotes that goes on at the beginning of a line, as if that were a key"),
        ("a:\n  b: 'one\n\n  «c»: 2'\n  c: 3\n", "a text in quotes that goes on at the beginning of a line, as if that were a key"),
        ("- a: 'one\n   two'\n- \"x\n«-» y\"\n", "a text in quotes that goes on at the beginning of a line, as if that were a key"),
        ("a:\n  b: [ 'x\n «b»: 2' ]\n", "a text in quotes that goes on at the beginning of a line, as if that were a key"),
    ])
    func syntaxIsExplainedInItsPlace(_ sample: String, _ words: String) {
        let marked = MarkedSample(sample)
        let problems = parseYAML(marked.bytes).problems
        #expect(problems.map(\.kind) == [.syntax(words)])
        if let range = marked.ranges.first { #expect(problems.first?.range.start == range.start) }
    }

    @Test func tellsAllOfItAtOnce() {
        let marked = MarkedSample("a: «&x» 1\n«a»: «*x»\nb:«\t»«!!str» 2\n«b»: 3\nc: [1\n")
        let parsed = parseYAML(marked.bytes)
        #expect(parsed.root == nil)
        #expect(parsed.problems.count == 7)
        #expect(parsed.problems.prefix(6).map(\.range) == marked.ranges)
    }

    @Test func aFlawedTreeKeepsWhatCanBeRead() throws {
        let root = try #require(parseYAML(Array("a: 1\na: 2\nb: *x\n[c]: 3\nd: 4\n".utf8)).root)
        guard case .mapping(let entries) = root.content else { throw problem("no mapping") }
        #expect(entries.map(\.name) == ["a", "b", "d"])
        #expect(entries.map(\.value.content) == ["1", "*x", "4"].map { .scalar(Scalar(text: $0, style: .plain)) })
    }

    @Test func wordsAreFitForATerminal() {
        func words(_ kind: Problem.Kind) -> String { problem(kind).description }
        #expect(
            words(.duplicateKey("user\u{1B}[2J\u{202E}", first: Mark(line: 3, column: 1)))
                == "the key 'user\\u{1B}[2J\\u{202E}' stands here for the second time, first in line 3; keep one of them"
        )
        #expect(
            words(.alias(String(repeating: "x", count: 100))) == "an alias (*\(String(repeating: "x", count: 59))…); write the value itself"
        )
        #expect(words(.notUTF8(byte: 0xE3)) == "byte 0xE3 is not UTF-8; save the file as UTF-8")
        #expect(words(.controlCharacter("\u{7}")) == "a control character (U+0007); delete it")
        #expect(words(.tooLarge(bytes: 300, limit: 200)) == "the file has 300 bytes, more than 200; split it into several files")
    }

    private func problem(_ kind: Problem.Kind) -> Problem { Problem(kind: kind, range: SourceRange(start: .start, end: .start)) }
    private func problem(_ words: String) -> Problem { problem(.syntax(words)) }
}
