import AccessCore
import Cryptography
import TestSupport
import Testing

@testable import Approvals

@Suite struct ApprovalStatementTests {
    private static let digest = SHA256.hash("version: 1\n")
    private static let path = "requests/2026/11/deploy-billing.yaml"

    private static func statement(until: String? = nil, comment: String? = nil) throws -> ApprovalStatement {
        try ApprovalStatement(
            repository: "example/access", path: path, sha256: digest, until: until.flatMap { Timestamp($0) }, comment: comment)
    }

    private static func fault(_ text: String) -> String? { fault(Array(text.utf8)) }

    private static func fault(_ bytes: [UInt8]) -> String? {
        do throws(StatementFault) {
            _ = try ApprovalStatement(text: bytes)
            return nil
        } catch { return "\(error)" }
    }

    @Test("the text is the one that is documented")
    func text() throws {
        let begin = "daypass approval v1\nrepository: example/access\npath: \(Self.path)\nsha256: \(Self.digest.hex)\n"
        #expect(try Self.statement().text == begin)
        let whole = try Self.statement(until: "2026-11-22T17:00:00Z", comment: "Bis 2 Uhr: 了解")
        #expect(whole.text == begin + "until: 2026-11-22T17:00:00Z\ncomment: Bis 2 Uhr: 了解\n")
        let tree = String(repeating: "0123456789", count: 4)
        let policies = try ApprovalStatement(repository: "example/access", policies: TreeID(tree))
        #expect(policies.text == "daypass policies v1\nrepository: example/access\ntree: \(tree)\n")
        #expect(ApprovalStatement.namespace == "approval@daypass")
        for statement in [try Self.statement(), whole, try Self.statement(until: "2026-11-22T17:00:00Z"), policies] {
            #expect(try ApprovalStatement(text: statement.text.utf8) == statement)
        }
        #expect(try Self.statement().isPlain && !whole.isPlain && policies.isPlain)
    }

    @Test("nothing else is read: lines left out, doubled, swapped, cut, and other ways to write the same")
    func strict() throws {
        let whole = try Self.statement(until: "2026-11-22T17:00:00Z", comment: "ok").text
        let lines = whole.split(separator: "\n").map { "\($0)\n" }
        for (index, line) in lines.enumerated() {
            var changed = lines
            changed.insert(line, at: index)
            #expect(Self.fault(changed.joined()) != nil, "twice: \(line)")
            changed = lines
            changed.remove(at: index)
            // The last two may be missing.
            #expect((Self.fault(changed.joined()) == nil) == (index >= 4), "without: \(line)")
            if index > 0 {
                changed = lines
                changed.swapAt(index, index - 1)
                #expect(Self.fault(changed.joined()) != nil, "swapped: \(line)")
            }
            let body = line.dropLast()
            let others = [" \(line)", "\t\(line)", "\(body) \n", "\(body)\r\n", "\(line)\n", line.replacing(": ", with: ":")]
            for other in others where other != line {
                changed = lines
                changed[index] = other
                #expect(Self.fault(changed.joined()) != nil, "\(other)")
            }
        }
        for count in 0..<whole.utf8.count where !lines.indices.contains(where: { $0 >= 3 && count == lines[...$0].joined().utf8.count }) {
            #expect(Self.fault(Array(whole.utf8.prefix(count))) != nil, "\(count) bytes")
        }
        for more in ["\n", " ", "until: 2026-11-22T17:00:00Z\n", "comment: ok\n", "x: y\n", "\u{0}"] {
            #expect(Self.fault(whole + more) != nil, "more: \(more)")
        }
        for time in [
            "2026-11-22T17:00:00+00:00", "2026-11-22t17:00:00z", "2026-11-22T17:00:00.0Z", "2026-11-22 17:00", "2026-11-31T17:00:00Z",
        ] {
            #expect(
                Self.fault(whole.replacing("2026-11-22T17:00:00Z", with: time))
                    == "'until' of a statement has to be a time in UTC like 2026-11-22T17:00:00Z")
        }
        #expect(
            Self.fault(whole.replacing(Self.digest.hex, with: Self.digest.hex.uppercased()))
                == "'sha256' of a statement has to be 64 digits 0-9 and a-f")
        #expect(Self.fault("daypass approval v2\n") == "the statement doesn't begin with 'daypass approval v1' or 'daypass policies v1'")
        #expect(Self.fault("daypass approval v1\npath: x\n") == "line 2 of the statement should begin with 'repository: '")
        #expect(Self.fault([0xFF]) == "the statement is not UTF-8")
        #expect(Self.fault(String(repeating: "a", count: 4097)) == "the statement has more than 4096 bytes")
        #expect(
            Self.fault("daypass policies v1\nrepository: a\ntree: \(String(repeating: "a", count: 40))\nuntil: 2026-11-22T17:00:00Z\n")
                != nil)
    }

    @Test(
        "comments that are more than one line of plain text",
        arguments: [
            "", " ", " a", "a ", "a\nuntil: 2026-11-22T17:00:00Z", "a\r\nb", "a\rb", "a\u{2028}b", "a\u{85}b", "a\u{0}b", "a\u{1B}[2Jb",
            "a\u{202E}b", "a\u{200B}b", "a\u{FEFF}b", "\u{3000}a", "a\u{A0}", "a\tb",
        ])
    func comments(_ comment: String) {
        #expect(
            throws: StatementFault.value("comment", "one line of at most 500 characters that can all be seen, without blanks around it")
        ) {
            try Self.statement(comment: comment)
        }
    }

    @Test("the longest comment, and one character more")
    func longComment() throws {
        let longest = String(repeating: "\u{1F600}", count: 500)
        let statement = try Self.statement(until: "2026-11-22T17:00:00Z", comment: longest)
        #expect(try ApprovalStatement(text: statement.text.utf8) == statement)
        #expect(throws: StatementFault.self) { try Self.statement(comment: longest + "a") }
    }

    @Test(
        "paths that no request can have",
        arguments: [
            "", "requests/", "requests/.yaml", "requests/a.yml", "requests/a.yaml.lead01.sig", "policies/a.yaml", "/requests/a.yaml",
            "requests//a.yaml", "requests/../policies/a.yaml", "requests/.a.yaml", "requests/a b.yaml", "requests/\u{E4}.yaml",
            "requests/a\n.yaml", "requests/-a.yaml", "Requests/a.yaml", "requests/" + String(repeating: "a", count: 700) + ".yaml",
        ])
    func paths(_ path: String) {
        #expect(throws: StatementFault.value("path", "a path like requests/2026/11/name.yaml")) {
            try ApprovalStatement(repository: "a", path: path, sha256: Self.digest)
        }
    }

    @Test("trees and repositories that are none")
    func others() {
        for tree in ["", "abc", String(repeating: "A", count: 40), String(repeating: "a", count: 41), String(repeating: "g", count: 40)] {
            #expect(throws: StatementFault.self) { try ApprovalStatement(repository: "a", policies: TreeID(tree)) }
        }
        for repository in ["", " a", "a\n", "a\u{202E}", String(repeating: "a", count: 257)] {
            #expect(throws: StatementFault.self) {
                try ApprovalStatement(repository: repository, policies: TreeID(String(repeating: "a", count: 40)))
            }
        }
    }

    @Test("bytes changed by chance: what is read is written as it was", arguments: 0..<4)
    func mutations(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let whole = Array(try Self.statement(until: "2026-11-22T17:00:00Z", comment: "über").text.utf8)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = random.pick([0x0A, 0x0D, 0x20, 0x3A, UInt8.random(in: 0...255, using: &random)])
            }
            if let read = try? ApprovalStatement(text: bytes) { #expect(Array(read.text.utf8) == bytes, "seed \(seed)") }
        }
    }
}
