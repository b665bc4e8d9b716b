import AccessCore
import Testing

/// A read that lags behind a write of ours isn't taken for what people did: not without a judgement, and not where nothing can be
/// proven for now (P5, P6).
@Suite struct PlannerLagTests {
    private typealias A = Approvers

    private func granted(until end: Timestamp = at(60)) -> World {
        var world = World([entitlement()])
        world.merge(r, request(until: end))
        world.run()
        return world
    }

    /// Extended on record a moment ago; the tag that is seen is the one from before.
    @Test func withoutAJudgementALeaseThatLagsBehindAnExtensionEndsNothing() {
        var world = granted()
        world.now = at(59)
        world.merge(r, request(until: at(120)))
        world.run()
        #expect(world.grant()?.end == at(120))
        world.lagging = true
        world.edit { $0.tags[group.text] = at(60).description }
        world.now = at(60)
        #expect(world.plan().plan.isEmpty)
        #expect(world.planDue().isEmpty, "it is on record until at(120)")
        // Later it is somebody's hand, and the earlier of the two ends counts.
        world.now = at(70)
        #expect(world.planDue().actions.map(\.action) == [.revoke])
    }

    /// Renewed by another request right after the end: what is seen is from before the removal.
    @Test func norDoesALeaseFromBeforeARenewal() {
        var world = granted()
        world.now = at(60)
        world.run()
        let before = granted().actual
        let next = RequestID("next")
        world.merge(next, request(next, from: at(60), until: at(120)))
        world.run()
        #expect(world.grant()?.end == at(120))
        world.lagging = true
        world.actual = before
        world.now = at(61)
        #expect(world.planDue().isEmpty)
    }

    /// Nothing is pinned, granted a moment ago, and the forge is silent.
    private func unsigned() -> World {
        var world = World([entitlement()])
        world.policies = A.policies()
        world.recordTrust = .none
        world.merge(r, request(until: at(60)))
        world.findings[r] = A.found(A.reviews(A.lead01))
        world.run()
        return world
    }

    private var doubtful: ApprovalFindings {
        var testimony = A.reviews()
        testimony.doubt = "the forge doesn't answer"
        return A.found(testimony)
    }

    @Test(arguments: [(1, false), (10, true)] as [(Int64, Bool)])
    func whatIsNotSeenYetAndNotProvenForNowIsNotTaken(minutes: Int64, isGone: Bool) {
        var world = unsigned()
        #expect(world.isMember())
        world.findings[r] = doubtful
        world.lagging = true
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.now = at(minutes)
        let plan = world.plan().plan
        #expect(plan.actions.isEmpty)
        // Once it would have to be seen, somebody has taken it away.
        let inferred = plan.accounts.flatMap(\.findings).contains { if case .inferred = $0 { true } else { false } }
        #expect(inferred == isGone)
    }

    /// Until the end that it had before, and after it.
    @Test(arguments: [59, 60] as [Int64]) func norIsAnExtensionThatIsNotSeenYet(minutes: Int64) {
        var world = unsigned()
        world.now = at(59)
        world.merge(r, request(until: at(120)))
        world.findings[r] = A.found(A.reviews(A.lead01))
        world.run()
        #expect(world.grant()?.end == at(120))
        world.findings[r] = doubtful
        world.lagging = true
        world.edit { $0.tags[group.text] = at(60).description }
        world.now = at(minutes)
        #expect(world.plan().plan.actions.isEmpty)
        // What isn't eventual shows what is.
        world.lagging = false
        #expect(world.plan().plan.actions.map(\.action) == [minutes == 59 ? .shorten : .revoke])
    }

    /// "Standing: members nobody asks for: never removed, never granted", though what they had as anybody has is due.
    @Test func inAnUnreadAccountAStandingMemberKeepsTheMembership() {
        var world = granted()
        world.enact { $0.entitlements[work]?.standing = [member] }
        world.unread = [jump]
        world.now = at(60)
        for plan in [world.plan().plan, world.planDue()] {
            #expect(plan.actions.map(\.removes) == [Action.Removes(membership: false, lease: true)])
        }
    }

    /// A machine whose clock is an hour ahead settled the grant by looking, and dated its record by its own clock: a gap of three
    /// minutes between two requests stays a gap (P2, P5).
    @Test func aRecordDatedByAClockThatWasOffClosesNoGap() {
        var world = granted()
        let next = RequestID("next")
        world.merge(next, request(next, from: at(63), until: at(90)))
        world.run()
        let action = Action(
            .grant, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: at(60), requests: [r],
            because: .approved, lease: group.text)
        let reference = ActionReference(run: RunID("dead"), number: 1, index: 0)
        world.recorded.apply(
            LedgerEntry(
                time: at(70), run: RunID("ahead"), account: jump,
                event: .recovered(Recovery(intent: reference, action: action, finding: .done))))
        world.now = at(60)
        #expect(world.plan().plan.actions.map(\.action) == [.revoke])
    }
}
