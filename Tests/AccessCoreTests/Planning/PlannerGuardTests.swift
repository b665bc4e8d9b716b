import AccessCore
import Testing

/// What the planner refuses by itself, whatever a judge said; and the order of what it plans.
@Suite struct PlannerGuardTests {
    private func plan(_ world: World, _ judgement: Judgement, mayGrant: Bool = true) -> Plan {
        Planner(
            recorded: world.recorded, policy: AcceptedPolicy(world.policies), judgement: judgement, at: world.now, mayGrant: mayGrant,
            digest: digest
        ).plan(world.readings, source: nil)
    }

    /// Approved, and not granted yet.
    private func asked() -> World {
        var world = World([entitlement()])
        world.merge(r, request(from: at(0), until: at(60)))
        return world
    }

    @Test func nothingIsGrantedWhereNothingMayBe() {
        let world = asked()
        let judgement = world.judge()
        #expect(plan(world, judgement).actions.map(\.action) == [.grant])
        #expect(plan(world, judgement, mayGrant: false).isEmpty)
    }

    @Test func nothingIsExtendedWhereNothingMayBe() {
        var world = asked()
        world.run()
        world.merge(r, request(from: at(0), until: at(90)))
        let judgement = world.judge()
        #expect(plan(world, judgement).actions.map(\.action) == [.extend])
        #expect(plan(world, judgement, mayGrant: false).isEmpty)
    }

    @Test func whatWasJudgedForOneUserIsNotGivenToAnotherByTheName() {
        var world = asked()
        let judgement = world.judge()
        world.actual[jump]?.users[member] = user(id: "another")
        #expect(!judgement.desired.isEmpty)
        #expect(plan(world, judgement).isEmpty)
    }

    /// Whoever put them there: it wasn't a grant of ours that is to be taken back.
    @Test func anotherUserByTheNameIsLeftInTheGroup() {
        var world = asked()
        world.run()
        world.actual[jump]?.users[member] = user(id: "another", groups: [group])
        #expect(world.run().plan.actions.isEmpty)
        #expect(world.isMember() && world.recorded.grants.isEmpty)
    }

    /// The new one asked too, and can't be given it while somebody's own tag is in the way: the record of the old one ends all the same.
    @Test func whatAUserHadWhoIsGoneEndsThoughAnotherByTheNameAsks() {
        var world = asked()
        world.run()
        world.actual[jump]?.users[member] = user(id: "another", tags: [group.text: "until further notice"])
        let again = RequestID("again")
        world.merge(again, request(again, until: at(60)))
        #expect(world.run().plan.actions.isEmpty)
        #expect(world.recorded.grants.isEmpty)
        #expect(world.run().plan.isEmpty)
    }

    /// Taken out by a run that couldn't record it yet; and asked for again, where somebody's own tag has come in the way.
    @Test func whatIsOverEndsOnRecordThoughItIsAskedForAgain() {
        var world = asked()
        world.run()
        world.edit {
            $0.groups = []
            $0.tags = [group.text: "cost centre 7"]
        }
        world.now = at(61)
        let again = RequestID("again")
        world.merge(again, request(again, until: at(120)))
        #expect(world.run().plan.actions.isEmpty)
        #expect(world.recorded.grants.isEmpty)
    }

    @Test func aLeaseThatAReadDoesNotShowYetIsNotMended() {
        var world = asked()
        world.lagging = true
        world.run()
        world.edit { $0.tags = [:] }
        world.now = at(1)
        #expect(world.run().plan.isEmpty)
        world.now = at(2)
        #expect(world.run().plan.actions.map(\.action) == [.mendLease])
    }

    /// Without a judgement nobody knows whether a grant is just being made: only a tag whose time is over is a stray.
    @Test func aTagWithoutAMembershipGoesByItselfOnlyWhenItsTimeIsOver() {
        var world = World([entitlement()], users: [user(tags: [group.text: at(60).description])])
        world.now = at(59)
        #expect(world.planDue().isEmpty)
        world.now = at(60)
        #expect(world.planDue().actions.map(\.because) == [.strayLease])
    }

    @Test func removalsComeFirst() {
        let (first, last) = (UserName("a"), UserName("z"))
        var world = World([entitlement(eligible: Eligibility(users: [first, last]))], users: [user(first), user(last)])
        let ids = [RequestID("1"), RequestID("2")]
        world.merge(ids[0], request(ids[0], user: last, until: at(60)))
        world.run()
        world.delete(ids[0])
        world.merge(ids[1], request(ids[1], user: first, until: at(60)))
        let actions = world.plan().plan.actions
        #expect(actions.map(\.action) == [.revoke, .grant])
        #expect(actions.map(\.user) == [last, first])
    }

    /// A release is of the users that a person looked at, not of whoever has their names later.
    @Test func theHashOfARemovalNamesTheUserBehindTheName() {
        func hash(id: String) -> String? {
            let names = [UserName("a"), UserName("b")]
            var world = World(
                [entitlement(eligible: Eligibility(users: Set(names)))], users: names.map { user($0, id: "\(id)-\($0)") },
                settings: settings(removals: RemovalLimits(most: 0, fraction: 0)))
            for name in names { world.merge(RequestID(name.text), request(RequestID(name.text), user: name, until: at(60))) }
            world.run()
            for name in names { world.delete(RequestID(name.text)) }
            return world.run().plan.accounts[0].heldHash
        }
        #expect(hash(id: "x") != nil)
        #expect(hash(id: "x") == hash(id: "x"))
        #expect(hash(id: "x") != hash(id: "y"))
    }
}
