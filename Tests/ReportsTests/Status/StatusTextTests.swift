import AccessCore
import Reports
import Testing

struct StatusTextTests {
    private func text(_ status: StatusDocument) -> String { StatusText(time: World.tokyo).render(status) }

    static func state() -> RecordedState {
        var state = World.state(
            grants: [
                World.grant("member01", until: "23 02:00", ["2026/11/deploy-billing"]),
                World.grant("partner01", World.read, since: "21 09:00", until: "22 23:30", ["2026/11/look", "2026/11/look-more"]),
                World.grant("member02", until: "22 21:55", ["2026/11/old"]),
                World.grant("member01", account: AccountName("training"), until: "24 02:30", ["2026/11/learn"]),
            ],
            requests: [
                World.request("2026/11/deploy-billing", "member01", from: "22 20:00", until: "23 02:00", mergedIn: "a"),
                World.request("2026/11/next", "member03", from: "23 09:00", until: "23 10:00", mergedIn: "a"),
                World.request("2026/11/soon", "member04", from: "22 21:59", until: "22 23:00", mergedIn: "a"),
                World.request("2026/11/past", "member06", from: "22 20:00", until: "22 22:00", mergedIn: "a"),
            ],
            deleted: ["2026/11/over"]
        )
        let sighting = Sighting(
            user: UserName("bystander"), userID: UserID("AIDAbystander"), group: World.work,
            entitlement: EntitlementName("prod-member-work"),
            tag: "forever"
        )
        state.drift = [Membership(account: World.jump, user: sighting.user, group: sighting.group): sighting]
        state.held = [World.jump: Holding(hash: "5e1ec7ed", removals: [World.action(.revoke, "bystander", because: .notApproved)])]
        return state
    }

    @Test("Who holds what, since when, until when, on which request")
    func whole() {
        #expect(
            text(StatusDocument(Self.state(), ledger: World.tip, at: World.now)) == """
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                  jump (111111111111)
                    member01   prod-member-work   since 22 Nov 20:00   until 23 Nov 02:00, 4 h left          requests/2026/11/deploy-billing
                  ! member02   prod-member-work   since 22 Nov 20:00   ended 22 Nov 21:55, 5 min ago         requests/2026/11/old
                    partner01  prod-read          since 21 Nov 09:00   until 22 Nov 23:30, 1 h 30 min left   requests/2026/11/look, requests/2026/11/look-more
                  · member04   prod-member-work   not granted yet      until 22 Nov 23:00                    requests/2026/11/soon
                  · member03   prod-member-work   from 23 Nov 09:00    until 23 Nov 10:00                    requests/2026/11/next
                  ! bystander  prod-member-work   nobody approved this membership
                    1 removal waits for a person's word. If it is meant: daypass release 5e1ec7ed

                  training
                  member01  prod-member-work   since 22 Nov 20:00   until 24 Nov 02:30, 1 d 4 h left   requests/2026/11/learn

                3 active, next end 23:30 (partner01, prod-read), 1 past its end and due for removal, 1 not granted yet, 1 opens later, 1 that nobody approved.

                """
        )
    }

    @Test("Nobody holds anything")
    func empty() {
        #expect(
            text(StatusDocument(RecordedState(), ledger: nil, at: World.now)) == """
                source unknown, no ledger, 22 Nov 22:00 +09:00

                Nobody holds anything.

                """
        )
    }

    @Test("A part of it by user, entitlement and account")
    func limited() {
        let status = StatusDocument(Self.state(), ledger: World.tip, at: World.now)
        #expect(status.limited(to: UserName("member01")).access.map(\.account.text) == ["jump", "training"])
        #expect(status.limited(to: UserName("member01")).drift.isEmpty)
        #expect(status.limited(to: UserName("member01")).held.isEmpty)
        #expect(status.limited(to: UserName("bystander")).held.count == 1)
        #expect(status.limited(entitlement: EntitlementName("prod-read")).access.map(\.user.text) == ["partner01"])
        #expect(status.limited(accounts: [AccountName("training")]).access.count == 1)
        #expect(status.limited() == status)
    }
}
