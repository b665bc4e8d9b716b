import AccessCore
import Testing

/// Removals that nobody's end made due wait when there are too many at once; what is due never does.
@Suite struct PlannerBrakeTests {
    private let names = (0..<20).map { UserName("u\(100 + $0)") }

    private func crowd(limits: RemovalLimits = RemovalLimits(most: 10, fraction: 0.2)) -> World {
        var world = World(
            [entitlement(eligible: Eligibility(users: Set(names)))], users: names.map { user($0) }, settings: settings(removals: limits))
        for name in names { world.merge(RequestID(name.text), request(RequestID(name.text), user: name, until: at(60))) }
        world.run()
        world.now = at(10)
        return world
    }

    private func members(_ world: World) -> Int { names.count { world.isMember($0) } }

    @Test(arguments: [(1, 0), (2, 0), (4, 0), (5, 5), (20, 20)])
    func moreThanAFractionWaits(count: Int, held: Int) {
        var world = crowd()
        for name in names.prefix(count) { world.delete(RequestID(name.text)) }
        let plan = world.run().plan
        #expect(plan.accounts[0].held.count == held)
        #expect(plan.actions.count == count - held)
        #expect((plan.accounts[0].heldHash == nil) == (held == 0))
        #expect(members(world) == 20 - count + held)
    }

    @Test func moreThanTheMostWaits() {
        var world = crowd(limits: RemovalLimits(most: 3, fraction: 1))
        for name in names.prefix(4) { world.delete(RequestID(name.text)) }
        #expect(world.run().plan.accounts[0].held.count == 4)
        #expect(members(world) == 20)
    }

    @Test func aSingleOneAlwaysGoes() {
        var world = crowd(limits: RemovalLimits(most: 0, fraction: 0))
        world.delete(RequestID(names[0].text))
        world.run()
        #expect(members(world) == 19)
    }

    @Test func whatIsDueIsNeverHeld() {
        var world = crowd(limits: RemovalLimits(most: 0, fraction: 0))
        world.now = at(60)
        let plan = world.run().plan
        #expect(plan.accounts[0].held.isEmpty && plan.actions.count == 20)
        #expect(members(world) == 0)
    }

    @Test func whatIsHeldGoesAtItsRecordedEnd() {
        var world = crowd()
        for name in names { world.delete(RequestID(name.text)) }
        world.run()
        #expect(members(world) == 20)
        world.now = at(60)
        world.run()
        #expect(members(world) == 0)
        #expect(world.run().plan.isEmpty && world.recorded.held.isEmpty)
    }

    @Test func shorteningManyWaitsToo() {
        var world = crowd()
        for name in names { world.merge(RequestID(name.text), request(RequestID(name.text), user: name, until: at(20))) }
        #expect(world.run().plan.accounts[0].held.count == 20)
        #expect(world.grant(names[0])?.end == at(60))
    }

    @Test func aReleaseLetsExactlyThatSetGo() throws {
        var world = crowd()
        for name in names.prefix(6) { world.delete(RequestID(name.text)) }
        let hash = try #require(world.run().plan.accounts[0].heldHash)
        #expect(world.run().plan.accounts[0].heldHash == hash, "the same set has the same hash")
        #expect(world.plan().plan.accounts[0].findings.isEmpty, "on record once")
        world.record(nil, .released(Release(hash: hash, by: "lead01")))
        world.delete(RequestID(names[6].text))
        let other = world.run().plan.accounts[0]
        #expect(other.heldHash != hash && other.held.count == 7, "another set wasn't released")
        world.record(nil, .released(Release(hash: try #require(other.heldHash), by: "lead01")))
        world.run()
        #expect(members(world) == 13)
        #expect(world.run().plan.isEmpty && world.recorded.held.isEmpty)
    }

    /// Two reasons for one loss in the first run, one of them left in the second: it is the same set.
    @Test func anotherReasonForTheSameLossKeepsTheHash() {
        var world = crowd()
        for name in names {
            let second = RequestID("z\(name)")
            world.merge(second, request(second, user: name, until: at(60)))
        }
        world.run()
        for name in names { world.delete(RequestID("z\(name)")) }
        world.enact { $0.entitlements[work]?.eligible.users = [] }
        let hash = world.run().plan.accounts[0].heldHash
        #expect(hash != nil && world.run().plan.accounts[0].heldHash == hash)
    }

    @Test func aForgottenReleaseOpensNoDoorLater() throws {
        var world = crowd()
        world.now = at(1)
        for name in names.prefix(6) {
            world.edit(name) { $0.id = UserID("x") }
            world.edit(name) { $0.id = UserID("id-of-\(name)") }
        }
        for name in names { world.merge(RequestID(name.text), request(RequestID(name.text), user: name, until: at(6000))) }
        world.run()
        for name in names.prefix(6) { world.delete(RequestID(name.text)) }
        let hash = try #require(world.run().plan.accounts[0].heldHash)
        world.record(nil, .released(Release(hash: hash, by: "lead01")))
        world.now = at(1 + 24 * 60)
        #expect(world.run().plan.accounts[0].heldHash == hash)
        #expect(members(world) == 20)
    }

    @Test func driftCountsAndTheSetOfEachAccountIsItsOwn() {
        let many = names.map { user($0, groups: [group]) }
        var world = World([entitlement(in: [jump, prod], drift: .enforce)], users: many, settings: settings(accounts: [jump, prod]))
        let plan = world.run().plan
        #expect(plan.accounts.map(\.held.count) == [20, 20])
        #expect(plan.accounts[0].heldHash != plan.accounts[1].heldHash)
        #expect(members(world) == 20)
    }

    /// Grants of a moment ago that a lagging read doesn't show yet are removals like any other.
    @Test func aReadThatLagsOpensNoWayAroundTheBrake() {
        var world = crowd()
        world.now = at(1)
        world.lagging = true
        for name in names {
            world.edit(name) {
                $0.groups = []
                $0.tags = [:]
            }
            world.delete(RequestID(name.text))
        }
        #expect(world.run().plan.accounts[0].held.count == 20)
    }
}
