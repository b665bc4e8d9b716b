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
}
