import Foundation
import Testing

/// The table of attacks in `docs/threat-model.md` names tests that are there.
struct AttackTableTests {
    /// A row of the table under a heading, cell by cell.
    private static func rows() throws -> [[String]] {
        let page = try Page("docs/threat-model.md")
        let start = try #require(page.lines.firstIndex(of: "## Each attack and its test"))
        let section = page.lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
        return section.filter { $0.hasPrefix("| ") }.dropFirst(2).map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }

    /// Sources of suites by the suites' names, which are those of their files.
    private static func suites() throws -> [String: String] {
        let tests = Page.root + "/Tests"
        let files = try #require(FileManager.default.enumerator(atPath: tests))
        var suites: [String: String] = [:]
        for case let path as String in files where path.hasPrefix("CommandsTests/") && path.hasSuffix("Tests.swift") {
            let name = path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) } ?? ""
            suites[name] = try String(contentsOfFile: tests + "/" + path, encoding: .utf8)
        }
        return suites
    }

    @Test("each attack has what happens, and a test of the built command that exists")
    func namesTests() throws {
        let (rows, suites) = (try Self.rows(), try Self.suites())
        #expect(rows.count >= 20)
        for row in rows {
            #expect(row.count == 3, "\(row)")
            let named = (row.last ?? "").matches(of: /`([A-Za-z]+)\.([A-Za-z0-9]+)`/)
            #expect(!named.isEmpty, "\(row)")
            for match in named {
                let source = try #require(suites[String(match.1)], "\(match.1)")
                let declaration = try #require(
                    source.firstRange(of: "func \(match.2)("), "\(match.1) has no test '\(match.2)'")
                // A test of its own, not something that tests use.
                let before = source[..<declaration.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).suffix(12)
                #expect(before.contains { $0.contains("@Test") }, "\(match.1).\(match.2)")
            }
        }
    }

    @Test("every attack that has a suite of its own stands in the table")
    func isWhole() throws {
        let table = try Self.rows().joined().joined(separator: " ")
        for (name, source) in try Self.suites() where name.hasSuffix("AttackTests") {
            for match in source.matches(of: /@Test(?:[^{]*?)\n?\s+func ([A-Za-z0-9]+)\(/) {
                let test = "\(name).\(match.1)"
                #expect(table.contains("`\(test)`") || Self.besides.contains(test), "\(test) isn't in docs/threat-model.md")
            }
        }
    }

    /// Tests of attacks' suites that are about something else than an attack.
    private static let besides: Set<String> = [
        "SignatureAttackTests.inOneStep", "SignatureAttackTests.until", "SignatureAttackTests.seenInTime",
        "PolicyAttackTests.tightening", "PolicyAttackTests.signedLedgerRemembers", "ForgeAttackTests.objection",
    ]
}
