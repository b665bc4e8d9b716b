import Foundation
import TestSupport
import Testing

/// Keys of the formats that no other story of the built command needs, each by what becomes of it in a run.
struct FormatTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let settings = "policies/settings.yaml"
    private static let read = "policies/access/prod-read.yaml"

    private func site(_ change: (Site) throws -> Void) async throws -> Site {
        let site = try await Site.sample()
        try change(site)
        try await site.commit("changed")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        return site
    }

    /// Groups of a user by the directory in a file.
    private func groups(_ user: String, _ file: String) throws -> [String] {
        let all = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file))) as? [String: Any]
        let found = (all?["users"] as? [String: [String: Any]])?[user]
        return try #require(found?["groups"] as? [String], "\(user)")
    }

    @Test("accounts chosen by their tags: all of them, or the one that is named; a third without the tag is none of them")
    func accountsByTags() async throws {
        let site = try await site { site in
            let accounts = ["second", "third"].map { name in
                "  \(name):\n    directory: file:\(name).json\n    tags: { env: \(name == "second" ? "prod" : "test") }\n"
            }
            try site.write(
                try site.read(Self.settings).replacing("accounts:\n", with: "accounts:\n" + accounts.joined()), to: Self.settings)
            try site.write(
                try site.read(Self.read).replacing("account: jump", with: "accounts: { tags: { env: prod } }"), to: Self.read)
            for name in ["second", "third"] {
                try FileManager.default.copyItem(atPath: site.directory, toPath: site.folder("\(name).json"))
            }
        }
        try site.write(Site.request(access: "prod-read", end: "2026-11-23 02:00"), to: "requests/all.yaml")
        try site.write(Site.request(user: "member02", access: "prod-read@second", end: "2026-11-23 02:00"), to: "requests/one.yaml")
        try await site.commit("asked for")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        func holders(_ file: String) throws -> [String] {
            try ["member01", "member02"].filter { try groups($0, site.folder("\(file).json")).contains("ProdReadOnlyGroup") }
        }
        #expect(try holders("training") == ["member01"])
        #expect(try holders("second") == ["member01", "member02"])
        #expect(try holders("third").isEmpty)
        try site.write(Site.request(access: "prod-read@third", end: "2026-11-23 02:00"), to: "requests/third.yaml")
        let check = try await site.daypass("check", site.repository, now: Self.evening)
        #expect(check.errors.contains("'prod-read' is not given in the account 'third' [DP2005]"), "\(check.errors)")
        #expect(check.errors.contains("Write prod-read@jump or prod-read@second, or prod-read for all of its accounts."), "\(check.errors)")
    }

    @Test("standing members are neither removed where drift is enforced nor granted what has no end")
    func standing() async throws {
        let leader = "policies/access/prod-leader-work.yaml"
        let site = try await site { _ in }
        let policy = try site.read(leader)
        #expect(policy.contains("drift: enforce") && policy.contains("standing: [breakglass-admin]"))
        let quiet = try await site.daypass("reconcile", now: Self.evening)
        #expect(quiet.code == 0 && !quiet.errors.contains("breakglass"), "\(quiet.errors)")
        try site.write(
            Site.request(user: "breakglass-admin", access: "prod-leader-work", end: "2026-11-23 02:00"), to: "requests/standing.yaml")
        let check = try await site.daypass("check", site.repository, now: Self.evening)
        #expect(check.code == 1 && check.errors.contains("[DP2011]"), "\(check.errors)")
        try await site.commit("asks all the same")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1 && run.errors.contains("is a standing member of 'prod-leader-work' and is never granted it [DP2011]"))
        #expect(try site.user("breakglass-admin").groups == ["ProdLeaderWorkGroup"])
        #expect(try site.user("breakglass-admin").tags.isEmpty, "no end")
    }

    @Test("a prefix of leases stands before the group in the tag's key, and goes with it")
    func prefix() async throws {
        let site = try await site { site in
            try site.write(try site.read(Self.settings).replacing("prefix: \"\"", with: "prefix: \"daypass:\""), to: Self.settings)
        }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try await site.commit("asked for")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        #expect(try site.user("member01").tags == ["team": "billing", "daypass:ProdMemberWorkGroup": "2026-11-22T17:00:00Z"])
        #expect(try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00").code == 0)
        #expect(try site.user("member01").tags == ["team": "billing"])
    }

    @Test("an event of a calendar file recurs by the clocks of its own time zone, over a clock change")
    func zones() async throws {
        // Berlin is at +02:00 until 25 October and at +01:00 from then on.
        let site = try await site { site in
            try site.write(
                """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                SUMMARY:Closing
                DTSTART;TZID=Europe/Berlin:20261019T140000
                DTEND;TZID=Europe/Berlin:20261019T150000
                RRULE:FREQ=WEEKLY;COUNT=10
                EXDATE;TZID=Europe/Berlin:20261116T140000
                END:VEVENT
                END:VCALENDAR

                """, to: "policies/closing.ics")
        }
        try await Shell.git("checkout", "-q", "-b", "mine", in: site.repository)
        try site.write(
            Site.request(end: "2026-12-24 02:00", more: "emergency: false\n").replacing("end: 2026-12-24 02:00", with: "duration: 1h"),
            to: "requests/a.yaml")
        for (time, until) in [
            ("2026-10-19T12:00:00Z", "19 Oct 22:00 +09:00"), ("2026-10-19T13:00:00Z", nil), ("2026-10-26T12:30:00Z", nil),
            ("2026-10-26T13:30:00Z", "26 Oct 23:00 +09:00"), ("2026-11-16T13:30:00Z", nil),
            ("2026-11-23T13:00:00Z", "23 Nov 23:00 +09:00"),
            ("2026-12-28T13:30:00Z", nil),
        ] {
            let run = try await site.daypass("check", "--base", "main", site.repository, now: time)
            #expect(run.code == 0, "\(run.errors)")
            let told = run.errors.firstMatch(of: /freeze window 'Closing' closes at (.*) \[DP2022\]/).map { String($0.1) }
            #expect(told == until, "\(time): \(run.errors)")
        }
    }
}
