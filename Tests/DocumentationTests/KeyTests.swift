import AccessRequests
import Foundation
import Testing

/// docs/formats.md has every key that files can have, as the schemas list them.
@Suite struct KeyTests {
    private static let headings: [FileSchema: String] = [
        .request: "Requests: ", .entitlement: "Entitlements: ", .people: "People: ", .settings: "Settings: ",
        .calendar: "Freeze windows: ", .review: "Requests: ",
    ]

    /// Everything between back quotes, and blocks of code, in a kind's section.
    private func words(_ schema: FileSchema) throws -> Set<String> {
        let text = try Page("docs/formats.md").text
        let heading = try #require(Self.headings[schema])
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
        let code = section.matches(of: /```.*?```|`[^`\n]+`/.dotMatchesNewlines()).map { String($0.0) }.joined(separator: " ")
        return Set(code.split { !($0.isLetter || $0 == "-") }.map(String.init))
    }

    @Test("every key stands there", arguments: FileSchema.allCases)
    func keys(_ schema: FileSchema) throws {
        let words = try words(schema)
        #expect(schema.keys.count >= 3)
        for path in schema.keys {
            let key = path.split(separator: ".").last.map(String.init) ?? path
            #expect(words.contains(key), "docs/formats.md lacks \(path)")
        }
    }
}
