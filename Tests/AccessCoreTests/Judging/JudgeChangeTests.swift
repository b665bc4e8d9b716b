import AccessCore
import Testing

/// Requests whose file says something else than what was accepted.
@Suite struct JudgeChangeTests {
    /// Granted from 0 until 60; it is 10 now.
    private func granted(limit: Duration? = nil) -> World {
        var world = World([entitlement(limit: limit), entitlement(EntitlementName("extra"), group: GroupName("Extra"))])
        world.merge(r, request(from: at(0), until: at(60)))
        world.run()
        world.now = at(10)
        return world
    }

    @Test func anEntitlementThatIsAddedIsJudgedAndGranted() {
        var world = granted()
        world.merge(r, request(access: [work.text, "extra"], from: at(0), until: at(60)))
        world.run()
        #expect(world.isMember() && world.isMember(of: GroupName("Extra")))
    }

    @Test func oneThatIsAddedBesidePoliciesIsRefusedAndTheRestStays() {
        var world = granted()
        world.merge(r, request(access: [work.text, "extra"], from: at(0), until: at(60)), mixed: true)
        #expect(!world.run().judgement.diagnostics.isEmpty)
        #expect(world.isMember() && !world.isMember(of: GroupName("Extra")))
    }

    /// The longer window is judged like a new one, whichever end it grows at.
    @Test func anEarlierStartIsJudged() {
        var world = World([entitlement(limit: .seconds(3600))])
        world.merge(r, request(from: at(60), until: at(120)))
        world.run()
        world.merge(r, request(from: at(30), until: at(120)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2007"])
        world.now = at(40)
        world.run()
        #expect(!world.isMember(), "the old window stands")
        world.now = at(60)
        world.run()
        #expect(world.grant()?.end == at(120))
    }

    /// Due is what has expired: what ends early is named so, or the brake would let it through.
    @Test func whatIsDeletedIsNotCalledExpired() {
        var world = granted()
        world.delete(r)
        #expect(Array(world.judge().losses.values) == [.endedEarly])
        world.now = at(60)
        #expect(Array(world.judge().losses.values) == [.expired])
    }
}
