import TestSupport
import Testing
import YAML

/// Compares the structure of well-formed documents with what PyYAML makes of them (its own scanner in Python, not
/// libyaml), where PyYAML is there.
@Suite struct PyYAMLComparisonTests {
    @Test func agreesOnRandomDocuments() async throws {
        guard try await Shell.run(["python3", "-c", "import yaml"]).code == 0 else { return }
        var numbers = SplitMix64(seed: 2026)
        let documents = (0..<300).map { _ in Sample(numbers: &numbers).text }
        let python = try await Shell.run(
            ["python3", "-c", Self.script],
            input: documents.map { $0.unicodeScalars.map { String($0.value) }.joined(separator: " ") }.joined(separator: "\n")
        )
        try #require(python.code == 0, "\(python.errors)")
        let expected = python.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(expected.count == documents.count)
        for (document, expected) in zip(documents, expected) {
            let parsed = parseYAML(Array(document.utf8))
            try #require(parsed.problems == [], "\(document)")
            try #require(Self.outline(try #require(parsed.root)) == expected, "\(document)")
        }
    }

    private static func outline(_ node: Node) -> String {
        switch node.content {
        case .scalar(let scalar): "(" + scalar.text.unicodeScalars.map { String($0.value) }.joined(separator: " ") + ")"
        case .sequence(let items): "[" + items.map(outline).joined() + "]"
        case .mapping(let entries): "{" + entries.map { outline($0.key) + outline($0.value) }.joined() + "}"
        }
    }

    private static let script = """
        import sys, yaml
        def outline(node):
            if isinstance(node, yaml.ScalarNode): return "(" + " ".join(str(ord(c)) for c in node.value) + ")"
            if isinstance(node, yaml.SequenceNode): return "[" + "".join(outline(n) for n in node.value) + "]"
            return "{" + "".join(outline(k) + outline(v) for k, v in node.value) + "}"
        for line in sys.stdin.read().split("\\n"):
            print(outline(yaml.compose("".join(chr(int(n)) for n in line.split()), Loader=yaml.SafeLoader)))
        """
}

/// A document as a person might write it, of all styles.
private struct Sample {
    private(set) var text = ""

    init(numbers: inout SplitMix64) {
        if Bool.random(using: &numbers) { text += "# a comment\n---\n" }
        block(indentation: 0, depth: 0, &numbers)
    }

    private mutating func block(indentation: Int, depth: Int, _ numbers: inout SplitMix64) {
        let pad = String(repeating: " ", count: indentation)
        let isMapping = Bool.random(using: &numbers)
        for index in 0..<Int.random(in: 1...4, using: &numbers) {
            text += pad + (isMapping ? "key\(index):" : "-")
            value(indentation: indentation, depth: depth, &numbers)
        }
    }

    private mutating func value(indentation: Int, depth: Int, _ numbers: inout SplitMix64) {
        let pad = String(repeating: " ", count: indentation + 2)
        switch Int.random(in: 0...(depth < 4 ? 9 : 6), using: &numbers) {
        case 0: text += " plain 名 text  # comment\n"
        case 1: text += " 'single ''quoted'' \n\(pad)text'\n"
        case 2: text += " \"double \\\"quoted\\\" \\u3042 \\t\n\n\(pad)text\"\n"
        case 3: text += " |\n\(pad)one\n\n\(pad)  two\n\n"
        case 4: text += " >-\n\(pad)one\n\(pad)two\n\n\(pad)  three\n\(pad)four\n"
        case 5: text += "\n"
        case 6: text += " [a, \"b\", {c: d, e: [f, g: h]}, ]\n"
        default:
            text += "\n"
            block(indentation: indentation + 2, depth: depth + 1, &numbers)
        }
    }
}
