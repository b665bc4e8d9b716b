import TestSupport
import Testing
import YAML

/// Whatever the bytes are: no crash, no endless work, and places inside the file.
@Suite struct HostileDocumentTests {
    @Test func aliasBombsAreNotUnfolded() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let parsed = parse(Array(bomb.utf8))
        #expect(parsed.problems.count == 91)
        #expect(parsed.problems.allSatisfy { if case .alias = $0.kind { true } else if case .anchor = $0.kind { true } else { false } })
    }

    @Test(arguments: ["[", "{", "- ", "? ", "[{a: ", "{a: [", "[\n"])
    func depthIsStoppedWhileItArrives(_ level: String) {
        let parsed = parse(Array(String(repeating: level, count: 200_000 / level.utf8.count).utf8))
        #expect(parsed.problems.last?.kind == .tooDeep(limit: 32))
        #expect(parsed.root == nil)
    }

    @Test func theDepthLimitIsExact() {
        func nested(_ depth: Int) -> [UInt8] { Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8) }
        #expect(parse(nested(32)).problems == [])
        #expect(parse(nested(33)).problems.map(\.range) == [SourceRange(start: Mark(line: 1, column: 33), end: Mark(line: 1, column: 34))])
    }

    @Test func sizesAreLimited() {
        #expect(parse([UInt8](repeating: 0x61, count: 256 * 1024 + 1)).problems.map(\.kind) == [.tooLarge(bytes: 262_145, limit: 262_144)])
        let long = String(repeating: "x", count: 65_537)
        #expect(
            parse(Array("a: \(long)\nb: '\(long)'\n".utf8)).problems.map(\.kind)
                == Array(repeating: .scalarTooLong(bytes: 65_537, limit: 65_536), count: 2))
        let many = "[" + String(repeating: "1,", count: 20_000) + "]"
        #expect(parse(Array(many.utf8)).problems.map(\.kind) == [.tooManyNodes(limit: 20_000)])
        #expect(parse(Array("a: [1, 2]\n".utf8), limits: Limits(nodes: 5)).problems == [])
        #expect(parse(Array("a: [1, 2]\n".utf8), limits: Limits(nodes: 4)).problems.map(\.kind) == [.tooManyNodes(limit: 4)])
    }

    @Test func reportsEndSomewhere() {
        #expect(parse(Array(String(repeating: "a: 1\n", count: 5000).utf8)).problems.count == 100)
        #expect(parse([UInt8](repeating: 7, count: 5000)).problems.count == 100)
        #expect(parse(Array(("a: [" + String(repeating: "\t", count: 200_000) + "1]\n").utf8)).problems.count == 100)
        #expect(parse(Array(("a: 1 #" + String(repeating: "\t", count: 200_000) + "\n").utf8)).problems == [])
        #expect(parse(Array(("a: '" + String(repeating: "\t", count: 60_000) + "'\n").utf8)).problems == [])
    }

    @Test func hugeKeysAreRefused() {
        let key = String(repeating: "k", count: 5000)
        #expect(!parse(Array("\(key): 1\n".utf8)).problems.isEmpty)
        #expect(parse(Array("? \(key)\n: 1\n? \(key)\n: 2\n".utf8)).problems.count == 1)
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], .otherEncoding("UTF-16")), ([0xFE, 0xFF, 0x00, 0x61], .otherEncoding("UTF-16")),
            ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .otherEncoding("UTF-32")), ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], .otherEncoding("UTF-32")),
            ([0x61, 0x00, 0x3A, 0x00], .controlCharacter("\0")),
        ] as [([UInt8], Problem.Kind)])
    func otherEncodingsAreNamed(_ bytes: [UInt8], _ kind: Problem.Kind) {
        #expect(parse(bytes).problems.first?.kind == kind)
    }

    /// Overlong forms, surrogates, beyond U+10FFFF, lone continuations, cut off.
    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80],
            [0x80], [0xBF], [0xFE], [0xC3], [0xE3, 0x81], [0xF0, 0x9F, 0x98], [0xE3, 0x81, 0x41], [0xF0, 0x9F, 0x41, 0x80],
        ] as [[UInt8]])
    func whatIsNotUTF8IsFound(_ bytes: [UInt8]) {
        for tail in [[], Array("\nb: 2\n".utf8)] {
            let problems = parse(Array("a: 1\n名: x".utf8) + bytes + tail).problems
            #expect(problems.map(\.kind) == [.notUTF8(byte: bytes[0])])
            #expect(problems.first?.range.start == Mark(line: 2, column: 5))
        }
    }

    @Test func cutOffAnywhere() {
        let sample = Array(
            "# 例\nversion: 1\ntitle: \"デプロイ 😀 \\u3042\"\naccess: [a, 'b', { c: |-\n]\nplan: |\n  1. 手順\n\n  2. 戻す\nlist:\n- &x !y *z\n".utf8
        )
        for length in 0...sample.count { _ = parse(Array(sample.prefix(length))) }
        let valid = Array("version: 1\ntitle: \"デプロイ 😀\"\naccess: [a, 'é']\nplan: |\n  手順\n".utf8)
        for length in 0..<valid.count {
            let cut = Array(valid.prefix(length))
            let isWhole = String(validating: cut, as: UTF8.self) != nil
            #expect(isWhole == !parse(cut).problems.contains { if case .notUTF8 = $0.kind { true } else { false } })
        }
    }

    @Test func randomDocumentsHavePlacesInside() {
        var numbers = SplitMix64(seed: 1_2)
        let pieces =
            [
                "a", "b: ", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\n\n", "\r\n", "\r", "\t", " ", "'", "\"",
                "\\", "\\x", "|", ">", "|+\n ",
                "#", " # ", "&a ", "*a ", "!t ", "!<", "%YAML 1.2\n", "---", "\n---\n", "\n...\n", "<<: ", "名", "😀", "\u{FEFF}", "\u{85}",
                "\u{2028}", "\0", "\u{1B}",
                "~", "@", "`", "key: value\n", "x: y\n",
            ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE3, 0x81]]
        var kinds: Set<String> = []
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &numbers) { bytes += pieces.randomElement(using: &numbers) ?? [] }
            for problem in parse(bytes).problems { kinds.insert("\(problem.kind)".prefix { $0 != "(" }.description) }
        }
        // All kinds but those of size occurred, or the pieces prove little.
        #expect(kinds.count >= 14, "\(kinds)")
    }

    @Test func randomBytesNeverCrash() {
        var numbers = SplitMix64(seed: 34)
        for _ in 0..<5000 {
            _ = parse((0..<Int.random(in: 0...64, using: &numbers)).map { _ in .random(in: 0...255, using: &numbers) })
            _ = parse((0..<Int.random(in: 0...64, using: &numbers)).map { _ in .random(in: 0x20...0x7E, using: &numbers) })
        }
    }

    /// Parses, and checks every place.
    private func parse(_ bytes: [UInt8], limits: Limits = .standard) -> Parsed {
        let parsed = parseYAML(bytes, limits: limits)
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        // What is not UTF-8 is shown as one replacement character or more.
        let lines = bytes.dropFirst(hasMark ? 3 : 0).split(separator: 0x0A, omittingEmptySubsequences: false)
        let widths = lines.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count }
        let isInside = { (mark: Mark) in
            mark.line >= 1 && mark.column >= 1 && mark.line <= widths.count && mark.column <= widths[mark.line - 1] + 1
        }
        func check(_ range: SourceRange) {
            if !(isInside(range.start) && isInside(range.end) && range.start <= range.end) {
                Issue.record("\(range) is not inside \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
        func check(_ node: Node) {
            check(node.range)
            switch node.content {
            case .scalar: break
            case .sequence(let items): items.forEach(check)
            case .mapping(let entries): for entry in entries { [entry.key, entry.value].forEach(check) }
            }
        }
        for problem in parsed.problems {
            check(problem.range)
            #expect(problem.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
        if let root = parsed.root { check(root) }
        if parsed.problems.isEmpty { #expect(parsed.root != nil) }
        return parsed
    }
}
