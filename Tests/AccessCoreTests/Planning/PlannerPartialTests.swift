import AccessCore
import Testing

/// What isn't known for sure: reads that fail or lag, actions that another runner may be carrying out (P2, P6).
@Suite struct PlannerPartialTests {
    private func granted() -> World {
        var world = World([entitlement(drift: .enforce)])
        world.merge(r, request(until: at(60)))
        world.run()
        return world
    }

    /// Granted and deleted, and not to be seen in the account.
    private func endedUnseen(at now: Timestamp) -> World {
        var world = granted()
        world.lagging = true
        world.delete(r)
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.now = now
        return world
    }

    @Test func inAnUnreadAccountOnlyWhatIsDueIsDone() {
        var world = granted()
        world.unread = [jump]
        world.now = at(30)
        world.delete(r)
        #expect(world.plan().plan.isEmpty && world.planDue().isEmpty)
        world.now = at(60)
        for plan in [world.plan().plan, world.planDue()] {
            #expect(plan.actions.map(\.urgency) == [.due])
            #expect(plan.actions.map(\.removes) == [Action.Removes(membership: true, lease: true)])
        }
        world.run()
        #expect(!world.isMember() && world.tag() == nil)
    }

    @Test func anUnreadAccountHoldsUpNoOther() {
        var world = World([entitlement(in: [jump, prod], drift: .enforce)], settings: settings(accounts: [jump, prod]))
        world.merge(r, request(access: ["prod-member-work@prod"], until: at(60)))
        world.edit { $0.groups = [group] }
        world.unread = [jump]
        let plan = world.run().plan
        #expect(world.isMember(in: prod) && world.isMember(in: jump))
        #expect(plan.accounts[0].diagnostics.map(\.code) == ["DP3001"])
        #expect(world.recorded.drift.isEmpty)
    }

    @Test func aReadThatLagsBehindAGrantIsNoDrift() {
        var world = granted()
        world.lagging = true
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.now = at(1)
        #expect(world.run().plan.isEmpty)
        #expect(world.plan().plan.accounts[0].diagnostics.isEmpty)
        world.now = at(2)
        world.run()
        #expect(world.isMember(), "after the grace it counts")
    }

    /// The machine that granted it, and the one that looks, may each be two minutes off: what isn't seen may not be seen yet.
    @Test(arguments: [-3, 0, 5]) func whatIsNotSeenYetIsRemovedAllTheSame(minutes: Int64) {
        let plan = endedUnseen(at: at(minutes)).plan().plan
        #expect(plan.actions.map(\.removes) == [Action.Removes(membership: true, lease: true)])
        #expect(plan.accounts[0].findings.isEmpty)
    }

    @Test func whatIsNotSeenAfterThatIsGone() {
        var world = endedUnseen(at: at(6))
        world.run()
        #expect(world.grant() == nil && world.plan().plan.isEmpty)
    }

    @Test func aReadThatLagsBehindARemovalIsNoDriftEither() {
        var world = granted()
        let before = world.actual
        world.delete(r)
        world.now = at(10)
        world.run()
        world.lagging = true
        world.actual = before
        world.now = at(11)
        #expect(world.run().plan.isEmpty && world.recorded.drift.isEmpty)
        world.now = at(12)
        #expect(world.run().plan.actions.map(\.because) == [.notApproved])
    }

    @Test func aReadThatLagsHoldsUpNothingThatIsDue() {
        var world = granted()
        world.merge(r, request(until: at(1)))
        world.lagging = true
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.now = at(1)
        for plan in [world.plan().plan, world.planDue()] {
            #expect(plan.actions.map(\.removes) == [Action.Removes(membership: true, lease: true)] || plan.isEmpty)
        }
        #expect(world.plan().plan.actions.map(\.action) == [.revoke])
    }

    @Test func aDirectoryThatNeverLagsNeedsNoGrace() {
        var world = granted()
        world.edit { $0.groups = [] }
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    /// A clock that was far ahead once must not silence alarms for as long.
    @Test func aWriteFromTheFutureGivesNoEndlessGrace() {
        var world = granted()
        world.lagging = true
        let membership = Membership(account: jump, user: member, group: group)
        world.recorded.grants[membership]?.changed = at(100_000)
        world.edit { $0.groups = [] }
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func aUserThatALaggingReadDoesNotShowYetIsNotGone() {
        var world = granted()
        world.lagging = true
        world.actual[jump]?.users = [:]
        world.now = at(1)
        #expect(world.run().plan.accounts[0].findings.isEmpty)
        #expect(world.grant() != nil)
    }

    private func crashed(_ kind: Action.Kind = .grant, runner: String = "elsewhere", deadline: Timestamp = at(2)) -> World {
        var world = World([entitlement()])
        let action = Action(
            kind, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: at(60), requests: [r],
            because: .approved, lease: group.text
        )
        world.record(jump, .intent(Intent(number: 1, runner: runner, deadline: deadline, actions: [action])))
        world.edit {
            $0.groups = [group]
            $0.tags = [group.text: at(60).description]
        }
        return world
    }

    @Test func whatAnotherRunnerMayBeWritingIsNoDrift() {
        let world = crashed()
        #expect(world.plan().plan.accounts[0].drift.isEmpty)
        #expect(world.planDue().isEmpty)
    }

    /// A run that was killed after it granted: its grant ends even if nobody can ever settle the intent.
    @Test func aGrantWhoseRunNeverSaidIsDueAtItsEndAllTheSame() {
        for isUnread in [false, true] {
            var world = crashed()
            world.now = at(60)
            if isUnread { world.unread = [jump] }
            let plan = world.planDue()
            #expect(plan.actions.map(\.urgency) == [.due])
            world.carryOut(plan)
            #expect(!world.isMember() && world.tag() == nil)
        }
        var world = crashed()
        world.now = at(60)
        world.unread = [jump]
        world.carryOut(world.plan().plan)
        #expect(!world.isMember(), "an unread account: what is due goes on from what is known")
    }
}
