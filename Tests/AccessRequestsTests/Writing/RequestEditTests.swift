import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

struct RequestEditTests {
    private static let base = "version: 1\nuser: member01\naccess: [prod]\nreason: Deploy\n"

    private func edited(_ text: String, to end: String) throws -> String {
        let zone = try TimeZoneRules(named: "Europe/Berlin")
        let edit = try RequestEdit(SourceFile(path: "requests/a.yaml", bytes: Array(text.utf8)), timezone: zone)
        return String(decoding: try edit.ending(at: try #require(Timestamp(end))), as: UTF8.self)
    }

    @Test(arguments: [
        ("end: 2026-11-23 02:00\n", "end: 2026-11-23 05:00\n"), ("end: '2026-11-23 02:00' # x\n", "end: 2026-11-23 05:00 # x\n"),
        ("end: 2026-11-23T02:00:00Z\n", "end: 2026-11-23T05:00:00+01:00\n"), ("end:\n  2026-11-23 02:00\n", "end:\n  2026-11-23 05:00\n"),
        ("duration: 4h # long\n", "end: 2026-11-23T05:00:00+01:00 # long\n"),
        ("\"end\": 2026-11-23 02:00\r\n", "\"end\": 2026-11-23 05:00\r\n"),
        ("title: 日本 🙂\nend: 2026-11-23 02:00\n", "title: 日本 🙂\nend: 2026-11-23 05:00\n"),
    ])
    func onlyTheEndChanges(_ before: String, _ after: String) throws {
        for (head, tail) in [("", Self.base), (Self.base, ""), ("# first\n\n", Self.base), ("\u{FEFF}", Self.base)] {
            #expect(try edited(head + before + tail, to: "2026-11-23T04:00:00Z") == head + after + tail)
        }
        #expect(
            try edited("{ version: 1, user: a, access: [p], reason: r, end: 2026-11-23 02:00 }", to: "2026-11-23T04:00:00Z").hasSuffix(
                "end: 2026-11-23 05:00 }"))
    }

    @Test("an instant that the zone's clocks show twice, or that has seconds, is written with its offset")
    func offsets() throws {
        #expect(try edited("end: 2026-10-24 02:00\n" + Self.base, to: "2026-10-25T00:30:00Z").hasPrefix("end: 2026-10-25T02:30:00+02:00\n"))
        #expect(try edited("end: 2026-10-24 02:00\n" + Self.base, to: "2026-10-26T00:00:07Z").hasPrefix("end: 2026-10-26T01:00:07+01:00\n"))
    }

    @Test("a line break that editors don't show, and a file with mistakes, are not edited")
    func unsure() {
        #expect(throws: RequestEdit.Failure.self) { try edited("title: x\n", to: "2026-10-25T00:30:00Z") }
        #expect(throws: RequestEdit.Failure.self) {
            try edited("end: 2026-11-23 02:00\nstart: 2026-11-23 01:00\n" + Self.base, to: "2026-11-22T00:00:00Z")
        }
    }
}
