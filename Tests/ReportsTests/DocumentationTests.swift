import Foundation
import Reports
import Testing

/// docs/json.md shows what the code prints, and describes every key of it.
struct DocumentationTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/json.md"), encoding: .utf8)
    }

    /// The section under a heading, up to the next of the same level.
    private func section(_ heading: String) throws -> Substring {
        let start = try #require(page.range(of: "\n## \(heading)\n"), "docs/json.md has no section '\(heading)'")
        let rest = page[start.upperBound...]
        return rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
    }

    private func example(_ heading: String) throws -> NSDictionary {
        let section = try section(heading)
        let start = try #require(section.range(of: "```json\n"))
        let rest = section[start.upperBound...]
        let end = try #require(rest.range(of: "\n```"))
        let block = Data(rest[..<end.lowerBound].utf8)
        return try #require(try JSONSerialization.jsonObject(with: block) as? NSDictionary)
    }

    private func printed(_ document: some Encodable) throws -> (NSDictionary, String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let data = try encoder.encode(document)
        return (try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary), String(decoding: data, as: UTF8.self))
    }

    private func compare(_ document: some Encodable, with heading: String) throws {
        let (now, text) = try printed(document)
        #expect(try example(heading) == now, "docs/json.md, '\(heading)', should show:\n\(text)")
        let missing = Self.keys(now).filter { !page.contains("| `\($0)` |") }
        #expect(missing.sorted() == [], "keys that no table describes")
    }

    private static func keys(_ value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]: object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(keys($1)) }
        default: []
        }
    }

    @Test("The plan's example is what is printed")
    func plan() throws { try compare(PlanDocument(Examples.planned()), with: "daypass plan") }

    @Test("The run's example is what is printed")
    func run() throws { try compare(RunDocument(Examples.applied()), with: "daypass reconcile, daypass expire") }

    @Test("The status' example is what is printed")
    func status() throws { try compare(Examples.status(), with: "daypass status") }

    @Test("The story's example is what is printed")
    func explain() throws { try compare(StoryDocument(StoryExamples.whole()), with: "daypass explain") }

    @Test("The check's example is what is printed")
    func check() throws { try compare(Examples.check(), with: "daypass check") }

    @Test("Every reason, action and state that can stand in a document is listed")
    func words() throws {
        let reasons = [
            "approved", "expired", "ended-early", "no-longer-eligible", "not-proven", "entitlement-removed", "limit-lowered",
            "not-approved",
            "malformed-lease", "stray-lease", "edited-lease",
        ]
        let others = [
            "grant", "extend", "shorten", "revoke", "mend-lease", "due", "ordinary", "active", "overdue", "accepted", "upcoming", "agree",
            "problems", "raced", "done", "failed", "ended", "pending", "denied", "not-judged", "partial", "absent", "judged",
            "merge-commit",
            "squash", "fast-forward", "queue", "automatic", "report", "enforce", "note", "warning", "error",
        ]
        #expect((reasons + others).filter { !page.contains("`\($0)`") } == [])
    }
}
