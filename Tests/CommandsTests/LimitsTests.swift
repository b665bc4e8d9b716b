import TestSupport
import Testing

/// What an entitlement limits and requires, by the built command.
struct LimitsTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// The sample site with these lines in the member entitlement, and two requests of two users.
    private func site(_ own: String) async throws -> Site {
        let site = try await Site.sample()
        let path = "policies/access/prod-member-work.yaml"
        try site.write(try site.read(path).replacing("limits: { duration: 12h }", with: own), to: path)
        try await site.commit("limits")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        return site
    }

    @Test("one place: the second waits, and has it when the first leaves early")
    func active() async throws {
        let site = try await site("limits: { duration: 12h, active: 1 }")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/first.yaml")
        try await site.commit("first")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        let asked = Site.request(user: "partner01", end: "x").replacing("end: x", with: "duration: 4h")
        try site.write(asked, to: "requests/a-second.yaml")
        try await site.commit("second")
        let waiting = try await site.daypass("reconcile", now: "2026-11-22T22:10:00+09:00")
        #expect(waiting.code == 0, "waiting is no failure: \(waiting.errors)")
        #expect(
            waiting.errors.contains("'prod-member-work' in jump is for 1 user at once, and member01 has it until"), "\(waiting.errors)")
        #expect(try site.user("partner01").groups.contains("ProdMemberWorkGroup") == false)
        try site.remove("requests/first.yaml")
        try await site.commit("done")
        let next = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(next.code == 0, "\(next.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
        // All of the four hours that were asked for.
        #expect(try site.user("partner01").tags["ProdMemberWorkGroup"] == "2026-11-22T18:00:00Z")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("too far ahead stays refused, a ticket by the pattern is accepted; check says so before the merge")
    func aheadAndTicket() async throws {
        let site = try await site("limits: { duration: 12h, ahead: 2d }\nrequire: { ticket: 'CHG-[0-9]{4}', plan: true }")
        try site.write(
            Site.request(end: "2026-11-25 23:00", more: "start: 2026-11-25 22:00\nticket: CHG-12\n"), to: "requests/early.yaml")
        let check = try await site.daypass("check", "--base", "main", site.repository, now: Self.evening)
        #expect(check.code == 1)
        try await site.commit("early")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1)
        for words in [
            "it starts more than 2d after it was first looked at, and 'prod-member-work' allows no more [DP2016]",
            "the ticket 'CHG-12' is not what 'prod-member-work' requires: CHG-[0-9]{4} [DP2019]",
            "'prod-member-work' requires a plan [DP2020]",
        ] {
            #expect(run.errors.contains(words), "\(run.errors)")
            #expect((check.output + check.errors).contains(words), "\(check.output)")
        }
        try site.write(
            Site.request(end: "2026-11-25 23:00", more: "start: 2026-11-25 22:00\nticket: CHG-1234\nplan: deploy\n"),
            to: "requests/early.yaml")
        try await site.commit("with a ticket and a plan, a day later")
        let later = try await site.daypass("reconcile", now: "2026-11-24T00:00:00+09:00")
        #expect(later.code == 0, "\(later.errors)")
        try await site.daypass("reconcile", now: "2026-11-25T22:00:00+09:00")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
    }
}
