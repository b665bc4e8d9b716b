import AccessCore
import Testing

/// Changes and ends of requests that were accepted: ended is final, less is at once, more needs a word (P1).
@Suite struct JudgeEndTests {
    private func granted(until end: Timestamp = at(60)) -> World {
        var world = World([entitlement(), entitlement(EntitlementName("extra"), group: GroupName("Extra"))])
        world.merge(r, request(until: end))
        world.run()
        world.now = at(10)
        return world
    }

    @Test func itsEndTakesItAway() {
        var world = granted()
        world.now = at(59)
        #expect(world.run().plan.isEmpty)
        world.now = at(60)
        let (_, plan) = world.run()
        #expect(plan.actions.map(\.because) == [.expired])
        #expect(plan.actions.map(\.urgency) == [.due])
        #expect(!world.isMember() && world.tag() == nil && world.recorded.grants.isEmpty)
        #expect(world.recorded.tombstones[r]?.because == .expired)
        #expect(world.run().judgement.diagnostics.isEmpty, "a file that just lies there after its end is no mistake")
    }

    @Test func itsDeletionTakesItAway() {
        var world = granted()
        world.delete(r)
        #expect(world.run().plan.actions.map(\.because) == [.endedEarly])
        #expect(!world.isMember() && world.tag() == nil)
        #expect(world.recorded.tombstones[r]?.because == .deleted)
    }

    @Test func endedIsEnded() {
        for because in [Ending.Cause.expired, .deleted] {
            for isChanged in [false, true] {
                var world = granted()
                let old = world.files[r]
                if because == .deleted { world.delete(r) } else { world.now = at(60) }
                world.run()
                world.now = at(70)
                world.files[r] = old
                world.deleted = because == .expired && !isChanged ? [r] : []
                if isChanged { world.merge(r, request(until: at(600))) }
                for _ in 0..<2 {
                    #expect(
                        world.run().judgement.diagnostics.contains { $0.code == "DP2001" } || !world.deleted.isEmpty || because == .expired)
                    #expect(!world.isMember())
                }
                #expect(world.recorded.grants.isEmpty)
            }
        }
    }

    @Test func aFileThatWasDeletedAndCameBackBetweenTwoRunsIsEnded() {
        var world = granted()
        world.deleted = [r]
        let (judgement, _) = world.run()
        #expect(judgement.diagnostics.map(\.code) == ["DP2001"])
        #expect(!world.isMember())
        #expect(world.recorded.tombstones[r]?.because == .deleted)
    }

    @Test func anExtensionThatCameAfterTheEndIsRefused() {
        var world = granted()
        world.now = at(61)
        world.merge(r, request(until: at(120)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2012"])
        #expect(!world.isMember())
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2001"])
    }

    @Test func anEndMovedForwardShortens() {
        var world = granted()
        world.merge(r, request(until: at(30)))
        #expect(world.run().plan.actions.map(\.action) == [.shorten])
        #expect(world.grant()?.end == at(30) && world.tag() == at(30).description)
        world.now = at(30)
        world.run()
        #expect(!world.isMember())
    }

    @Test func anEndMovedIntoThePastEndsItForGood() {
        var world = granted()
        world.merge(r, request(until: at(5)))
        #expect(world.run().plan.actions.map(\.because) == [.endedEarly])
        #expect(world.recorded.tombstones[r]?.because == .endedEarly)
        #expect(world.run().judgement.diagnostics.isEmpty)
        world.merge(r, request(until: at(60)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2001"])
        #expect(!world.isMember())
    }

    @Test func anEndMovedBackExtendsOnceItIsApproved() {
        var world = granted()
        world.merge(r, request(until: at(90)))
        #expect(world.run().plan.actions.map(\.action) == [.extend])
        #expect(world.grant()?.end == at(90) && world.tag() == at(90).description)
    }

    @Test(arguments: [true, false])
    func untilItIsTheOldWindowStands(mixed: Bool) {
        var world = granted()
        world.merge(r, request(until: at(90)), mixed: mixed)
        if !mixed { world.mayAccept = false }
        for now in [at(11), at(59)] {
            world.now = now
            #expect(world.run().plan.isEmpty)
        }
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
    }

    @Test func aWindowThatOnlyMovesIsNoLongerThanWhatBothCover() {
        var world = granted()
        world.merge(r, request(from: at(20), until: at(90)), mixed: true)
        world.run()
        #expect(!world.isMember(), "it starts later now")
        world.now = at(20)
        world.run()
        #expect(world.grant()?.end == at(60))
    }

    @Test func whatAChangeNoLongerAsksForGoesAtOnceAndWhatItAddsWaits() {
        var world = granted()
        world.merge(r, request(access: ["extra"], until: at(60)), mixed: true)
        world.run()
        #expect(!world.isMember() && !world.isMember(of: GroupName("Extra")))
    }

    @Test func anotherUserInTheSameFileIsAnotherRequest() {
        var world = granted()
        let other = UserName("other")
        world.actual[jump]?.users[other] = user(other)
        world.merge(r, request(user: other, until: at(60)))
        world.run()
        #expect(!world.isMember())
        #expect(!world.isMember(other), "not eligible")
    }

    @Test func aRenamedFileIsOneEndAndOneBeginning() {
        var world = granted()
        let moved = RequestID("moved")
        world.delete(r)
        world.merge(moved, request(moved, until: at(60)))
        world.run()
        #expect(world.isMember())
        #expect(world.recorded.tombstones[r] != nil)
        #expect(world.grant()?.end == at(60))
        #expect(world.recorded.tombstones[moved] == nil)
    }

    @Test func aFileThatBrokeIsHeldUntilItsRecordedEnd() {
        var world = granted()
        world.merge(r, nil)
        for now in [at(11), at(59)] {
            world.now = now
            let (judgement, plan) = world.run()
            #expect(plan.isEmpty)
            #expect(judgement.diagnostics.map(\.code) == ["DP2013"])
        }
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
    }

    @Test func aBrokenFileThatWasNeverAcceptedGivesNothing() {
        var world = World([entitlement()])
        world.merge(r, nil)
        #expect(world.run().plan.isEmpty)
        #expect(world.recorded == World([entitlement()]).recorded)
    }

    enum Tightening: CaseIterable {
        case userRemoved, entitlementGone, anotherGroup, accountGone, limitBelow

        var because: Reason {
            switch self {
            case .userRemoved: .noLongerEligible
            case .entitlementGone, .anotherGroup, .accountGone: .entitlementRemoved
            case .limitBelow: .limitLowered
            }
        }

        func apply(_ policies: inout PolicySet) {
            switch self {
            case .userRemoved: policies.entitlements[work]?.eligible.users = []
            case .entitlementGone: policies.entitlements[work] = nil
            case .anotherGroup: policies.entitlements[work]?.group = GroupName("Elsewhere")
            case .accountGone: policies.entitlements[work]?.accounts = []
            case .limitBelow: policies.entitlements[work]?.limits.duration = .seconds(300)
            }
        }
    }

    @Test(arguments: Tightening.allCases)
    func policiesOfNowTakeAwayWhatWasApprovedEarlier(tightening: Tightening) {
        var world = granted()
        world.enact { tightening.apply(&$0) }
        #expect(world.run().plan.actions.map(\.because) == [tightening.because])
        #expect(!world.isMember())
        #expect(world.recorded.grants.isEmpty)
    }

    @Test func anEntitlementThatMovedToAnotherAccountGivesNothingInTheFirst() {
        var world = World([entitlement()], settings: settings(accounts: [jump, prod]))
        world.merge(r, request(until: at(60)))
        world.run()
        #expect(world.isMember(in: jump))
        world.enact { $0.entitlements[work]?.accounts = [prod] }
        #expect(world.run().plan.actions.map(\.because) == [.entitlementRemoved])
        #expect(!world.isMember(in: jump) && !world.isMember(in: prod))
    }

    @Test func aLimitThatWasLoweredShortens() {
        var world = granted()
        world.enact { $0.entitlements[work]?.limits.duration = .seconds(1800) }
        #expect(world.run().plan.actions.map(\.because) == [.limitLowered])
        #expect(world.grant()?.end == at(30))
    }

    @Test func aUserMadeAnewUnderTheSameNameInheritsNothing() {
        var world = granted()
        world.actual[jump]?.users[member] = user(id: "another")
        // The judge itself says so, whatever the planner makes of it.
        #expect(world.judge().desired.isEmpty)
        world.run()
        #expect(!world.isMember())
        #expect(world.recorded.grants.isEmpty)
        #expect(world.run().plan.isEmpty)
    }

    /// The new user was put in by hand, with the very end that the old one's record has: it is the new one's then.
    @Test func aMembershipOfTheUserMadeAnewIsBoundToTheNewOne() {
        var world = granted()
        world.actual[jump]?.users[member] = user(id: "another", groups: [group], tags: [group.text: at(60).description])
        let again = RequestID("again")
        world.merge(again, request(again, until: at(60)))
        world.run()
        #expect(world.grant()?.userID == UserID("another"))
        world.now = at(60)
        world.run()
        #expect(!world.isMember())
    }

    @Test func oneRequestsEndNeverCutsAnothersAccess() {
        var world = granted(until: at(30))
        let second = RequestID("second")
        world.merge(second, request(second, from: at(20), until: at(60)))
        world.run()
        #expect(world.grant()?.end == at(60), "adjoining windows are one")
        world.now = at(30)
        #expect(world.run().plan.isEmpty)
        #expect(world.isMember())
        world.delete(second)
        world.now = at(31)
        world.run()
        #expect(!world.isMember())
    }

    @Test func aGapBetweenTwoStaysAGap() {
        var world = granted(until: at(30))
        let second = RequestID("second")
        world.merge(second, request(second, from: at(31), until: at(60)))
        world.run()
        #expect(world.grant()?.end == at(30))
        world.now = at(30)
        world.run()
        #expect(!world.isMember())
        world.now = at(31)
        world.run()
        #expect(world.isMember() && world.grant()?.end == at(60))
    }
}
