import AccessCore
import Testing

/// While a freeze window is open nothing starts, and nothing ends later than it would.
@Suite struct JudgeFreezeTests {
    /// From minute 30 to minute 60.
    private static let freeze = FreezeWindow(
        name: "closing", reason: "Closing of the year",
        hours: FreezeHours(zone: .utc, start: at(30).seconds, length: FreezeHours.Length(exact: 1800)))

    private func world(_ freeze: FreezeWindow = freeze, now: Timestamp = at(30)) -> World {
        var world = World([entitlement()], now: now)
        world.policies.calendar = FreezeCalendar(windows: [freeze])
        return world
    }

    @Test(arguments: [(29, true), (30, false), (59, false), (60, true)] as [(Int64, Bool)])
    func nothingIsGrantedWhileItIsOpen(minute: Int64, isGranted: Bool) {
        var world = world(now: at(minute))
        world.merge(r, request(until: at(90)))
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty == !isGranted && world.isMember() == isGranted)
        #expect(judgement.diagnostics.map(\.code) == (isGranted ? [] : ["DP2022"]))
        #expect(judgement.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(world.recorded.requests[r]?.window == Window(start: at(minute), end: at(90)), "it is accepted all the same")
        #expect(isGranted || judgement.upcoming.contains { $0.start == at(60) })
    }

    @Test func whatWaitedIsGrantedWhenItCloses() {
        var world = world()
        world.merge(r, request(until: at(90)))
        world.run()
        world.now = at(60)
        #expect(world.run().plan.actions.map(\.action) == [.grant])
        #expect(world.grant()?.end == at(90))
    }

    @Test func aDurationWithoutAStartOpensWhenItCloses() {
        var world = world()
        var asked = request(until: at(0))
        asked.end = .after(.seconds(3600))
        world.merge(r, asked)
        let (judgement, _) = world.run()
        #expect(judgement.diagnostics.map(\.code) == ["DP2022"] && world.recorded.requests[r] == nil)
        #expect(world.run().judgement.findings.isEmpty, "it is on record once")
        world.now = at(60)
        world.run()
        #expect(world.grant()?.end == at(120))
    }

    @Test func whatWasGrantedStaysUntilItsEndAndIsRemovedThen() {
        var world = world(now: at(0))
        world.merge(r, request(until: at(45)))
        world.run()
        world.now = at(30)
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && world.isMember() && judgement.diagnostics.isEmpty)
        world.now = at(45)
        #expect(world.run().plan.actions.map(\.urgency) == [.due])
        #expect(!world.isMember())
    }

    @Test func anEarlyEndIsNeverHeld() {
        var world = world(now: at(0))
        world.merge(r, request(until: at(90)))
        world.run()
        world.now = at(30)
        world.delete(r)
        world.run()
        #expect(!world.isMember())
    }

    @Test func anExtensionIsMadeWhenItCloses() {
        var world = world(now: at(0))
        world.merge(r, request(until: at(70)))
        world.run()
        world.now = at(30)
        world.merge(r, request(until: at(90)))
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && judgement.diagnostics.map(\.code) == ["DP2022"] && world.grant()?.end == at(70))
        world.now = at(60)
        #expect(world.run().plan.actions.map(\.action) == [.extend])
        #expect(world.grant()?.end == at(90))
    }

    /// A second request whose window begins inside the freeze would extend the first one's.
    @Test func aRequestThatAdjoinsDoesNotExtendEither() {
        var world = world(now: at(0))
        let next = RequestID("next")
        world.merge(r, request(until: at(45)))
        world.merge(next, request(next, from: at(40), until: at(90)))
        world.run()
        #expect(world.grant()?.end == at(90), "it was granted as one before the freeze")
        var later = self.world(now: at(0))
        later.merge(r, request(until: at(45)))
        later.run()
        later.now = at(31)
        later.merge(next, request(next, from: at(40), until: at(90)))
        later.run()
        later.now = at(42)
        #expect(later.run().plan.isEmpty && later.grant()?.end == at(45))
        later.now = at(45)
        later.run()
        #expect(!later.isMember())
        later.now = at(60)
        later.run()
        #expect(later.isMember() && later.grant()?.end == at(90))
    }

    @Test func whoWasTakenOutByHandIsPutBack() {
        var world = world(now: at(0))
        world.merge(r, request(until: at(90)))
        world.run()
        world.now = at(30)
        world.edit { $0.groups = [] }
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    /// What is on record of who had the name before is not what runs of theirs.
    @Test func anotherUserByTheNameStartsNothing() {
        var world = world(now: at(0))
        world.merge(r, request(until: at(90)))
        world.run()
        world.now = at(30)
        world.actual[jump]?.users[member] = user(id: "another")
        let next = RequestID("next")
        world.merge(next, request(next, until: at(90)))
        let (judgement, _) = world.run()
        #expect(judgement.desired.isEmpty && !world.isMember())
        #expect(judgement.diagnostics.map(\.code).contains("DP2022"))
    }

    @Test(
        arguments: [
            ([work], [], true), ([EntitlementName("other")], [], false), ([], [jump], true), ([], [prod], false), ([work], [prod], false),
        ] as [(Set<EntitlementName>, Set<AccountName>, Bool)])
    func itHoldsWhatItNames(entitlements: Set<EntitlementName>, accounts: Set<AccountName>, holds: Bool) {
        var freeze = Self.freeze
        (freeze.entitlements, freeze.accounts) = (entitlements, accounts)
        var world = world(freeze)
        world.merge(r, request(until: at(90)))
        world.run()
        #expect(world.isMember() == !holds)
    }
}
