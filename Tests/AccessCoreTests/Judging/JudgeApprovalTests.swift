import AccessCore
import Testing

/// Requests under policies that want people's word.
@Suite struct JudgeApprovalTests {
    private typealias A = Approvers

    private func world(_ policies: PolicySet = A.policies()) -> World {
        var world = World([entitlement()], users: [user()])
        world.policies = policies
        world.recorded.policy = AcceptedPolicy(policies)
        return world
    }

    private func merged(_ findings: ApprovalFindings?, _ policies: PolicySet = A.policies(), until end: Timestamp = at(60)) -> World {
        var world = world(policies)
        world.merge(r, request(until: end))
        world.findings[r] = findings
        return world
    }

    @Test func approvedIsGrantedAndWhoApprovedIsOnRecord() {
        var world = merged(A.found(A.reviews(A.lead01)))
        #expect(world.run().plan.actions.map(\.action) == [.grant])
        let evidence = world.recorded.requests[r]?.evidence
        #expect(evidence?.kind == .github && evidence?.sha256 == "5ba5e" && evidence?.proof?.approvals.map(\.person) == [A.lead01])
        #expect(evidence?.proof?.arrival?.way == .mergeCommit)
    }

    @Test(arguments: [nil, A.found(), A.found(A.reviews(PersonName("member01"))), A.found(A.reviews(A.guard01))] as [ApprovalFindings?])
    fileprivate func notApprovedIsNotGranted(findings: ApprovalFindings?) {
        var world = merged(findings)
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && judgement.diagnostics.map(\.code) == ["DP2101"])
        // Said in every run, recorded once.
        #expect(world.run().judgement.findings.isEmpty)
    }

    @Test func beingMergedIsNotEnough() {
        var world = merged(A.found(A.signatures(A.lead01)), A.policies([.github]))
        #expect(world.run().judgement.diagnostics.map(\.severity) == [.error])
        // Where a signature may still come it isn't an error yet.
        var waiting = merged(A.found(A.reviews()))
        #expect(waiting.run().judgement.diagnostics.map(\.severity) == [.warning])
        waiting.findings[r] = A.found(A.reviews(), A.signatures(A.lead02))
        #expect(waiting.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func automaticNeedsNobody() {
        var world = merged(nil, A.policies(rules: .automatic))
        #expect(world.run().plan.actions.map(\.action) == [.grant])
        #expect(world.recorded.requests[r]?.evidence.kind == .automatic)
    }

    @Test func aDoubtIsRetriedAndNeverGranted() {
        var doubtful = A.reviews(A.lead01)
        doubtful.doubt = "its index lags"
        var world = merged(A.found(doubtful))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2103"])
        #expect(world.recorded.denials[r]?.found?.next == at(1))
        // Nobody was asked again: nothing new is put on record.
        world.findings[r] = A.found(doubtful, asked: false)
        #expect(world.run().judgement.findings.isEmpty)
        world.now = at(1)
        world.findings[r] = A.found(doubtful)
        world.run()
        #expect(world.recorded.denials[r]?.found?.next == at(3))
        world.findings[r] = A.found(A.reviews(A.lead01))
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func anApproverShortensAndNeverLengthens() {
        var early = merged(A.found(Testimony(kind: .github, approvals: [A.said(A.lead01, until: at(30))])))
        early.run()
        #expect(early.recorded.requests[r]?.window.end == at(30))
        var late = merged(A.found(Testimony(kind: .github, approvals: [A.said(A.lead01, until: at(300))])))
        late.run()
        #expect(late.recorded.requests[r]?.window.end == at(60))
        var over = merged(A.found(Testimony(kind: .github, approvals: [A.said(A.lead01, until: at(0))])))
        #expect(over.run().judgement.diagnostics.map(\.code) == ["DP2104"])
        // Nothing is left either where it would begin only then.
        for end in [at(20), at(30)] {
            var early = world()
            var asked = request(until: at(60))
            asked.start = at(30)
            early.merge(r, asked)
            early.findings[r] = A.found(Testimony(kind: .github, approvals: [A.said(A.lead01, until: end)]))
            #expect(early.run().judgement.diagnostics.map(\.code) == ["DP2104"])
        }
    }

    @Test func laterRulesMayTakeAwayAndNeverGive() {
        // It came under automatic approval; the rules of now want a word.
        var world = world()
        world.merge(r, request(until: at(60)), under: A.policies(tree: "old", rules: .automatic))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
        // It came under rules; that the rules of now want none helps nobody.
        world = self.world(A.policies(rules: .automatic))
        world.merge(r, request(until: at(60)), under: A.policies(tree: "old"))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
        // Who approved has left the team since.
        var without = A.policies()
        without.people.teams[A.leads] = [A.lead02]
        world = self.world(without)
        world.merge(r, request(until: at(60)), under: A.policies(tree: "old"))
        world.findings[r] = A.found(A.reviews(A.lead01))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
    }

    @Test func whoCountsByTheRulesOfNowMaySetAnEnd() {
        // It came under automatic approval, so nobody's word was needed; now somebody's is, and they allow half an hour.
        var world = world()
        world.merge(r, request(until: at(60)), under: A.policies(tree: "old", rules: .automatic))
        world.findings[r] = A.found(Testimony(kind: .github, approvals: [A.said(A.lead01, until: at(30))]))
        world.run()
        #expect(world.recorded.requests[r]?.window.end == at(30))
        #expect(world.recorded.requests[r]?.evidence.proof?.approvals.map(\.person) == [A.lead01])
    }

    @Test func approvalsByFormerRulesAndByThoseOfNowAreBothOnRecord() {
        var other = A.policies(rules: .rules([ApprovalRules.Rule(from: A.security, count: 1)]))
        other.people.teams[A.leads] = []
        var world = world(other)
        world.merge(r, request(until: at(60)), under: A.policies(tree: "old"))
        world.findings[r] = A.found(A.reviews(A.lead01, A.guard01))
        world.run()
        let proof = world.recorded.requests[r]?.evidence.proof
        #expect(proof?.approvals.map(\.person) == [A.lead01, A.guard01])
        #expect(proof?.setAside.isEmpty == true)
    }

    @Test func theMergeThatCountedThenDoesNotCountNow() {
        var world = world()
        world.merge(r, request(until: at(60)), under: A.policies([.merge], tree: "old"))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
    }

    @Test func aTighteningThatIsProposedBitesAtOnceAndALooseningDoesNot() {
        var tighter = A.policies(tree: "tight")
        tighter.entitlements[work]?.eligible.users = []
        var world = merged(A.found(A.reviews(A.lead01)))
        world.proposed = tighter
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2105"])
        world.proposed = A.policies(tree: "more", rules: .rules([ApprovalRules.Rule(from: A.leads, count: 2)]))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
        world.proposed = nil
        #expect(world.run().plan.actions.map(\.action) == [.grant])
        // What is granted already stays: a proposal decides nothing.
        world.proposed = tighter
        #expect(world.run().plan.isEmpty)
        var loose = merged(A.found())
        loose.proposed = A.policies(tree: "loose", rules: .automatic)
        #expect(loose.run().plan.isEmpty)
    }

    @Test func nothingIsGrantedInAnAccountThatAProposedChangeTakesAway() {
        let lab = AccountName("lab")
        var both = A.policies()
        both.entitlements[work]?.accounts = [jump, lab]
        var one = both
        one.tree = TreeID("one")
        one.entitlements[work]?.accounts = [lab]
        var world = merged(A.found(A.reviews(A.lead01)), both)
        world.actual[lab] = world.actual[jump]
        world.proposed = one
        let (judgement, plan) = world.run()
        #expect(plan.isEmpty && judgement.diagnostics.map(\.code) == ["DP2105"])
        #expect(judgement.diagnostics.first?.message.contains("is not given in the account 'jump'") == true)
        // One that adds an account takes nothing away.
        (world.policies, world.proposed) = (one, both)
        world.merge(r, request(until: at(60)))
        #expect(Set(world.run().plan.accounts.filter { !$0.actions.isEmpty }.map(\.name)) == [lab])
    }

    @Test func anEarlierEndNeedsNobodyAndKeepsWhoApproved() {
        var world = merged(A.found(A.reviews(A.lead01)))
        world.run()
        let blob = world.files[r]?.blob
        world.merge(r, request(until: at(30)))
        world.findings[r] = A.found()
        world.run()
        #expect(world.recorded.requests[r]?.window.end == at(30))
        #expect(world.recorded.requests[r]?.evidence.narrows == blob)
        // An end moved back is new content.
        world.merge(r, request(until: at(90)))
        #expect(world.run().judgement.diagnostics.map(\.code) == ["DP2101"])
        #expect(world.grant()?.end == at(30))
        world.findings[r] = A.found(A.reviews(A.lead02))
        world.run()
        #expect(world.grant()?.end == at(90) && world.recorded.requests[r]?.evidence.narrows == nil)
    }

    @Test func onlySignaturesWhereAnEntitlementSaysSo() {
        var world = merged(A.found(A.reviews(A.lead01)), A.policies(needsSignatures: true))
        #expect(world.run().plan.isEmpty)
        world.findings[r] = A.found(A.reviews(A.lead01), A.signatures(A.lead02))
        #expect(world.run().plan.actions.map(\.action) == [.grant])
    }

    @Test func aRecordThatCouldBeAnybodysIsProvenAnew() {
        var world = merged(A.found(A.reviews(A.lead01)))
        world.run()
        world.recordTrust = .none
        world.now = at(1)
        #expect(world.run().plan.isEmpty && world.isMember())
        // Silence takes nothing away, and gives nothing.
        var doubtful = A.reviews()
        doubtful.doubt = "its index lags"
        world.findings[r] = A.found(doubtful)
        #expect(world.run().plan.isEmpty && world.isMember())
        var gone = world
        gone.edit { $0.groups = [] }
        gone.now = at(10)
        #expect(!gone.run().plan.actions.contains { $0.action == .grant })
        // What nobody approved goes.
        world.findings[r] = A.found(A.reviews())
        let plan = world.run().plan
        #expect(plan.actions.map(\.action) == [.revoke] && plan.actions.map(\.because) == [.notProven])
    }

    @Test func aRecordedWindowOnlyTakesAway() {
        var world = merged(A.found(A.reviews(A.lead01)))
        world.run()
        world.recordTrust = .none
        world.recorded.requests[r]?.window = Window(start: at(0), end: at(500))!
        world.recorded.requests[r]?.user = member
        world.run()
        #expect(world.grant()?.end == at(60))
        world.recorded.requests[r]?.window = Window(start: at(0), end: at(20))!
        world.run()
        #expect(world.grant()?.end == at(20))
    }

    @Test func aForgedRecordOfSomebodyElseGivesThemNothing() {
        let stranger = UserName("stranger")
        var world = World([entitlement()], users: [user(), user(stranger)])
        world.policies = A.policies()
        world.recordTrust = .none
        world.merge(r, request(until: at(60)))
        world.findings[r] = A.found(A.reviews(A.lead01))
        let version = RequestVersion(id: r, path: "requests/r.yaml", blob: world.files[r]!.blob)
        world.recorded.requests[r] = RecordedRequest(
            version: version, user: stranger, window: Window(start: at(0), end: at(60))!,
            units: [RecordedRequest.Unit(account: jump, entitlement: work, group: group, userID: UserID("id-of-stranger"))],
            evidence: Evidence(kind: .github, before: nil, after: CommitID("c1"), policies: TreeID("tree1")), accepted: at(0))
        world.run()
        #expect(!world.isMember(stranger) && world.isMember())
    }

    /// One entitlement was asked for and approved, another one stands in the record.
    @Test func aForgedRecordOfAnotherEntitlementGivesNothing() {
        let other = entitlement(EntitlementName("other"), group: GroupName("OtherGroup"))
        var world = World([entitlement(), other], users: [user()])
        world.policies = A.policies()
        world.policies.entitlements[other.name] = other
        world.recordTrust = .none
        world.merge(r, request(until: at(60)))
        world.findings[r] = A.found(A.reviews(A.lead01))
        world.run()
        let unit = RecordedRequest.Unit(account: jump, entitlement: other.name, group: other.group, userID: UserID("id-of-\(member)"))
        world.recorded.requests[r]?.units.append(unit)
        world.now = at(1)
        world.run()
        #expect(world.isMember() && !world.isMember(of: other.group))
    }

    @Test func howOftenOneContentWasAskedAboutIsNothingToTheNext() {
        var doubtful = A.reviews()
        doubtful.doubt = "its index lags"
        var world = merged(A.found(doubtful))
        world.run()
        world.now = at(1)
        world.run()
        #expect(world.recorded.denials[r]?.found?.attempts == 2)
        world.merge(r, request(until: at(50)))
        world.run()
        #expect(world.recorded.denials[r]?.found?.attempts == 1 && world.recorded.denials[r]?.found?.next == at(2))
    }
}
