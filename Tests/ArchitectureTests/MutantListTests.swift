import Foundation
import Testing

/// The breakages that `make mutants` tries are still breakages of this code: a list that rots proves nothing.
@Suite struct MutantListTests {
    struct Mutant: Sendable, CustomTestStringConvertible {
        var file: String
        var what: String
        var old: String
        var new: String
        var testDescription: String { "\(file): \(what)" }

        /// Of what is broken and how (FNV-1a, 64 bits), as the report has it.
        var mark: String {
            let value = "\(file)\n\(old)\n\(new)".utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }

    static let mutants: [Mutant] = {
        let folder = SourceTree.root.appendingPathComponent("Tests/Mutants")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name -> [Mutant] in
            let text = (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
            return stride(from: 0, to: lines.count - lines.count % 3, by: 3).map { index in
                let head = lines[index].split(separator: ": ", maxSplits: 1)
                return Mutant(
                    file: String(head[0]), what: head.count == 2 ? String(head[1]) : "",
                    old: trimmed(lines[index + 1].dropFirst(2)), new: trimmed(lines[index + 2].dropFirst(2)))
            }
        }
    }()

    static func trimmed(_ line: some StringProtocol) -> String { line.trimmingCharacters(in: .whitespaces) }

    @Test func eachBreaksALineThatStandsThereOnce() {
        #expect(Self.mutants.count >= 60)
        for mutant in Self.mutants {
            let file = SourceTree.files.first { $0.path == mutant.file }
            let times = file?.lines.count { Self.trimmed($0) == mutant.old }
            #expect(times == 1, "\(mutant.testDescription): '\(mutant.old)' stands \(times ?? 0) times in the file")
            #expect(mutant.new != mutant.old && !mutant.what.isEmpty, "\(mutant.testDescription)")
        }
    }

    /// The report is of this list.
    @Test func theReportKnowsEachOfThem() throws {
        let report = try String(contentsOf: SourceTree.root.appendingPathComponent("docs/mutation.md"), encoding: .utf8)
        for (index, mutant) in Self.mutants.enumerated() {
            let row = "| \(index + 1) | `\(mutant.file.dropFirst("Sources/".count))` | \(mutant.what) | "
            #expect(report.contains(row), "docs/mutation.md lacks \(mutant.testDescription): run make mutants")
        }
        #expect(report.contains("\(Self.mutants.count) breakages, 0 of them unnoticed."), "one lives: it lacks a test")
    }

    /// Breakages that may wait for a try.
    private static let mostWaiting = 0

    /// Each was found out as it is now, and by a test that is still there: one that was renamed or deleted proves nothing any more.
    @Test func eachWasFoundOutByATestThatIsThere() throws {
        let report = try String(contentsOf: SourceTree.root.appendingPathComponent("docs/mutation.md"), encoding: .utf8)
        let rows = report.split(separator: "\n").filter { $0.wholeMatch(of: /\| \d+ \|.*/) != nil }
        #expect(rows.count == Self.mutants.count)
        let waiting = zip(rows, Self.mutants).filter { !$0.hasSuffix(" | \($1.mark) |") || $0.contains(" | not tried yet | ") }
        #expect(waiting.count <= Self.mostWaiting, "run scripts/mutate --keep for \(waiting.map(\.1.testDescription))")
        for row in rows where !row.contains(" | not tried yet | ") {
            let killer = try #require(row.wholeMatch(of: /.* \| `(.+)` \((\w+)\) \| \w+ \|/), "nothing found it out: \(row)")
            let (name, suite) = (killer.1, String(killer.2))
            if name == "time-out" || name == "crash" || name.hasPrefix("crash: ") { continue }
            let text = name.hasPrefix("\"") ? String(name) : "func \(name.prefix { $0 != "(" })("
            let isThere = SourceTree.tests.contains { $0.module == suite && $0.text.contains(text) }
            #expect(isThere, "\(suite) has no \(name) any more: try the breakage again (\(row))")
        }
    }
}
