import Foundation
import Testing

/// docs/architecture.md's table of modules is the manifest's.
struct ArchitecturePageTests {
    @Test("every module with what it may import")
    func modules() throws {
        let manifest = try String(contentsOfFile: Page.root + "/Package.swift", encoding: .utf8).filter { !$0.isWhitespace }
        var declared: [String: Set<String>] = ["daypass": ["Commands"], "simulate": ["Simulation"]]
        for match in manifest.matches(of: /module\("([A-Za-z]+)"(?:,\[([^\]]*)\])?\)/) {
            declared[String(match.1)] = Set((match.2 ?? "").matches(of: /"([A-Za-z]+)"/).map { String($0.1) })
        }
        let rows = try Page("docs/architecture.md").rows.filter { $0.count == 3 }
        let shown = Dictionary(
            uniqueKeysWithValues: rows.map { row in (row[0], Set(row[2].matches(of: /`([A-Za-z]+)`/).map { String($0.1) })) })
        #expect(Set(shown.keys) == Set(declared.keys).union(["Commands"]))
        for (module, imports) in declared where module != "Commands" {
            #expect(shown[module] == imports, "\(module)")
        }
    }
}
