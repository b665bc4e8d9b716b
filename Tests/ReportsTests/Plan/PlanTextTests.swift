import AccessCore
import Reports
import Testing

struct PlanTextTests {
    private func text(_ report: RunReport) -> String { PlanText(time: World.tokyo).render(report) }

    @Test("A plan names who, what, until when and why, account by account")
    func whole() {
        let state = World.state(
            requests: [
                World.request("2026/11/deploy-billing", "member01", from: "22 22:00", until: "23 02:00", mergedIn: "4c1d9e2f"),
                World.request("2026/11/look", "partner01", World.read, from: "22 12:00", until: "22 23:30", mergedIn: "7be0c55f"),
            ]
        )
        var plan = World.plan([
            World.action(.revoke, "bystander", because: .notApproved),
            World.action(.revoke, "member02", was: "22 21:55", ["2026/11/old"], because: .expired),
            World.action(.grant, "member01", until: "23 02:00", ["2026/11/deploy-billing"], because: .approved),
            World.action(.shorten, "partner01", World.read, until: "22 23:30", was: "23 04:00", ["2026/11/look"], because: .endedEarly),
        ])
        plan.drift = [World.drift("bystander", World.work, .enforce)]
        #expect(
            text(World.report(state, [plan])) == """
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                  jump (111111111111)
                  + member01   prod-member-work   until 23 Nov 02:00   requests/2026/11/deploy-billing, merged in 4c1d9e2
                  ~ partner01  prod-read          until 22 Nov 23:30   was 23 Nov 04:00: ended early in 7be0c55
                  - member02   prod-member-work   ended 22 Nov 21:55   5 min ago
                  ! bystander  prod-member-work   nobody approved this membership: will be removed (drift: enforce)

                1 to grant, 1 to shorten, 2 to remove.

                """
        )
    }

    @Test("Nothing to do is one line")
    func nothing() {
        let grants = (1...13).map { World.grant("member\($0)", until: "23 02:00") }
        let state = World.state(grants: grants + [World.grant("partner01", World.read, until: "22 23:30")])
        #expect(text(World.report(state)) == "Nothing to do: 14 active, next end 23:30 (partner01, prod-read).\n")
    }

    @Test("Nothing to do while nobody holds anything, and something opens later")
    func nobody() {
        var report = World.report()
        report.upcoming = [Window(start: World.at("23 09:00"), end: World.at("23 10:00"))].compactMap(\.self)
        #expect(text(report) == "Nothing to do: nobody holds anything, next start 23 Nov 09:00.\n")
    }

    @Test("The one line says what couldn't be settled too")
    func unsettled() {
        var unread = World.plan([], in: AccountName("prod"))
        unread.diagnostics = [Diagnostic(.error, "DP3001", "prod can't be read: throttled")]
        var report = World.report(World.state(), [unread])
        report.undecided = [RequestID("b"), RequestID("a")]
        report.diagnostics += [
            Diagnostic(.error, "DP2006", "member01 may not ask for prod-read in jump", at: Place("requests/no.yaml", line: 2)),
            Diagnostic(.error, "DP1203", "unknown key 'acess'", at: Place("requests/typo.yaml", line: 3, column: 1)),
            Diagnostic(.error, "DP1203", "unknown key 'acess'", at: Place("requests/typo.yaml", line: 3, column: 1)),
        ]
        #expect(
            text(report)
                == "Nothing to do: nobody holds anything. 1 request is denied: requests/no.yaml. "
                + "2 requests wait to be judged: requests/a, requests/b. 1 mistake in requests/typo.yaml. Not read: prod.\n"
        )
    }

    @Test("A change of policies that nobody approved is no request")
    func policies() {
        var report = World.report()
        report.diagnostics = [Diagnostic(.error, "DP2106", "a change of policies is not in force", at: Place("policies"))]
        #expect(text(report) == "Nothing to do: nobody holds anything. A change of policies is not in force.\n")
    }

    @Test("Without a plan it says so")
    func none() {
        var report = RunReport(now: World.now)
        report.diagnostics = [Diagnostic(.error, "DP4002", "the ledger can't be reached")]
        #expect(text(report) == "There is no plan.\n")
    }

    @Test("Held removals name the hash and the command that release them")
    func held() {
        var plan = World.plan(
            [],
            held: [
                World.action(.revoke, "bystander", because: .notApproved),
                World.action(.revoke, "member02", was: "23 04:00", ["a"], because: .entitlementRemoved),
                World.action(.revoke, "member03", was: "23 04:00", ["b"], because: .endedEarly),
            ])
        plan.heldHash = "5e1ec7ed"
        #expect(
            text(World.report(World.state(), [plan])) == """
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                  jump (111111111111)
                  ✗ bystander  prod-member-work   nobody approved this membership: held
                  ✗ member02   prod-member-work   was until 23 Nov 04:00   the entitlement is gone or gives something else now, held
                  ✗ member03   prod-member-work   was until 23 Nov 04:00   ended early: requests/b, held
                    3 removals wait for a person's word. If they are meant: daypass release 5e1ec7ed

                3 removals wait for a person's word.

                """
        )
    }

    @Test("Drift that is only reported shows even when there is nothing to do")
    func reported() {
        let plan = World.plan(
            [], in: AccountName("training"),
            drift: [
                World.drift("bystander"), World.drift("guest", World.read, until: "25 00:00"),
                World.drift("gone", World.read, until: "22 21:00"),
            ])
        #expect(
            text(World.report(World.state(), [plan])) == """
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                  training
                  ! bystander  prod-member-work   nobody approved this membership: stays (drift: report)
                  ! guest      prod-read          nobody approved this membership: stays until 25 Nov 00:00, as its tag says (drift: report)

                Nothing to do: nobody holds anything.

                """
        )
    }

    @Test("Each kind of change and removal has its words")
    func kinds() {
        let state = World.state(
            requests: [
                World.request("a", "u1", from: "22 12:00", until: "23 02:00", mergedIn: "aaaaaaaa"),
                World.request("b", "u1", from: "22 12:00", until: "23 03:00", mergedIn: "bbbbbbbb"),
                World.request("old", "u2", from: "22 12:00", until: "22 23:00", mergedIn: "cccccccc", accepted: "22 12:00"),
            ],
            deleted: ["gone"]
        )
        var nameless = World.action(.revoke, "u9", was: "22 21:00", because: .expired)
        nameless.entitlement = nil
        let plan = World.plan([
            World.action(.extend, "u1", until: "23 03:00", was: "23 02:00", ["a", "b"], because: .approved),
            World.action(.shorten, "u2", until: "22 23:00", was: "23 04:00", ["old"], because: .endedEarly),
            World.action(.shorten, "u3", until: "22 23:00", was: "23 04:00", ["old"], because: .limitLowered),
            World.action(.mendLease, "u4", until: "22 23:00", was: "22 23:00", because: .editedLease),
            World.action(.mendLease, "u5", until: "22 23:00", was: "22 23:00", because: .malformedLease),
            World.action(.revoke, "u6", was: "23 03:00", ["gone"], because: .endedEarly),
            World.action(.revoke, "u7", was: "23 03:00", ["x"], because: .noLongerEligible),
            World.action(.revoke, "u8", because: .strayLease),
            nameless,
        ])
        #expect(
            text(World.report(state, [plan])) == """
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                  jump (111111111111)
                  ~ u1  prod-member-work            until 23 Nov 03:00       was 23 Nov 02:00: extended by requests/a, requests/b, merged in aaaaaaa, bbbbbbb
                  ~ u2  prod-member-work            until 22 Nov 23:00       was 23 Nov 04:00: ended early
                  ~ u3  prod-member-work            until 22 Nov 23:00       was 23 Nov 04:00: the entitlement allows less now
                  ~ u4  prod-member-work            until 22 Nov 23:00       mends its tag: it didn't say this end
                  ~ u5  prod-member-work            until 22 Nov 23:00       mends its tag: it was no end time
                  - u6  prod-member-work            was until 23 Nov 03:00   ended early: requests/gone was deleted
                  - u7  prod-member-work            was until 23 Nov 03:00   not eligible any more
                  - u8  prod-member-work            its tag stands without a membership: the tag is removed
                  - u9  group ProdMemberWorkGroup   ended 22 Nov 21:00       1 h ago, nobody asked for it

                1 to extend, 2 to shorten, 2 tags to mend, 4 to remove.

                """
        )
    }

    @Test("A very long name pushes only its own row, and is never cut")
    func longNames() {
        let long = String(repeating: "x", count: 64)
        let plan = World.plan([
            World.action(.grant, long, until: "23 02:00", ["a"], because: .approved),
            World.action(.grant, "m", until: "23 02:00", ["a"], because: .approved),
        ])
        let lines = text(World.report(World.state(), [plan])).split(separator: "\n")
        #expect(lines[2] == "  + \(long)  prod-member-work   until 23 Nov 02:00   requests/a")
        #expect(lines[3] == "  + m  prod-member-work   until 23 Nov 02:00   requests/a")
    }

    @Test("Hostile names reach the terminal as text")
    func hostile() {
        let plan = World.plan([
            World.action(.grant, "eve\u{1B}[2J\u{202E}\n", until: "23 02:00", ["a\r\u{9B}31m"], because: .approved)
        ])
        let lines = PlanText(time: World.tokyo, palette: Palette(isColoured: true)).render(World.report(World.state(), [plan]))
            .split(separator: "\n")
        #expect(
            lines[2]
                == "  \u{1B}[32m+\u{1B}[0m eve\\u{1B}[2J\\u{202E}\\u{0A}  prod-member-work   until 23 Nov 02:00   requests/a\\u{0D}\\u{9B}31m"
        )
    }
}
