import Foundation
import TestSupport
import Testing

/// The corpus of bad files, by the built command: each mistake in the words and at the place that the file itself names.
struct BadFileCheckTests {
    private static let folder = Site.package + "/Tests/BadFiles"
    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".txt") }
        .sorted()

    /// What `# beside: the sample's policies` stands for, as the corpus' own tests have it.
    private static let beside = [
        "policies/settings.yaml": """
        version: 1
        repository: example/access
        timezone: Europe/Berlin
        accounts: { jump: { id: "111111111111", tags: { env: prod } }, test: { id: "222222222222" } }
        approval: { evidence: [merge] }

        """,
        "policies/people.yaml": """
        version: 1
        people: { lead01: {}, lead02: {}, member01: {} }
        teams: { leads: [lead01, lead02] }

        """,
        "policies/access/prod.yaml": """
        version: 1
        account: jump
        group: ProdWork
        eligible: { users: [member01] }
        approval: { rules: [{ from: leads, count: 1 }] }

        """,
    ]

    /// How early a request was looked at, and freeze windows at its start, are judged of a change alone.
    private static let ofChanges: Set = ["DP2016", "DP2022"]

    /// Whether a file on disk can stand there, and where the check looks: a tree of git's may hold other paths.
    private static func isReachable(_ path: String) -> Bool {
        (path.hasPrefix("requests/") || path.hasPrefix("policies/")) && !path.split(separator: "/").contains(".")
    }

    private struct Document: Decodable {
        struct Found: Decodable, Hashable {
            var code: String
            var severity: String
            var message: String
            var advice: String?
            var path: String?
            var line: Int?
            var column: Int?
        }
        var diagnostics: [Found]
    }

    private struct Example {
        var expected = Document.Found(code: "", severity: "", message: "")
        var files: [String: String] = [:]

        init(_ text: String) throws {
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
            let head = try #require(lines.removeFirst().wholeMatch(of: /# (DP[0-9]{4}) ([a-z]+): (.*)/))
            (expected.code, expected.severity, expected.message) = (String(head.1), String(head.2), String(head.3))
            var path: String?
            var body: [String] = []
            func close(_ files: inout [String: String], isLast: Bool) {
                guard let path else { return }
                let isUnbroken = path.hasSuffix(" (without a line break at its end)")
                let name = isUnbroken ? String(path.dropLast(" (without a line break at its end)".count)) : path
                files[name] = (isLast ? body.dropLast() : body[...]).joined(separator: "\n") + (isUnbroken ? "" : "\n")
            }
            for line in lines {
                if line.hasPrefix("# file: ") {
                    close(&files, isLast: false)
                    (path, body) = (String(line.dropFirst("# file: ".count)), [])
                } else if path != nil {
                    body.append(line)
                } else if line == "# beside: the sample's policies" {
                    files = BadFileCheckTests.beside
                } else if line.hasPrefix("# advice: ") {
                    expected.advice = String(line.dropFirst("# advice: ".count))
                } else if line.hasPrefix("# whole: ") {
                    expected.path = String(line.dropFirst("# whole: ".count))
                }
            }
            close(&files, isLast: true)
            for (path, content) in files where content.contains("«") {
                let before = try #require(
                    content.unicodeScalars.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false).first)
                let rows = before.split(separator: "\n", omittingEmptySubsequences: false)
                (expected.path, expected.line, expected.column) = (path, rows.count, (rows.last?.count ?? 0) + 1)
                files[path] = String(content.filter { $0 != "«" && $0 != "»" })
            }
        }
    }

    @Test("each file's mistake is told where it marks it, in the words at its top", arguments: names)
    func told(_ name: String) async throws {
        let example = try Example(String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8))
        guard !Self.ofChanges.contains(example.expected.code), example.files.keys.allSatisfy(Self.isReachable) else { return }
        let folder = TemporaryDirectory()
        let hasPolicies = example.files.keys.contains { $0.hasPrefix("policies/") }
        for (path, text) in (hasPolicies ? [:] : Self.beside).merging(example.files, uniquingKeysWith: { $1 }) {
            try folder.write(text, to: path)
        }
        let run = try await Shell.run([Site.binary, "check", folder.path, "--format", "json", "--now", "2026-11-01T00:00:00Z"])
        let found = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).diagnostics
        #expect(found.contains(example.expected), "\(example.expected)\n\(found)")
        #expect(run.code == (found.contains { $0.severity == "error" } ? 1 : 0))
    }

    @Test("there are as many as were asked for")
    func count() { #expect(Self.names.count >= 150) }
}
