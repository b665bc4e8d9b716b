import AccessCore
import Testing

/// A change that takes something away and asks for something that isn't approved: the one counts, the other doesn't.
@Suite struct JudgeNarrowingTests {
    private static let other = UserName("other")

    /// Accepted until 60; then until 40, with an entitlement that nobody has.
    private func narrowed() -> World {
        var world = World([entitlement()], users: [user(), user(Self.other)])
        world.merge(r, request(until: at(60)))
        world.run()
        world.now = at(10)
        world.merge(r, request(access: [work.text, "nothing"], until: at(40)))
        world.run()
        return world
    }

    @Test func whatIsTakenAwayIsOnRecordAtOnceAndOnce() {
        var world = narrowed()
        #expect(world.recorded.requests[r]?.window.end == at(40) && world.recorded.requests[r]?.isPartial == true)
        #expect(world.grant()?.end == at(40) && world.tag() == at(40).description)
        #expect(world.recorded.denials[r]?.code == "DP2004")
        #expect(world.run().judgement.findings.isEmpty)
    }

    /// Found by the simulation: by breaking, a file gave back what its last content had taken away (P6).
    @Test func aFileThatBreaksLaterExtendsNothing() {
        var world = narrowed()
        world.merge(r, nil)
        #expect(world.run().plan.isEmpty)
        #expect(world.grant()?.end == at(40))
    }

    @Test func whoWasTakenOutOfAFileIsNotLetInAgainWhenItBreaks() {
        var world = World([entitlement()], users: [user(), user(Self.other)])
        world.merge(r, request(until: at(60)))
        world.run()
        world.merge(r, request(user: Self.other, until: at(60)))
        world.run()
        #expect(!world.isMember() && !world.isMember(Self.other))
        world.merge(r, nil)
        world.now = at(10)
        #expect(world.run().plan.isEmpty && !world.isMember())
        world.now = at(60)
        world.run()
        #expect(world.recorded.tombstones[r] != nil && world.recorded.requests.isEmpty)
    }

    @Test func whatWasTakenAwayIsGivenAgainOnlyByAContentThatIsApproved() {
        var world = narrowed()
        world.merge(r, request(until: at(60)))
        #expect(world.run().plan.actions.map(\.action) == [.extend])
        #expect(world.recorded.requests[r]?.isPartial == false && world.recorded.requests[r]?.window.end == at(60))
    }

    /// What only policies took away comes back with them.
    @Test func anEntitlementThatIsGoneForAWhileIsNotNarrowedAway() {
        var world = World([entitlement()], users: [user()])
        world.merge(r, request(until: at(60)))
        world.run()
        let entitlement = world.policies.entitlements[work]
        world.enact { $0.entitlements[work] = nil }
        world.merge(r, request(access: [work.text, "nothing"], until: at(60)))
        world.run()
        #expect(!world.isMember() && world.recorded.requests[r]?.units.count == 1)
        world.enact { $0.entitlements[work] = entitlement }
        world.now = at(10)
        world.run()
        #expect(world.isMember())
    }
}
