import AccessCore
import Testing

@Suite struct JudgeEligibilityTests {
    private func isGranted(_ eligible: Eligibility, _ user: ActualUser, people: People = People()) -> Bool {
        var world = World([entitlement(eligible: eligible)], users: [user])
        world.policies.people = people
        world.merge(r, request(until: at(60)), under: world.policies)
        world.run()
        return world.isMember()
    }

    @Test func anyOneEntrySuffices() {
        #expect(isGranted(Eligibility(users: [member]), user()))
        #expect(
            isGranted(Eligibility(users: [UserName("other")], groups: [GroupName("Developers")]), user(groups: [GroupName("Developers")])))
        #expect(isGranted(Eligibility(tags: ["team": "billing"]), user(tags: ["Team": "billing"])))
        let person = Person(name: PersonName("m"), iam: .perAccount([jump: member]))
        let people = People(people: [person.name: person], teams: [TeamName("devs"): [person.name]])
        #expect(isGranted(Eligibility(teams: [TeamName("devs")]), user(), people: people))
    }

    @Test func nothingElseDoes() {
        #expect(!isGranted(Eligibility(), user()))
        #expect(!isGranted(Eligibility(tags: ["team": "billing", "level": "2"]), user(tags: ["team": "billing"])))
        #expect(!isGranted(Eligibility(tags: ["team": "billing"]), user(tags: ["team": "Billing"])))
        #expect(!isGranted(Eligibility(groups: [GroupName("Developers")]), user(groups: [GroupName("developers")])))
        let person = Person(name: PersonName("m"), iam: .perAccount([prod: member]))
        let people = People(people: [person.name: person], teams: [TeamName("devs"): [person.name]])
        #expect(!isGranted(Eligibility(teams: [TeamName("devs")]), user(), people: people), "a name in another account is another user")
        #expect(!isGranted(Eligibility(teams: [TeamName("ops")]), user(), people: people))
    }

    @Test func aTeamAdmitsItsOwnMembersOnly() {
        let person = Person(name: PersonName("m"), iam: .everywhere(member))
        let people = People(people: [person.name: person], teams: [TeamName("devs"): [person.name], TeamName("ops"): []])
        #expect(isGranted(Eligibility(teams: [TeamName("devs")]), user(), people: people))
        #expect(!isGranted(Eligibility(teams: [TeamName("ops")]), user(), people: people))
    }

    private let stairs = GroupName("Stairs")
    private let roof = GroupName("Roof")

    private func ladder() -> World {
        var world = World([
            entitlement(EntitlementName("stairs"), group: stairs),
            entitlement(EntitlementName("roof"), group: roof, eligible: Eligibility(groups: [stairs])),
        ])
        world.merge(RequestID("a"), request(RequestID("a"), access: ["stairs"], until: at(60)))
        world.run()
        return world
    }

    /// A lease never opens the way to the next.
    @Test func aGroupHeldForATimeMakesNobodyEligible() {
        var world = ladder()
        world.now = at(10)
        world.merge(RequestID("b"), request(RequestID("b"), access: ["roof"], until: at(60)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2006"])
        #expect(!world.isMember(of: roof))
    }

    /// A read of a moment after the removal still shows the group.
    @Test func norDoesItWhileAReadLagsBehindItsRemoval() {
        var world = ladder()
        world.lagging = true
        world.now = at(60)
        world.run()
        #expect(!world.isMember(of: stairs))
        world.edit { $0.groups.insert(GroupName("Stairs")) }
        world.now = at(61)
        world.merge(RequestID("b"), request(RequestID("b"), access: ["roof"], until: at(90)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2006"])
        #expect(!world.isMember(of: roof))
    }

    /// Nor does it once policies name it no more: it is a grant of ours all the same, until it is taken back and for as
    /// long as a read may still show it.
    @Test func norDoesItWhenPoliciesHaveForgottenIt() {
        var world = ladder()
        world.lagging = true
        world.now = at(10)
        world.enact { $0.entitlements[EntitlementName("stairs")] = nil }
        world.merge(RequestID("b"), request(RequestID("b"), access: ["roof"], until: at(60)))
        world.run()
        #expect(!world.isMember(of: stairs) && !world.isMember(of: roof))
        world.edit { $0.groups.insert(GroupName("Stairs")) }
        world.now = at(11)
        world.merge(RequestID("c"), request(RequestID("c"), access: ["roof"], until: at(60)))
        world.run()
        #expect(!world.isMember(of: roof))
    }

    /// Nobody approved who put themselves into a group of the fence by hand.
    @Test func aGroupOfTheFenceHeldByHandMakesNobodyEligible() {
        for standing in [[], [member]] as [Set<UserName>] {
            var world = World(
                [
                    entitlement(EntitlementName("stairs"), group: stairs, standing: standing),
                    entitlement(EntitlementName("roof"), group: roof, eligible: Eligibility(groups: [stairs])),
                ], users: [user(groups: [stairs])]
            )
            world.merge(r, request(access: ["roof"], until: at(60)))
            world.run()
            #expect(world.isMember(of: roof) == !standing.isEmpty)
        }
    }

    @Test func aStandingMemberOfAGroupIsEligible() {
        var world = World(
            [entitlement(EntitlementName("roof"), group: roof, eligible: Eligibility(groups: [GroupName("Developers")]))],
            users: [user(groups: [GroupName("Developers")])])
        world.merge(r, request(access: ["roof"], until: at(60)))
        world.run()
        #expect(world.isMember(of: roof))
        world.now = at(10)
        world.edit { $0.groups.remove(GroupName("Developers")) }
        #expect(world.run().plan.actions.map(\.because) == [.noLongerEligible])
        #expect(!world.isMember(of: roof))
    }

    /// Found by the simulation: accepted, made a standing member, and granted when the window opened all the same.
    @Test func whoBecameAStandingMemberMeanwhileIsNotGranted() {
        var world = World([entitlement()])
        world.merge(r, request(from: at(30), until: at(60)))
        world.run()
        world.enact { $0.entitlements[work]?.standing = [member] }
        world.now = at(30)
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && !world.isMember())
        #expect(judgement.diagnostics.map(\.code) == ["DP2015"])
    }
}
