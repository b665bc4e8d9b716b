import AccessCore
import Testing

/// Where the ledger could be anybody's writing, all is proven anew: that gives nobody anything, and takes only what isn't theirs.
@Suite struct JudgeAnewTests {
    private typealias A = Approvers
    private let other = UserName("member02")

    private var doubtful: Testimony {
        var testimony = A.reviews()
        testimony.doubt = "its index lags"
        return testimony
    }

    private func world(_ policies: PolicySet = A.policies(), users: [ActualUser] = [user()]) -> World {
        var world = World([entitlement()], users: users)
        world.policies = policies
        world.recordTrust = .none
        return world
    }

    /// Granted until `at(60)`, and then nobody can tell whether it is approved.
    private func granted() -> World {
        var world = world()
        world.merge(r, request(until: at(60)))
        world.findings[r] = A.found(A.reviews(A.lead01))
        world.run()
        world.findings[r] = A.found(doubtful)
        world.now = at(1)
        return world
    }

    /// Put in by somebody's hand, where a request on record says the same that nobody can prove for now (P6).
    @Test(arguments: [true, false]) func whoIsInByARecordThatIsNotProvenIsNoDrift(clockIsOff: Bool) {
        var world = granted()
        world.recorded.grants = [:]
        world.edit { $0.tags = [:] }
        world.mayAccept = !clockIsOff
        #expect(world.run().plan.isEmpty && world.isMember() && world.recorded.drift.isEmpty)
        // A lease that is over is, whatever is on record.
        var lapsed = world
        lapsed.edit { $0.tags = [group.text: at(1).description] }
        #expect(lapsed.run().plan.actions.map(\.because) == [.expired])
        // And once the forge has said that nobody approved it, it is drift.
        world.mayAccept = true
        world.findings[r] = A.found(A.reviews())
        world.run()
        #expect(world.recorded.drift.count == 1)
    }

    @Test func whatEveryRunFindsAgainIsRecordedOnce() {
        var world = world(A.policies(rules: .rules([ApprovalRules.Rule(from: A.leads, count: 2)])))
        world.merge(r, request(until: at(60)))
        for minute in 0..<3 as Range<Int64> {
            world.now = at(minute)
            let signed = Testimony(kind: .signature, approvals: [A.said(A.lead01, .signature, at: at(minute))])
            world.findings[r] = A.found(signed, doubtful)
            #expect(world.run().judgement.findings.isEmpty == (minute > 0))
        }
        // Another signature is news.
        world.findings[r] = A.found(A.signatures(A.lead01, PersonName("member01")), doubtful)
        #expect(!world.run().judgement.findings.isEmpty)
    }

    @Test func whatIsTakenAwayWaitsForNoForge() {
        var handed = granted()
        handed.merge(r, request(user: other, until: at(60)))
        handed.findings[r] = A.found(doubtful)
        #expect(handed.run().plan.actions.map(\.action) == [.revoke])
        var earlier = granted()
        earlier.merge(r, request(until: at(30)))
        earlier.findings[r] = A.found(doubtful)
        earlier.run()
        #expect(earlier.grant()?.end == at(30))
        // Nor for a clock that is right, or for a history that continues.
        var unclear = granted()
        unclear.mayAccept = false
        unclear.merge(r, request(user: other, until: at(60)))
        #expect(unclear.run().plan.actions.map(\.action) == [.revoke])
        unclear.merge(r, request(until: at(0)))
        #expect(!unclear.isMember())
    }

    @Test func aForgedRecordExtendsNothingAndKeepsNobodyIn() {
        let forged = RequestID("forged")
        func forge(in world: inout World) {
            world.merge(forged, request(forged, until: at(500)))
            world.findings[forged] = A.found(doubtful)
            let version = RequestVersion(id: forged, path: "requests/forged.yaml", blob: world.files[forged]!.blob)
            world.recorded.requests[forged] = RecordedRequest(
                version: version, user: member, window: Window(start: at(0), end: at(500))!,
                units: [RecordedRequest.Unit(account: jump, entitlement: work, group: group, userID: UserID("id-of-member01"))],
                evidence: Evidence(kind: .github, before: nil, after: CommitID("c1"), policies: TreeID("tree1")), accepted: at(0))
        }
        var world = granted()
        forge(in: &world)
        #expect(world.run().plan.isEmpty && world.grant()?.end == at(60))
        // Nor does a record of the grant that says more than the lease does.
        var longer = granted()
        forge(in: &longer)
        let membership = Membership(account: jump, user: member, group: group)
        longer.recorded.grants[membership]?.end = at(500)
        longer.run()
        #expect(longer.grant()?.end == at(60))
        // Who was put in by hand has nothing that could be kept.
        var byHand = self.world()
        byHand.edit { $0.groups.insert(group) }
        forge(in: &byHand)
        #expect(!byHand.run().plan.actions.contains { $0.action == .grant })
    }

    @Test func whoWasAcceptedFirstKeepsThePlace() {
        var one = A.policies(tree: "one")
        one.entitlements[work]?.limits.active = 1
        var two = A.policies()
        two.entitlements[work]?.limits.active = 2
        one.entitlements[work]?.eligible.users.insert(other)
        two.entitlements[work]?.eligible.users.insert(other)
        var world = world(two, users: [user(), user(other)])
        let later = RequestID("s")
        world.merge(r, request(until: at(60)), under: one)
        world.merge(later, request(later, user: other, until: at(60)))
        for id in [r, later] { world.findings[id] = A.found(A.reviews(A.lead01)) }
        world.run()
        #expect(world.isMember() && world.isMember(other))
        world.now = at(1)
        #expect(world.run().plan.isEmpty)
    }
}
