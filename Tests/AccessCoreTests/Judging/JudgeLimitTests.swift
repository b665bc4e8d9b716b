import AccessCore
import Testing

/// How far ahead, how many at once, and what a request has to say.
@Suite struct JudgeLimitTests {
    private static let other = UserName("other")
    private static let third = UserName("third")
    private static let (a, b, c) = (RequestID("a"), RequestID("b"), RequestID("c"))

    private func world(_ limits: EntitlementLimits, now: Timestamp = at(0)) -> World {
        var entitlement = entitlement(eligible: Eligibility(users: [member, Self.other, Self.third]))
        entitlement.limits = limits
        return World([entitlement], users: [user(), user(Self.other), user(Self.third)], now: now)
    }

    @Test func whatStartsTooFarAheadIsRefusedForGood() {
        var world = world(EntitlementLimits(ahead: .seconds(3600)))
        world.merge(r, request(from: at(61), until: at(90)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2016"])
        #expect(world.recorded.denials[r]?.since == at(0))
        // Time passing makes an early approval no better: it was given too long before.
        for minute in [1, 60, 61, 70] as [Int64] {
            world.now = at(minute)
            let (judgement, plan) = world.run()
            #expect(judgement.diagnostics.map(\.code) == ["DP2016"] && judgement.findings.isEmpty && plan.isEmpty, "\(minute)")
        }
        // Another content is another request, approved when it came.
        var asked = request(from: at(61), until: at(90))
        asked.reason = "again"
        world.merge(r, asked)
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func asFarAheadAsMayBeIsNotTooFar() {
        var world = world(EntitlementLimits(ahead: .seconds(3600)))
        world.merge(r, request(from: at(60), until: at(90)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        // What is on record stays, whatever comes later.
        world.enact { $0.entitlements[work]?.limits.ahead = .seconds(60) }
        world.now = at(60)
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    /// Ten years of 366 days, to the second.
    private static let longest = at(0).advanced(by: .seconds(316_224_000))

    @Test(
        "nothing is given for longer than ten years, whatever its entitlement allows",
        arguments: [nil, .seconds(400_000_000), .seconds(316_224_000)] as [Duration?])
    func longerThanAnythingIsGivenFor(allowed: Duration?) {
        var world = world(EntitlementLimits(duration: allowed))
        world.merge(r, request(from: at(0), until: Self.longest.advanced(by: .seconds(1))))
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.map(\.code) == ["DP2007"] && plan.isEmpty)
        #expect(judgement.diagnostics.first?.message.contains("(3660d)") == true, "\(judgement.diagnostics)")
        world.merge(Self.a, request(Self.a, from: at(0), until: Self.longest))
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func whoWasAcceptedFirstKeepsTheSeatAndTheNextGetsItWhenItIsFree() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.b, request(Self.b, until: at(60)))
        world.run()
        world.now = at(10)
        world.merge(Self.a, request(Self.a, user: Self.other, until: at(90)))
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.map(\.code) == ["DP2017"] && judgement.diagnostics.map(\.severity) == [.warning])
        #expect(
            judgement.diagnostics.first?.message
                == "'prod-member-work' in jump is for 1 user at once, and member01 has it until 2026-11-22T01:00:00Z")
        #expect(plan.isEmpty && world.recorded.denials[Self.a] != nil)
        world.now = at(60)
        #expect(world.run().plan.actions.map(\.action) == [.revoke, .grant])
        #expect(!world.isMember() && world.isMember(Self.other))
    }

    /// Both seats are taken: the one of `b` first, until the hour, then that of `a`.
    private func bothSeated() -> World {
        var world = world(EntitlementLimits(active: 2))
        world.merge(Self.b, request(Self.b, until: at(60)))
        world.run()
        world.now = at(1)
        world.merge(Self.a, request(Self.a, user: Self.other, until: at(90)))
        world.run()
        #expect(world.isMember() && world.isMember(Self.other))
        return world
    }

    @Test func whatIsOnlyTakenAwayCostsNoSeat() {
        var world = bothSeated()
        // The first one is accepted anew, and gets nothing by it, in the run that lowers the limit.
        world.now = at(20)
        var again = request(Self.b, until: at(60))
        again.reason = "as before, in other words"
        world.merge(Self.b, again)
        world.enact { $0.entitlements[work]?.limits.active = 1 }
        #expect(world.run().plan.actions.map(\.user) == [Self.other])
        world.now = at(30)
        #expect(world.run().plan.isEmpty && world.isMember(), "the next run sees it no other way")
        world.now = at(60)
        world.run()
        #expect(!world.isMember() && world.isMember(Self.other))
    }

    @Test func ofTwoThatWaitTheOneThatCameFirstIsNext() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.b, request(Self.b, until: at(60)))
        world.run()
        world.now = at(5)
        world.merge(Self.c, request(Self.c, user: Self.other, until: at(200)))
        world.run()
        world.now = at(10)
        world.merge(Self.a, request(Self.a, user: Self.third, until: at(200)))
        world.run()
        world.delete(Self.b)
        world.now = at(15)
        world.run()
        #expect(world.isMember(Self.other) && !world.isMember(Self.third) && !world.isMember())
    }

    @Test func aSeatIsTakenForTheWholeWindowAndOneBesideItIsFree() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.a, request(Self.a, from: at(60), until: at(120)))
        world.run()
        world.merge(Self.b, request(Self.b, user: Self.other, until: at(61)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2017"])
        world.merge(Self.b, request(Self.b, user: Self.other, until: at(60)))
        world.merge(Self.c, request(Self.c, user: Self.third, from: at(120), until: at(180)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember(Self.other))
    }

    @Test func twoRequestsOfOneUserTakeOneSeat() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.a, request(Self.a, until: at(60)))
        world.merge(Self.b, request(Self.b, from: at(30), until: at(90)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.grant()?.end == at(90))
    }

    @Test func aSeatThatIsGivenUpIsFreeInTheSameRun() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.b, request(Self.b, until: at(60)))
        world.run()
        world.merge(Self.b, request(Self.b, until: at(20)))
        world.merge(Self.a, request(Self.a, user: Self.other, from: at(20), until: at(40)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        world.now = at(20)
        world.run()
        #expect(!world.isMember() && world.isMember(Self.other))
    }

    @Test func twoRequestsOfOneUserLeaveTheOtherSeatFree() {
        var world = world(EntitlementLimits(active: 2))
        world.merge(Self.a, request(Self.a, until: at(60)))
        world.merge(Self.b, request(Self.b, until: at(90)))
        world.run()
        world.merge(Self.c, request(Self.c, user: Self.other, until: at(60)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember() && world.isMember(Self.other))
    }

    @Test func anExtensionIntoATakenSeatWaitsAndTheOldWindowStands() {
        var world = world(EntitlementLimits(active: 1))
        world.merge(Self.a, request(Self.a, until: at(60)))
        world.merge(Self.b, request(Self.b, user: Self.other, from: at(60), until: at(120)))
        world.run()
        world.merge(Self.a, request(Self.a, until: at(70)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2017"])
        #expect(world.isMember() && world.grant()?.end == at(60))
    }

    @Test func aLimitThatIsLoweredLeavesThoseWhoWereAcceptedFirst() {
        var world = bothSeated()
        world.enact { $0.entitlements[work]?.limits.active = 1 }
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.map(\.code) == ["DP2017"])
        #expect(plan.actions.map(\.because) == [.limitLowered] && plan.actions.map(\.user) == [Self.other])
        // It was accepted, so it has its place back when one is free.
        world.now = at(60)
        world.run()
        #expect(!world.isMember() && world.isMember(Self.other))
    }

    /// Two who leave before a third comes are no two at once.
    @Test func onlyWhoIsThereAtOneInstantCounts() {
        var world = world(EntitlementLimits(active: 2))
        world.merge(Self.a, request(Self.a, until: at(30)))
        world.merge(Self.b, request(Self.b, user: Self.other, from: at(30), until: at(60)))
        world.merge(Self.c, request(Self.c, user: Self.third, until: at(60)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        world.now = at(30)
        world.run()
        #expect(!world.isMember() && world.isMember(Self.other) && world.isMember(Self.third))
    }

    @Test func seatsAreCountedByAccount() {
        var entitlement = entitlement(in: [jump, prod], eligible: Eligibility(users: [member, Self.other]))
        entitlement.limits.active = 1
        var world = World([entitlement], users: [user(), user(Self.other)], settings: settings(accounts: [jump, prod]))
        world.merge(Self.a, request(Self.a, access: ["prod-member-work@jump"], until: at(60)))
        world.merge(Self.b, request(Self.b, user: Self.other, access: ["prod-member-work@prod"], until: at(60)))
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember(in: jump) && world.isMember(Self.other, in: prod))
    }

    @Test func whatAnEntitlementRequiresHasToBeThere() throws {
        var demanding = entitlement()
        demanding.requirements = Requirements(ticket: try TicketPattern("CHG-[0-9]+"), plan: true, rollback: true)
        var world = World([demanding])
        world.merge(r, request(until: at(60)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2018", "DP2020", "DP2021"])
        var asked = request(until: at(60))
        (asked.ticket, asked.plan, asked.rollback) = ("CHG-12b", "do", "undo")
        world.merge(r, asked)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2019"])
        asked.ticket = "CHG-12"
        world.merge(r, asked)
        #expect(world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember())
        // What is demanded later is no reason to take it away.
        world.enact { $0.entitlements[work]?.requirements.ticket = try? TicketPattern("INC-[0-9]+") }
        #expect(world.run().plan.isEmpty)
        #expect(world.isMember())
    }
}
