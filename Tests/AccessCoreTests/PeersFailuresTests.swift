import AccessCore
import Testing

/// How tools of the same kind failed, as decisions: each of them must come out otherwise here.
@Suite("Peers' failures, decided") struct PeersFailuresTests {
    private func granted(_ requests: [(RequestID, Timestamp)] = [(r, at(60))], users: [ActualUser] = [user()]) -> World {
        var world = World([entitlement(eligible: Eligibility(users: Set(users.map(\.name))), drift: .enforce)], users: users)
        for (id, end) in requests { world.merge(id, request(id, until: end)) }
        world.run()
        world.now = at(10)
        return world
    }

    @Test("IAMbic: an end that can't be parsed is read as 'never'")
    func unparsableEnd() {
        var world = granted()
        world.merge(r, nil)
        world.run()
        #expect(world.isMember() && world.grant()?.end == at(60), "neither more nor less than before")
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
        var fresh = World([entitlement()])
        fresh.merge(r, nil)
        fresh.run()
        #expect(!fresh.isMember())
    }

    @Test("IAMbic: half of what expired stays until the next run, as the list was changed while it was walked")
    func halfOfTheExpired() {
        let users = (0..<31).map { user(UserName("user\($0)")) }
        var world = World([entitlement(eligible: Eligibility(users: Set(users.map(\.name))))], users: users)
        for user in users {
            let id = RequestID("of-\(user.name)")
            world.merge(id, request(id, user: user.name, until: at(60)))
        }
        world.run()
        #expect(users.allSatisfy { world.isMember($0.name) })
        world.now = at(60)
        world.run()
        #expect(users.allSatisfy { !world.isMember($0.name) && world.tag($0.name) == nil } && world.recorded.grants.isEmpty)
    }

    @Test("AWS's broker sample: a grant that lapsed is revived the next year, as dates were compared as texts")
    func revivedNextYear() {
        let year: Int64 = 365 * 24 * 60
        var world = granted()
        world.now = at(60)
        world.run()
        for minutes in [61, year - 30, year, year + 30, 10 * year] {
            world.now = at(minutes)
            world.run()
            #expect(!world.isMember() && world.recorded.grants.isEmpty, "\(world.now)")
        }
    }

    @Test("AWS's broker sample: dates whose order as texts is another one are compared as instants")
    func datesAsTexts() throws {
        // As texts the first is later; as an instant it is an hour earlier.
        let earlier = try #require(Timestamp("2026-11-23T01:30:00+09:00"))
        let later = try #require(Timestamp("2026-11-22T17:30:00Z"))
        #expect(earlier < later && later.since(earlier) == .seconds(3600))
        var world = World([entitlement()], now: earlier.advanced(by: .seconds(-60)))
        world.merge(r, request(until: earlier))
        world.run()
        #expect(world.isMember())
        world.now = later
        world.run()
        #expect(!world.isMember())
    }

    @Test("TEAM #279: the end of one request cuts short another's access")
    func overlap() {
        let (a, b) = (RequestID("a"), RequestID("b"))
        var world = granted([(a, at(30)), (b, at(60))])
        for time in [at(30), at(59)] {
            world.now = time
            world.run()
            #expect(world.isMember() && world.tag() == at(60).description)
        }
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
        var ended = granted([(a, at(30)), (b, at(60))])
        ended.delete(b)
        ended.run()
        #expect(ended.isMember() && ended.grant()?.end == at(30), "ended early, the other's end is left")
    }

    @Test("TEAM #149: a step after the grant fails, and it is never revoked")
    func failureAfterTheGrant() {
        var world = granted([])
        let action = Action(
            .grant, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: at(60), requests: [r],
            because: .approved, lease: group.text
        )
        // Nothing was heard of the run after its writes; not even the tag is left.
        world.record(jump, .intent(Intent(number: 1, runner: "dead", deadline: at(12), actions: [action])))
        world.edit { $0.groups = [group] }
        world.now = at(60)
        #expect(world.planDue().actions.map(\.because) == [.expired])
        for (account, recovery) in world.recorded.recoveries(by: "next", world.readings, at: world.now) {
            world.record(account, .recovered(recovery))
        }
        #expect(world.run().plan.actions.map(\.because) == [.expired])
        #expect(!world.isMember() && world.recorded.grants.isEmpty)
    }

    @Test("Atlantis and others: what was pushed after the approval goes in on its strength")
    func contentAfterApproval() {
        // What another content adds is judged anew, under the policies of its own step; until then the old window stands.
        // Who approved what is the forge's to say, which is read once approvals are.
        var world = granted()
        world.enact { $0.entitlements[work]?.limits.duration = .seconds(3600) }
        world.merge(r, request(until: at(600)))
        let (judgement, _) = world.run()
        #expect(world.grant()?.end == at(60) && world.tag() == at(60).description)
        #expect(!judgement.diagnostics.isEmpty)
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
    }

    @Test("Atlantis and others: one person's approval counts though a later one asks for changes")
    func laterObjection() {
        let (lead01, lead02) = (Approvers.lead01, Approvers.lead02)
        func verdict(_ reviews: Testimony) -> Quorum.Verdict {
            Quorum(Approvers.policies()).verdict(
                on: [reviews], by: [ApprovalRules.Rule(from: Approvers.leads, count: 1)], onlySignatures: false, beneficiaries: [])
        }
        var reviews = Approvers.reviews(lead01)
        guard case .met = verdict(reviews) else {
            Issue.record("one is enough")
            return
        }
        reviews.objections = [Approvers.said(lead02, at: at(-2))]
        #expect(verdict(reviews) == .objected([lead02]))
        // Whoever could not have approved holds nothing up.
        reviews.objections = [Approvers.said(PersonName("stranger"), at: at(-2))]
        guard case .met = verdict(reviews) else {
            Issue.record("a stranger's word counts")
            return
        }
    }

    @Test("aws-ec2-ssh #154: a throttled read is taken for 'no users', and everybody is deleted")
    func throttledRead() {
        var world = granted()
        world.edit { $0.tags = [:] }
        world.unread = [jump]
        world.run()
        #expect(world.plan().plan.isEmpty && world.isMember() && world.grant() != nil)
        world.unread = []
        world.run()
        #expect(world.isMember() && world.tag() == at(60).description)
    }

    @Test("peribolos #4365: a bad configuration removes everybody in spite of a guard that is a percentage", arguments: [4, 40])
    func absoluteLimit(count: Int) {
        // As many members elsewhere that a quarter of them all would be no more than half.
        let users = (0..<count).map { user(UserName("user\($0)")) } + (0..<count * 3).map { user(UserName("other\($0)"), groups: [group]) }
        let limits = RemovalLimits(most: 3, fraction: 0.5)
        var world = World(
            [entitlement(eligible: Eligibility(users: Set(users.map(\.name))), drift: .report)], users: users,
            settings: settings(removals: limits))
        for user in users.prefix(count) {
            let id = RequestID("of-\(user.name)")
            world.merge(id, request(id, user: user.name, until: at(600)))
        }
        world.run()
        world.now = at(10)
        world.enact { $0.entitlements[work]?.eligible = Eligibility() }
        let plan = world.run().plan
        #expect(users.prefix(count).allSatisfy { world.isMember($0.name) })
        #expect(plan.accounts[0].held.count == count && plan.accounts[0].heldHash != nil)
        world.now = at(600)
        world.run()
        #expect(users.prefix(count).allSatisfy { !world.isMember($0.name) }, "what is due is no matter of limits")
    }

    @Test("qontract-reconcile: one malformed date stops the whole run")
    func malformedDate() {
        let users = [user(), user(UserName("member02"))]
        var world = World([entitlement(eligible: Eligibility(users: Set(users.map(\.name))), drift: .report)], users: users)
        world.edit { user in
            user.groups = [group]
            user.tags[group.text] = "2026-13-45 25:61"
        }
        world.merge(RequestID("broken"), nil)
        world.merge(r, request(user: UserName("member02"), until: at(60)))
        let plan = world.run().plan
        #expect(world.isMember(UserName("member02")))
        #expect(plan.accounts[0].diagnostics.contains { $0.code == "DP3008" })
    }
}
