import AccessCore
import Testing

/// All files gone at once end nothing by themselves; one file gone ends its request.
@Suite struct VanishingTests {
    private static let (a, b) = (RequestID("a"), RequestID("b"))

    private func world() -> World {
        var world = World(
            [entitlement(eligible: Eligibility(users: [member, UserName("other")]))], users: [user(), user(UserName("other"))])
        world.merge(Self.a, request(Self.a, until: at(60)))
        world.merge(Self.b, request(Self.b, user: UserName("other"), until: at(90)))
        world.run()
        return world
    }

    private func vanishing(_ world: World) -> Vanishing? { Vanishing(of: world.submission, world.recorded, at: world.now) }

    private func judgement(_ world: World) -> Judgement {
        Judge(policies: world.policies, recorded: world.recorded, actual: world.actual, at: world.now, vanished: vanishing(world))
            .judge(world.submission)
    }

    @Test func oneOfTwoIsAnOrdinaryEnd() {
        var world = world()
        world.delete(Self.a)
        #expect(vanishing(world) == nil)
    }

    @Test func theLastOneIsAnOrdinaryEndToo() {
        var world = world()
        world.delete(Self.a)
        world.run()
        world.delete(Self.b)
        #expect(vanishing(world) == nil)
        world.run()
        #expect(!world.isMember(UserName("other")))
    }

    @Test func allAtOnceStayInForceUntilTheirEnds() {
        var world = world()
        world.delete(Self.a)
        world.delete(Self.b)
        #expect(vanishing(world)?.requests == [Self.a, Self.b])
        let held = judgement(world)
        #expect(held.findings.isEmpty && held.desired.count == 2)
        world.record(nil, .held(Holding(hash: "h", removals: [], requests: [Self.a, Self.b])))
        world.now = at(60)
        // What is due goes; the one that is left then was not ended by anybody either.
        #expect(vanishing(world)?.requests == [Self.b])
        #expect(world.planDue().actions.map(\.user) == [member])
        #expect(judgement(world).desired.count == 1)
    }

    /// What hasn't opened yet is in force like what has.
    @Test func whatIsToComeStaysToo() {
        var world = world()
        let later = RequestID("later")
        world.merge(later, request(later, from: at(100), until: at(200)))
        world.run()
        for id in [Self.a, Self.b, later] { world.delete(id) }
        #expect(vanishing(world)?.requests == [Self.a, Self.b, later])
        let held = judgement(world)
        #expect(held.findings.isEmpty && held.upcoming.contains { $0.start == at(100) })
    }

    @Test func theHashIsOfExactlyTheseRequests() {
        var world = world()
        world.files = [:]
        let both = vanishing(world)?.statement
        world.merge(RequestID("c"), request(RequestID("c"), until: at(70)))
        world.run()
        world.files = [:]
        #expect(both != nil && vanishing(world)?.statement != both)
    }

    @Test func theRecordSaysWhatWaitsUntilNothingDoes() {
        var world = world()
        world.record(nil, .held(Holding(hash: "h", removals: [], requests: [Self.a, Self.b])))
        #expect(world.recorded.vanished?.hash == "h" && world.recorded.held.isEmpty)
        world.record(nil, .held(Holding(hash: "", removals: [])))
        #expect(world.recorded.vanished == nil)
    }
}
