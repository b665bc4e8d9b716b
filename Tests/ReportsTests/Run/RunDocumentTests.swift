import AccessCore
import Foundation
import Reports
import Testing

struct RunDocumentTests {
    private func document(_ report: RunReport, strict: Bool = false) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(RunDocument(report, strict: strict))) as? [String: Any])
    }

    @Test("The verdict is the exit code's")
    func verdict() throws {
        var report = World.report()
        #expect(try document(report)["verdict"] as? String == "agree")
        report.diagnostics = [Diagnostic(.warning, "DP3002", "drift")]
        #expect(try document(report)["verdict"] as? String == "agree")
        #expect(try document(report, strict: true)["verdict"] as? String == "problems")
        report.isRaced = true
        #expect(try document(report)["verdict"] as? String == "raced")
    }

    @Test("What was done in an account that the last plan doesn't name is not lost")
    func earlier() throws {
        var report = World.report(World.state(), [World.plan([], in: AccountName("prod"))])
        let action = World.action(.revoke, "u", was: "22 21:00", because: .expired)
        report.results = [World.jump: [ActionResult(action: action, end: .done(late: 3600), directory: [])]]
        let accounts = try #require(try document(report)["accounts"] as? [[String: Any]])
        #expect(accounts.map { $0["name"] as? String } == ["jump", "prod"])
        #expect(accounts.map { ($0["results"] as? [Any])?.count } == [1, 0])
    }

    @Test("Without a plan there are no accounts, and the keys stay")
    func empty() throws {
        let document = try document(RunReport(now: World.now))
        #expect(document.keys.sorted() == ["accounts", "diagnostics", "now", "verdict", "version", "waiting"])
    }
}
