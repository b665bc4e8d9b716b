import AccessRequests
import Foundation
import Testing

/// docs/diagnostics.md lists every code there is, in the words of the code.
struct DiagnosticsTests {
    private let page: Page

    init() throws { page = try Page("docs/diagnostics.md") }

    /// A text as a table's cell holds it.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("<", with: "&lt;") }

    private static func row(_ entry: MistakeCatalogue.Entry) -> String {
        "| `\(entry.code)` | \(entry.severity) | \(cell(entry.message)) | \(cell(entry.advice ?? "")) |"
    }

    @Test("What files can have wrong stands there word for word")
    func catalogue() {
        let rows = Set(page.lines)
        let missing = MistakeCatalogue.entries.map(Self.row).filter { !rows.contains(Substring($0)) }
        #expect(missing.isEmpty, "docs/diagnostics.md should have:\n\(missing.joined(separator: "\n"))")
    }

    @Test("Codes of the sources and of the page are the same, each once")
    func codes() throws {
        var codes = Set(MistakeCatalogue.entries.map(\.code))
        let sources = try #require(FileManager.default.enumerator(atPath: Page.root + "/Sources"))
        for case let path as String in sources where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: Page.root + "/Sources/" + path, encoding: .utf8)
            for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for match in line.matches(of: /"(DP[0-9]{4})"/) { codes.insert(String(match.1)) }
            }
        }
        let listed = page.rows.map { $0[0] }.filter { $0.wholeMatch(of: /DP[0-9]{4}/) != nil }
        #expect(listed == listed.sorted(), "they stand in their order")
        #expect(Set(listed).count == listed.count, "each stands there once")
        #expect(codes.subtracting(listed).sorted() == [], "missing from docs/diagnostics.md")
        #expect(Set(listed).subtracting(codes).sorted() == [], "nothing has these codes any more")
    }
}
