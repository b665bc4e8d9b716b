import AccessCore
import Testing

/// The cases of "The lease": membership, tag and record each say something.
@Suite struct PlannerLeaseTests {
    private func granted() -> World {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)))
        world.run()
        world.now = at(30)
        return world
    }

    @Test(
        arguments: [
            (at(600).description, "DP3009", Reason.editedLease), (at(1).description, "DP3009", .editedLease),
            ("never", "DP3008", .malformedLease),
            ("", "DP3008", .malformedLease), (nil, "DP3009", .editedLease),
        ] as [(String?, String, Reason)])
    func aTagThatSaysOtherwiseIsMendedWithAnAlarm(tag: String?, code: String, because: Reason) {
        var world = granted()
        world.edit { $0.tags[group.text] = tag }
        let plan = world.run().plan
        #expect(plan.actions.map(\.action) == [.mendLease])
        #expect(plan.actions.map(\.because) == [because])
        #expect(plan.accounts.flatMap(\.diagnostics).map(\.code) == [code])
        #expect(world.tag() == at(60).description)
        #expect(world.run().plan.isEmpty)
    }

    @Test func theSameEndInAnotherOffsetIsTheSameEnd() {
        var world = granted()
        world.edit { $0.tags[group.text] = "2026-11-22T10:00:00+09:00" }
        #expect(world.run().plan.isEmpty)
    }

    @Test func aTagKeyInAnotherCaseIsTheSameKey() {
        var world = granted()
        world.edit { $0.tags = ["PRODMEMBERWORKGROUP": at(60).description] }
        #expect(world.run().plan.isEmpty)
        world.now = at(60)
        world.run()
        #expect(world.actual[jump]?.users[member]?.tags.isEmpty == true)
    }

    /// What was due was decided by the record (P2).
    @Test(arguments: [at(6000).description, "never", nil] as [String?])
    func noTagExtendsARecordedEnd(tag: String?) {
        for isDueOnly in [true, false] {
            var world = granted()
            world.edit { $0.tags[group.text] = tag }
            world.now = at(60)
            let plan = isDueOnly ? world.planDue() : world.plan().plan
            #expect(plan.actions.map(\.urgency) == [.due])
            world.carryOut(plan)
            #expect(!world.isMember() && world.tag() == nil)
        }
    }

    @Test func withoutAJudgementTheEarlierOfTheTwoEndsCounts() {
        var world = granted()
        #expect(world.planDue().isEmpty)
        world.edit { $0.tags[group.text] = at(29).description }
        #expect(world.planDue().actions.map(\.because) == [.expired])
        #expect(world.plan().plan.actions.map(\.action) == [.mendLease])
    }

    @Test func whoWasTakenOutByHandIsPutBackWithAnAlarm() {
        var world = granted()
        world.edit { $0.groups = [] }
        let plan = world.run().plan
        #expect(plan.accounts.flatMap(\.diagnostics).map(\.code) == ["DP3010"])
        #expect(world.isMember() && world.tag() == at(60).description)
    }

    @Test func whoWasTakenOutAndIsNotWantedAnyMoreIsTakenNoteOf() {
        var world = granted()
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.delete(r)
        let plan = world.run().plan
        #expect(plan.isEmpty)
        #expect(plan.accounts[0].findings.map(\.kind) == [.inferred])
        #expect(world.recorded.grants.isEmpty)
    }

    // A member without a record.

    @Test(arguments: [nil, at(600).description, "never"] as [String?])
    func anUnknownMemberIsReported(tag: String?) {
        var world = World([entitlement(drift: .report)], users: [user(groups: [group], tags: tag.map { [group.text: $0] } ?? [:])])
        let plan = world.run().plan
        #expect(plan.isEmpty && plan.accounts[0].drift.count == 1)
        #expect(plan.accounts[0].diagnostics.contains { $0.code == "DP3002" && $0.severity == .warning })
        #expect(world.isMember() && world.tag() == tag)
        let again = world.run().plan
        #expect(!again.accounts[0].diagnostics.isEmpty, "an alarm in every run")
        #expect(again.accounts[0].findings.isEmpty, "on record once")
    }

    @Test func underReportItIsDueAtTheEndThatItsTagStates() {
        var world = World([entitlement(drift: .report)], users: [user(groups: [group], tags: [group.text: at(30).description])])
        world.now = at(29)
        #expect(world.run().plan.isEmpty && world.planDue().isEmpty)
        world.now = at(30)
        #expect(world.planDue().actions.map(\.urgency) == [.due])
        world.run()
        #expect(!world.isMember() && world.tag() == nil)
    }

    @Test(arguments: [nil, at(600).description, at(-5).description, "never"] as [String?])
    func underEnforceItGoesAtOnceWhateverTheTagSays(tag: String?) {
        var world = World([entitlement(drift: .enforce)], users: [user(groups: [group], tags: tag.map { [group.text: $0] } ?? [:])])
        // An end that has passed makes it due here too: enforce is never weaker than report.
        let hasLapsed = tag == at(-5).description
        #expect(world.planDue().actions.map(\.because) == (hasLapsed ? [.expired] : []))
        let plan = world.run().plan
        #expect(plan.actions.map(\.because) == [hasLapsed ? .expired : .notApproved])
        #expect(plan.accounts[0].diagnostics.contains { $0.code == "DP3002" }, "an alarm in any case")
        #expect(!world.isMember())
        #expect(world.tag() == (tag == "never" ? "never" : nil), "what was never a lease is left alone")
    }

    @Test(arguments: [DriftMode.report, .enforce])
    func aStandingMemberIsLeftAlone(drift: DriftMode) {
        let standing = entitlement(eligible: Eligibility(), drift: drift, standing: [member])
        for tags in [[:], [group.text: at(-5).description], [group.text: "never"]] {
            var world = World([standing], users: [user(groups: [group], tags: tags)])
            let plan = world.run().plan
            #expect(plan.isEmpty && plan.accounts[0].diagnostics.isEmpty && world.planDue().isEmpty)
        }
    }

    /// Never removed: the lease that the user had before goes, the membership stays.
    @Test func whoWasMadeAStandingMemberMeanwhileKeepsTheMembership() {
        for isDueOnly in [true, false] {
            var world = granted()
            world.enact { $0.entitlements[work]?.standing = [member] }
            world.run()
            #expect(world.isMember())
            world.now = at(60)
            world.carryOut(isDueOnly ? world.planDue() : world.plan().plan)
            #expect(world.isMember())
            #expect(world.tag() == nil && world.recorded.grants.isEmpty)
            #expect(world.run().plan.isEmpty)
        }
    }

    // A tag without a membership.

    @Test(arguments: [at(-5).description, at(600).description])
    func aStrayLeaseIsRemoved(tag: String) {
        var world = World([entitlement()], users: [user(tags: ["prodMEMBERworkgroup": tag, "team": "billing"])])
        #expect(world.run().plan.actions.map(\.because) == [.strayLease])
        #expect(world.actual[jump]?.users[member]?.tags == ["team": "billing"])
    }

    @Test func aTagThatIsNoLeaseIsLeftAloneAndNothingIsGrantedThere() {
        var world = World([entitlement()], users: [user(tags: [group.text: "cost-centre 7"])])
        world.merge(r, request(until: at(60)))
        for _ in 0..<2 {
            let plan = world.run().plan
            #expect(plan.isEmpty && plan.accounts[0].diagnostics.map(\.code) == ["DP3004"])
        }
        #expect(world.tag() == "cost-centre 7")
        #expect(world.recorded.malformed.count == 1)
        world.edit { $0.tags = [:] }
        world.run()
        #expect(world.isMember() && world.recorded.malformed.isEmpty)
    }

    @Test func aPrefixSetsOurTagsApart() {
        var own = settings()
        own.leases = LeaseFormat(prefix: "daypass/")
        var world = World([entitlement()], users: [user(tags: [group.text: "cost-centre 7"])], settings: own)
        world.merge(r, request(until: at(60)))
        #expect(world.run().plan.accounts[0].diagnostics.isEmpty)
        #expect(world.actual[jump]?.users[member]?.tags == [group.text: "cost-centre 7", "daypass/" + group.text: at(60).description])
        // Another prefix now: the old lease is known by its record.
        world.policies.settings.leases.prefix = "other/"
        world.now = at(60)
        world.run()
        #expect(world.actual[jump]?.users[member]?.tags == [group.text: "cost-centre 7"])
    }

    @Test func driftThatWentAwayIsTakenNoteOf() {
        var world = World([entitlement()], users: [user(groups: [group], tags: [group.text: "never"])])
        world.run()
        #expect(world.recorded.drift.count == 1 && world.recorded.malformed.count == 1)
        world.edit {
            $0.groups = []
            $0.tags = [:]
        }
        world.run()
        #expect(world.recorded.drift.isEmpty && world.recorded.malformed.isEmpty)
    }

    /// Found by the simulation: a member was removed whose tag is no lease. A run a moment later, which didn't look there yet,
    /// put on record that the tag was gone.
    @Test func whatIsNotLookedAtYetIsNotGone() {
        var world = World([entitlement(drift: .enforce)], users: [user(groups: [group], tags: [group.text: "never"])])
        world.lagging = true
        world.run()
        #expect(!world.isMember() && world.recorded.malformed.count == 1)
        world.now = at(1)
        #expect(world.plan().plan.accounts[0].findings.isEmpty)
        world.now = at(5)
        #expect(world.plan().plan.accounts[0].findings.isEmpty)
        world.edit { $0.tags = [:] }
        world.run()
        #expect(world.recorded.malformed.isEmpty)
    }

    @Test func aGroupThatTheAccountDoesNotHaveIsAMistake() {
        var world = World([entitlement()])
        world.actual[jump]?.groups = []
        world.merge(r, request(until: at(60)))
        let plan = world.run().plan
        #expect(plan.isEmpty && plan.accounts[0].diagnostics.map(\.code) == ["DP3003"])
        #expect(plan.accounts[0].diagnostics[0].message == "jump has no group '\(group)'")
    }

    @Test func theGroupThatWasMeantIsNamed() {
        var world = World([entitlement()])
        world.actual[jump]?.groups = [GroupName(group.text.lowercased()), GroupName("Others")]
        world.merge(r, request(until: at(60)))
        #expect(
            world.run().plan.accounts[0].diagnostics.map(\.message)
                == ["jump has no group '\(group)' — did you mean '\(group.text.lowercased())'?"])
    }

    @Test func quotasAreSaidBeforehand() {
        let many = Set((0..<10).map { GroupName("g\($0)") })
        var world = World([entitlement()], users: [user(groups: many)])
        world.merge(r, request(until: at(60)))
        #expect(world.run().plan.accounts[0].diagnostics.map(\.code) == ["DP3006"])
        let tags = Dictionary(uniqueKeysWithValues: (0..<50).map { ("t\($0)", "") })
        world = World([entitlement()], users: [user(tags: tags)])
        world.merge(r, request(until: at(60)))
        #expect(world.run().plan.accounts[0].diagnostics.map(\.code) == ["DP3006"])
        #expect(!world.isMember())
    }

    /// Found by the simulation (a narrowed grant, and a source that was rewritten to what it said before): a request that
    /// lasts longer can't extend anything while nothing may be granted, and must not keep what is over either (P2).
    @Test func aRecordedEndIsDueThoughARequestThatCantExtendItLastsLonger() {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)))
        world.run()
        world.recorded.grants[Membership(account: jump, user: member, group: group)]?.end = at(30)
        world.now = at(31)
        #expect(world.plan().plan.actions.map(\.action) == [.extend])
        world.mayAccept = false
        let actions = world.plan().plan.actions
        #expect(actions.map(\.action) == [.revoke])
        #expect(actions.map(\.urgency) == [.due])
    }
}
