import Testing
import YAML

@Suite struct NodeTests {
    @Test(arguments: [
        "«version: 1\ntitle: Deploy billing v2.3           # a comment\nuser: member01»\n",
        "«version: 1»   \n\n# the end\n\n",
        "--- # begin\n«a: 1»\n...\n",
        "«- a\n- - b\n  - c»\n\n",
        "«a:\n- 1\n- 2»\n\n# c\n",
        "«a:\n  b:\n    c: x»\n\n",
        "«{ a: [1, 2 ], b: {} }» # c\n",
        "«a: |\n  one\n\n  two»\n\n\n",
        "«a: |+\n  one»\n\n",
        "«a: >-\n    one\n    two»\n# c\n",
        "«a: \"x\n  y\"»\n",
        "«a: x\n  y z»  \n\n",
        "«a:»\n",
        "«a: 名前»\r\n",
        "«plain text»\n",
        "«? a\n: b»\n",
        "«a: |\n  one»",
        "\u{FEFF}«a: 1»\n",
        "«a: \"one\n\ttwo # not a comment\t\"» #\ta comment\n",
    ])
    func theRootCoversTheDocument(_ sample: String) throws {
        var marked = MarkedSample(sample)
        // The byte order mark is no column.
        if sample.hasPrefix("\u{FEFF}") {
            marked = MarkedSample(String(sample.unicodeScalars.dropFirst()))
            let parsed = parseYAML([0xEF, 0xBB, 0xBF] + marked.bytes)
            #expect(parsed.root?.range == marked.ranges.first)
            #expect(parsed.problems == [])
        } else {
            let parsed = parseYAML(marked.bytes)
            #expect(parsed.root?.range == marked.ranges.first)
            #expect(parsed.problems == [])
        }
    }

    @Test func everyValueHasItsPlace() throws {
        let marked = MarkedSample(
            """
            one: «plain text»   # comment
            two: «"double \\" quoted"»
            three: «'it''s'»
            four: «[a, "b", { c: d }]»
            five: «|
              block

              text»

            six:
              «- 日本語
              - key: value»
            seven: «{}»
            eight:«
            nine: «2026-11-22 22:00»
            """
        )
        let parsed = parseYAML(marked.bytes)
        guard case .mapping(let entries) = try #require(parsed.root).content else { return }
        #expect(entries.map(\.value.range) == marked.ranges)
        #expect(parsed.problems == [])
    }

    @Test func pairsInListsHaveTheirPlace() throws {
        let marked = MarkedSample("[«a: b»  , «c: »]")
        guard case .sequence(let items) = try #require(parseYAML(marked.bytes).root).content else { return }
        #expect(items.map(\.range) == marked.ranges)
    }

    @Test func textsAreWhatYAMLSaysAndNothingIsResolved() throws {
        let sample = """
            - yes
            - 012
            - "yes"
            - 'a ''b'''
            - "tab\\tline\\né\\u3042"
            - |
              one
                two
            - >
              folded
              text
            - ~
            -
            - <<
            - 12:30:45
            """
        guard case .sequence(let items) = try #require(parseYAML(Array(sample.utf8)).root).content else { return }
        let scalars: [Scalar] = items.compactMap { if case .scalar(let scalar) = $0.content { scalar } else { nil } }
        #expect(
            scalars == [
                Scalar(text: "yes", style: .plain), Scalar(text: "012", style: .plain), Scalar(text: "yes", style: .doubleQuoted),
                Scalar(text: "a 'b'", style: .singleQuoted), Scalar(text: "tab\tline\né\u{3042}", style: .doubleQuoted),
                Scalar(text: "one\n  two\n", style: .literal), Scalar(text: "folded text\n", style: .folded),
                Scalar(text: "~", style: .plain),
                Scalar(text: "", style: .plain), Scalar(text: "<<", style: .plain), Scalar(text: "12:30:45", style: .plain),
            ]
        )
        #expect(scalars[0].isPlain && !scalars[2].isPlain)
    }

    @Test func aMergeKeyIsJustAKey() throws {
        let parsed = parseYAML(Array("<<: { a: 1 }\na: 2\n".utf8))
        guard case .mapping(let entries) = try #require(parsed.root).content else { return }
        #expect(entries.map(\.name) == ["<<", "a"])
        #expect(parsed.problems == [])
    }
}
