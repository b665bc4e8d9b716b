import AccessCore
import Testing

/// New requests: what is accepted, what is refused, and under whose rules (P1).
@Suite struct JudgeRequestTests {
    @Test func aValidRequestIsAcceptedWithItsWindowFrozen() {
        var world = World([entitlement()], now: at(10))
        world.merge(r, request(until: at(60)))
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.isEmpty)
        #expect(plan.actions.map(\.action) == [.grant])
        #expect(world.recorded.requests[r]?.window == Window(start: at(10), end: at(60)))
        #expect(world.recorded.requests[r]?.units.map(\.userID) == [UserID("id-of-member01")])
        #expect(world.isMember())
        #expect(world.tag() == at(60).description)
        world.now = at(30)
        #expect(world.run().plan.isEmpty)
        #expect(world.recorded.requests[r]?.window.start == at(10))
    }

    @Test func aDurationOpensAtItsFirstAcceptanceAndNeverMoves() {
        var world = World([entitlement()], now: at(10))
        var asked = request(until: at(0))
        asked.end = .after(.seconds(3600))
        world.merge(r, asked)
        world.run()
        #expect(world.recorded.requests[r]?.window == Window(start: at(10), end: at(70)))
        world.now = at(20)
        asked.reason = "another reason"
        world.merge(r, asked)
        world.run()
        #expect(world.recorded.requests[r]?.window == Window(start: at(10), end: at(70)))
        #expect(world.grant()?.end == at(70))
    }

    @Test func aWindowThatOpensLaterIsAcceptedNowAndGrantedThen() {
        var world = World([entitlement()])
        world.merge(r, request(from: at(30), until: at(60)))
        #expect(world.run().plan.isEmpty)
        #expect(world.recorded.requests[r] != nil)
        world.now = at(29)
        #expect(world.run().plan.isEmpty)
        world.now = at(30)
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    /// Found by the simulation: as soon as it is accepted it would be as long as it is until its end, which is shorter in
    /// each run, so each run put the same denial on record in other words.
    @Test func aDenialWhoseWordsChangeWithTimeIsOnRecordOnce() {
        var world = World([entitlement(limit: .seconds(3600))])
        world.merge(r, request(until: at(300)))
        world.run()
        #expect(world.recorded.denials[r]?.code == "DP2007")
        world.now = at(10)
        #expect(world.run().judgement.findings.isEmpty)
    }

    /// Found by the simulation: by a clock that was ahead and could be compared with none a request from a mixed step was
    /// over. Once the clock was right nobody looked at that step again, and it was accepted.
    @Test func whatSpeaksAgainstHowARequestCameInIsKeptThoughItSeemsToBeOver() {
        var world = World([entitlement()], now: at(90))
        let before = world.policies
        world.merge(r, request(until: at(60)), mixed: true)
        world.run()
        #expect(world.recorded.denials[r]?.mixed == true)
        #expect(world.recorded.denials[r]?.code == "DP2008")
        #expect(world.run().judgement.findings.isEmpty)
        world.enact { $0.entitlements[work]?.eligible.users.insert(UserName("other")) }
        let other = RequestID("other")
        world.merge(other, request(until: at(60)), under: before)
        world.run()
        #expect(world.recorded.denials[other]?.evidence.policies == before.tree)
        // What came in as it should and is over is nothing to put on record.
        let plain = RequestID("plain")
        world.merge(plain, request(until: at(60)))
        #expect(world.run().judgement.findings.isEmpty)
    }

    @Test(arguments: [
        (request(access: ["prod-member-wrok"], until: at(60)), "DP2004"),
        (request(access: ["prod-member-work@prod"], until: at(60)), "DP2005"),
        (request(user: UserName("other"), until: at(60)), "DP2006"),
        (request(until: at(601)), "DP2007"),
        (request(user: UserName("nobody"), until: at(60)), "DP2010"),
        (request(user: UserName("breakglass"), until: at(60)), "DP2011"),
    ])
    func whatTheRulesForbidIsDenied(asked: AccessRequest, code: String) {
        let entitlement = entitlement(
            eligible: Eligibility(users: [member, UserName("nobody"), UserName("breakglass")]), limit: .seconds(36_000),
            standing: [UserName("breakglass")]
        )
        var world = World([entitlement], users: [user(), user(UserName("other")), user(UserName("breakglass"))])
        world.merge(r, asked)
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.map(\.code) == [code])
        #expect(judgement.diagnostics.allSatisfy { $0.place != nil && $0.severity == .error })
        #expect(plan.isEmpty)
        #expect(world.recorded.denials[r]?.code == code)
        #expect(world.run().judgement.findings.isEmpty, "a denial is on record once")
    }

    @Test(arguments: [(at(5), at(9)), (at(60), at(60))])
    func whatIsOverBeforeItWasAcceptedIsSaidAndNotDenied(start: Timestamp, end: Timestamp) {
        var world = World([entitlement()], now: at(10))
        world.merge(r, request(from: start, until: end))
        let (judgement, plan) = world.run()
        #expect(judgement.diagnostics.map(\.severity) == [.warning])
        #expect(plan.isEmpty && world.recorded.denials.isEmpty && world.recorded.requests.isEmpty)
    }

    @Test func aStepThatTouchesPoliciesTooGrantsNothingEver() {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)), mixed: true)
        for _ in 0..<3 {
            let (judgement, plan) = world.run()
            #expect(judgement.diagnostics.map(\.code) == ["DP2002"])
            #expect(plan.isEmpty)
        }
    }

    @Test func whatCameBeforeAnyPoliciesIsRefused() {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)), under: .some(nil))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2003"])
        #expect(!world.isMember())
    }

    /// Its evidence can name no policies that it came under, only those of the run that denied it: whoever looks at it again
    /// must be told so. Found by the simulation: the second run took those for the ones before it, and accepted it.
    @Test(arguments: [at(60), at(10)])
    func whatCameBeforeAnyPoliciesIsOnRecordAsThat(end: Timestamp) {
        var world = World([entitlement()], now: at(20))
        world.merge(r, request(until: end), under: .some(nil))
        world.run()
        #expect(world.recorded.denials[r]?.cameBeforeAnyPolicies == true, "over or not, by a clock that may be wrong")
        #expect(world.run().judgement.findings.isEmpty)
        let other = RequestID("other")
        world.merge(other, request(until: at(60)), mixed: true, under: .some(nil))
        world.run()
        #expect(world.recorded.denials[other]?.cameBeforeAnyPolicies == false && world.recorded.denials[other]?.mixed == true)
    }

    /// Nobody loosens a rule and uses it: what came under the old rules is judged by the old rules.
    @Test func rulesLoosenedAfterwardsDoNotHelpWhatCameBefore() {
        var world = World([entitlement(eligible: Eligibility(users: [UserName("other")]), limit: .seconds(60))])
        let old = world.policies
        world.enact {
            $0.entitlements[work]?.eligible.users.insert(member)
            $0.entitlements[work]?.limits.duration = nil
        }
        world.merge(r, request(until: at(60)), under: old)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2007", "DP2006"])
        #expect(!world.isMember())
    }

    @Test func rulesTightenedAfterwardsHold() {
        var world = World([entitlement()])
        let old = world.policies
        world.enact { $0.entitlements[work]?.eligible.users.remove(member) }
        world.merge(r, request(until: at(60)), under: old)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2006"])
        #expect(!world.isMember())
    }

    /// An account that an entitlement gained after a request came in was in nobody's mind who approved it.
    @Test func anAccountThatTheEntitlementGainedLaterIsNotGiven() {
        var world = World([entitlement()], settings: settings(accounts: [jump, prod]))
        let old = world.policies
        world.enact { $0.entitlements[work]?.accounts = [jump, prod] }
        world.merge(r, request(until: at(60)), under: old)
        world.run()
        #expect(world.isMember(in: jump))
        #expect(!world.isMember(in: prod))
        #expect(world.recorded.requests[r]?.units.map(\.account) == [jump])
    }

    /// Found by the simulation: nothing was left to accept, so nothing was on record of it, and in the next run it passed for
    /// a request that came under the policies of now.
    @Test func whatIsGivenOnlyElsewhereNowIsRefusedAndStaysSo() {
        var world = World([entitlement()], settings: settings(accounts: [jump, prod]))
        let old = world.policies
        world.enact { $0.entitlements[work]?.accounts = [prod] }
        world.merge(r, request(until: at(60)), under: old)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2005"])
        #expect(world.recorded.requests.isEmpty && world.recorded.denials[r]?.evidence.policies == old.tree)
        #expect(world.run().plan.isEmpty)
        #expect(!world.isMember(in: jump) && !world.isMember(in: prod))
    }

    @Test func anEntitlementThatLeadsElsewhereNowIsNotGiven() {
        var world = World([entitlement()])
        let old = world.policies
        world.enact { $0.entitlements[work]?.group = GroupName("Administrators") }
        world.merge(r, request(until: at(60)), under: old)
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2004"])
        #expect(world.recorded.requests.isEmpty)
    }

    @Test func anAccountThatCannotBeReadLeavesItUndecided() {
        var world = World([entitlement(in: [jump, prod])], settings: settings(accounts: [jump, prod]))
        world.merge(r, request(until: at(60)))
        world.unread = [prod]
        let (judgement, plan) = world.run()
        #expect(judgement.undecided == [r])
        #expect(plan.actions.isEmpty && world.recorded.requests.isEmpty && world.recorded.denials.isEmpty)
        world.unread = []
        world.run()
        #expect(world.isMember(in: jump) && world.isMember(in: prod))
    }

    @Test func nothingNewIsAcceptedWhileItMayNotBe() {
        var world = World([entitlement()])
        world.merge(r, request(until: at(60)))
        world.mayAccept = false
        #expect(world.run().judgement.undecided == [r])
        #expect(!world.isMember() && world.recorded.requests.isEmpty)
    }

    @Test func severalAccountsAreBoundOneByOne() {
        var world = World([entitlement(in: [jump, prod])], settings: settings(accounts: [jump, prod]))
        world.edit(in: prod) { $0.id = UserID("id-in-prod") }
        world.merge(r, request(access: ["prod-member-work@prod"], until: at(60)))
        world.run()
        #expect(world.isMember(in: prod) && !world.isMember(in: jump))
        #expect(world.recorded.requests[r]?.units.map(\.userID) == [UserID("id-in-prod")])
    }

    /// Found by the simulation: the account was dropped after the request came, so nobody read it, and the request waited
    /// for it for good.
    @Test func anAccountThatNoPolicyNamesAnyMoreIsNotWaitedFor() {
        var world = World([entitlement(in: [jump, prod])], settings: settings(accounts: [jump, prod]))
        world.merge(r, request(until: at(60)))
        world.enact {
            $0.settings.accounts[prod] = nil
            $0.entitlements[work]?.accounts = [jump]
        }
        world.actual[prod] = nil
        let (judgement, _) = world.run()
        #expect(judgement.undecided.isEmpty)
        #expect(world.isMember() && world.recorded.grants.count == 1)
    }
}
