import TestSupport
import Testing

/// Freeze windows, by the built command.
struct FreezeTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    private func site(_ path: String, _ calendar: String) async throws -> Site {
        let site = try await Site.sample()
        try site.write(calendar, to: path)
        try await site.commit("calendar")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        return site
    }

    @Test("a window of calendar.yaml holds a grant and an extension, and no removal")
    func yaml() async throws {
        let site = try await site(
            "policies/calendar.yaml",
            "version: 1\nwindows:\n  - { name: closing, reason: Closing of the year, start: 2026-11-22 23:00, end: 2026-11-23 01:00 }\n")
        try site.write(Site.request(end: "2026-11-23 00:30"), to: "requests/granted.yaml")
        try await site.commit("before")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/granted.yaml")
        try site.write(Site.request(user: "partner01", end: "2026-11-23 02:00"), to: "requests/waits.yaml")
        let checked = try await site.daypass("check", "--base", "main", site.repository, now: "2026-11-22T23:10:00+09:00")
        #expect(checked.code == 0 && (checked.output + checked.errors).contains("[DP2022]"), "\(checked.output)")
        try await site.commit("in the freeze")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00")
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.errors.contains("before the freeze window 'closing' closes at 2026-11-22T16:00:00Z: Closing of the year [DP2022]"),
            "\(run.errors)")
        #expect(try site.user("partner01").groups.contains("ProdMemberWorkGroup") == false)
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T15:30:00Z", "not extended")
        // What is due goes.
        try await site.daypass("reconcile", now: "2026-11-23T00:30:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
        let after = try await site.daypass("reconcile", now: "2026-11-23T01:00:00+09:00")
        #expect(after.code == 0, "\(after.errors)")
        #expect(try site.user("partner01").groups.contains("ProdMemberWorkGroup"))
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("so does an event of a calendar file; one that isn't kept leaves the policies accepted before in force")
    func calendarFile() async throws {
        func calendar(_ rule: String) -> String {
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sundays\r\nDTSTART;VALUE=DATE:20261101\r\nRRULE:\(rule)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        }
        let site = try await site("policies/holidays.ics", calendar("FREQ=WEEKLY;BYDAY=SU"))
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/sunday.yaml")
        try await site.commit("on a Sunday")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0 && run.errors.contains("the freeze window 'Sundays' closes at 2026-11-22T15:00:00Z"), "\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
        try site.write(calendar("FREQ=WEEKLY;BYSETPOS=1"), to: "policies/holidays.ics")
        try await site.commit("what isn't kept")
        let refused = try await site.daypass("reconcile", now: "2026-11-22T22:30:00+09:00")
        #expect(refused.code == 1)
        #expect(
            refused.errors.contains("policies/holidays.ics:5:1: error: 'RRULE BYSETPOS' is not supported [DP1635]"), "\(refused.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
        try await site.daypass("reconcile", now: "2026-11-23T00:00:00+09:00")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
    }
}
