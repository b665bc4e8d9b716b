import AccessCore
import Testing

/// What speaks against a change, who can approve it, and what else it meets.
struct ChangeMeaningTests {
    private typealias P = Proposals

    private func codes(_ meaning: ChangeMeaning) -> [String] { meaning.diagnostics.map(\.code) }

    @Test("who gets the access is none of those who can approve it")
    func approvers() throws {
        let eligible = Eligibility(users: [UserName("lead01"), member])
        let forLead = request(user: UserName("lead01"), until: at(60))
        let proposals = P([P.guarded(eligible: eligible)])
        let given = try #require(proposals.meaning(P.file(to: forLead)).requests.first?.gives.first)
        #expect(given.approval == .rules([.init(team: P.leads, count: 1, able: [P.other], barred: [P.lead])]))
        let forMember = try #require(proposals.meaning(P.file(to: request(until: at(60)))).requests.first?.gives.first)
        #expect(forMember.approval == .rules([.init(team: P.leads, count: 1, able: [P.lead, P.other], barred: [])]))
        #expect(proposals.meaning(P.file(to: forLead)).diagnostics.isEmpty)
    }

    @Test("nor is who has the user in other capitals, or as another person's name in another of its accounts: as a run bars them")
    func approversInOtherCapitals() throws {
        let user = UserName("lead01")
        var guarded = P.guarded(eligible: Eligibility(users: [user]), count: 2)
        var proposals = P([guarded])
        proposals.accepted.people.people[P.lead]?.iam = .everywhere(UserName("LEAD01"))
        let asked = proposals.meaning(P.file(to: request(user: user, until: at(60))))
        let given = try #require(asked.requests.first?.gives.first)
        #expect(given.approval == .rules([.init(team: P.leads, count: 2, able: [P.other], barred: [P.lead])]))
        #expect(codes(asked) == ["DP2030"])
        // The same name is somebody else's in the account that isn't asked for.
        let training = AccountName("training")
        guarded.accounts = [jump, training]
        proposals.accepted.entitlements[work] = guarded
        proposals.accepted.people.people[P.other]?.iam = .perAccount([training: UserName("Lead01")])
        proposals.accepted.people.people[P.lead]?.iam = .perAccount([jump: UserName("LEAD01")])
        let one = proposals.meaning(P.file(to: request(user: user, access: ["\(work)@jump"], until: at(60))))
        let both = try #require(one.requests.first?.gives)
        #expect(both.map(\.approval) == [.rules([.init(team: P.leads, count: 2, able: [], barred: [P.lead, P.other])])])
    }

    @Test("too few who could approve is said before anybody waits for it")
    func tooFew() {
        let eligible = Eligibility(users: [UserName("lead01"), member])
        let proposals = P([P.guarded(eligible: eligible, count: 2)])
        #expect(codes(proposals.meaning(P.file(to: request(user: UserName("lead01"), until: at(60))))) == ["DP2030"])
        #expect(codes(proposals.meaning(P.file(to: request(until: at(60))))).isEmpty)
    }

    @Test("what the policies say against it counts where it asks for more, and only there")
    func objections() {
        let proposals = P([P.guarded(limit: .seconds(3600))])
        let long = request(from: at(10), until: at(71))
        #expect(codes(proposals.meaning(P.file(to: long))) == ["DP2007"])
        #expect(codes(proposals.meaning(P.file(from: long, to: request(from: at(10), until: at(80))))) == ["DP2007"])
        #expect(codes(proposals.meaning(P.file(from: request(from: at(10), until: at(80)), to: long))).isEmpty)
        #expect(codes(proposals.meaning(P.file(to: request(user: UserName("nobody"), until: at(60))))) == ["DP2006"])
        #expect(codes(proposals.meaning(P.file(to: request(access: ["nothing"], until: at(60))))) == ["DP2004"])
        // Without a start the window is as long as it is from now on.
        #expect(codes(proposals.meaning(P.file(to: request(until: at(61))))) == ["DP2007"])
    }

    @Test("an end that has passed: a mistake of a new request, the end of one that runs, too late for one that is over")
    func passed() {
        var proposals = P()
        proposals.now = at(100)
        #expect(codes(proposals.meaning(P.file(to: request(until: at(100))))) == ["DP2008"])
        #expect(codes(proposals.meaning(P.file(to: request(from: at(50), until: at(100))))) == ["DP2008"])
        #expect(codes(proposals.meaning(P.file(to: request(from: at(50), until: at(101))))).isEmpty)
        #expect(codes(proposals.meaning(P.file(to: request(from: at(200), until: at(150))))) == ["DP2009"])
        let running = request(from: at(0), until: at(200))
        #expect(codes(proposals.meaning(P.file(from: running, to: request(from: at(0), until: at(90))))).isEmpty)
        let open = request(until: at(200))
        let ended = proposals.meaning(P.file(from: open, to: request(until: at(90))))
        #expect(codes(ended).isEmpty && ended.requests.map(\.kind) == [.shortened], "what began when it was accepted ends like any other")
        let over = request(from: at(0), until: at(100))
        #expect(codes(proposals.meaning(P.file(from: over, to: request(from: at(0), until: at(300))))) == ["DP2012"])
        #expect(codes(proposals.meaning(P.file(from: over))).isEmpty, "an old file may go")
    }

    @Test("others for the same at the same time are named; a window that adjoins isn't one that meets")
    func overlaps() throws {
        var proposals = P([P.guarded(), P.guarded(EntitlementName("other"), group: GroupName("Other"))])
        proposals.others = [
            request(RequestID("meets"), from: at(50), until: at(120)), request(RequestID("adjoins"), from: at(60), until: at(120)),
            request(RequestID("somebody"), user: UserName("lead01"), from: at(50), until: at(120)),
            request(RequestID("something"), access: ["other"], from: at(50), until: at(120)),
            request(RequestID("over"), from: at(-50), until: at(0)),
        ]
        var unknown = request(RequestID("unknown"), until: at(120))
        unknown.end = .after(.seconds(60))
        proposals.others.append(unknown)
        let meaning = try #require(proposals.meaning(P.file(to: request(from: at(10), until: at(60)))).requests.first)
        #expect(meaning.overlaps.map(\.request) == [RequestID("meets")])
        #expect(meaning.unknownOverlaps == 1)
        let both = proposals.meaning(
            P.file(to: request(from: at(10), until: at(60))),
            P.file(RequestID("s"), to: request(RequestID("s"), from: at(59), until: at(70))))
        #expect(both.requests.map { $0.overlaps.map(\.request.text) } == [["meets", "s"], ["adjoins", "meets", "r"]])
    }

    @Test("more groups at once than IAM allows")
    func quota() {
        let names = (0..<11).map { EntitlementName("e\($0)") }
        var proposals = P(names.map { P.guarded($0, group: GroupName("G-\($0)")) })
        func asked(_ names: ArraySlice<EntitlementName>, _ id: RequestID = r) -> AccessRequest {
            request(id, access: names.map(\.text), from: at(10), until: at(60))
        }
        #expect(codes(proposals.meaning(P.file(to: asked(names[..<10])))).isEmpty)
        #expect(codes(proposals.meaning(P.file(to: asked(names[...])))) == ["DP2040"], "told in words of its own")
        proposals.others = [asked(names[5...], RequestID("other"))]
        #expect(codes(proposals.meaning(P.file(to: asked(names[..<5])))) == ["DP2031"])
        proposals.others = [request(RequestID("later"), access: names[5...].map(\.text), from: at(60), until: at(70))]
        #expect(codes(proposals.meaning(P.file(to: asked(names[..<5])))).isEmpty)
        proposals.snapshot = proposals.snapshot(others: 6, covers: ([], []))
        #expect(codes(proposals.meaning(P.file(to: asked(names[..<5])))) == ["DP2031"])
    }

    @Test("an emergency goes by rules, a cap and a review of its own")
    func emergency() throws {
        var guarded = P.guarded(limit: .seconds(60))
        guarded.emergency = EmergencyRules(
            approval: .rules([.init(from: TeamName("oncall"), count: 1)]), duration: .seconds(7200), review: .seconds(86_400))
        var asked = request(until: at(60))
        #expect(codes(P([guarded]).meaning(P.file(to: asked))) == ["DP2007"])
        let usual = asked
        asked.isEmergency = true
        let meaning = P([guarded], teams: [TeamName("oncall"): [P.lead]]).meaning(P.file(to: asked))
        #expect(codes(meaning).isEmpty)
        let given = try #require(meaning.requests.first?.gives.first)
        #expect(given.approval == .rules([.init(team: TeamName("oncall"), count: 1, able: [P.lead], barred: [])]))
        #expect(given.limit == .seconds(7200) && given.review == .seconds(86_400))
        #expect(P([guarded]).meaning(P.file(from: usual, to: asked)).requests.first?.kind == .extended)
        #expect(codes(P().meaning(P.file(to: asked))) == ["DP2023"])
    }

    @Test("a change of policies says whom it takes access from, as a warning")
    func losses() throws {
        var proposals = P([P.guarded(limit: .seconds(7200)), P.guarded(EntitlementName("other"), group: GroupName("Other"))])
        proposals.others = [
            request(RequestID("a"), from: at(0), until: at(100)), request(RequestID("b"), access: ["other"], from: at(0), until: at(100)),
            request(RequestID("over"), from: at(-200), until: at(-100)),
        ]
        proposals.proposed = proposals.accepted
        proposals.proposed?.entitlements[work]?.limits.duration = .seconds(60)
        let shorter = proposals.meaning()
        #expect(shorter.diagnostics.map { "\($0.place?.path ?? "") \($0.code) \($0.severity)" } == ["requests/a.yaml DP2007 warning"])
        proposals.proposed?.entitlements[work] = nil
        #expect(codes(proposals.meaning()) == ["DP2004"])
        proposals.proposed = proposals.accepted
        // Who couldn't ask for it before loses nothing.
        proposals.others.append(request(RequestID("refused"), user: UserName("nobody"), from: at(0), until: at(100)))
        #expect(codes(proposals.meaning()).isEmpty)
        #expect(proposals.meaning().policies?.isEmpty == true)
    }

    @Test("what came in since a change began isn't the change's doing")
    func started() throws {
        let started = P([P.guarded(limit: .seconds(7200))]).accepted
        var (accepted, proposed) = (started, started)
        accepted.entitlements[work]?.limits.duration = .seconds(60)
        proposed.settings.drift = .enforce
        let asked = request(RequestID("a"), from: at(0), until: at(100))
        let meaning = ChangeMeaning(
            ChangeMeaning.Input(
                requests: [], accepted: accepted, proposed: proposed, started: started, others: [asked], now: at(0)))
        #expect(meaning.policies?.settings.map(\.key) == ["drift"])
        #expect(meaning.policies?.entitlements.map { $0.items.map(\.effect) } == [[.closes]], "its drift alone")
        #expect(meaning.diagnostics.isEmpty)
    }

    @Test("policies that come along with a request are asked beside those before")
    func along() {
        var proposals = P()
        proposals.proposed = proposals.accepted
        proposals.proposed?.entitlements[work]?.limits.duration = .seconds(60)
        let file = P.file(to: request(from: at(10), until: at(60)))
        #expect(codes(proposals.meaning(file)) == ["DP2007"])
        swap(&proposals.accepted.entitlements[work], &proposals.proposed!.entitlements[work])
        #expect(codes(proposals.meaning(file)) == ["DP2007"])
    }

    @Test("a freeze that is open when a window starts is said, but not of an emergency")
    func freeze() {
        var guarded = P.guarded()
        guarded.emergency = EmergencyRules(approval: .automatic, duration: .seconds(7200), review: .seconds(60))
        var proposals = P([guarded])
        proposals.accepted.calendar.windows = [
            FreezeWindow(name: "closing", hours: FreezeHours(zone: .utc, start: at(0).seconds, length: .init(exact: 600)))
        ]
        var asked = request(until: at(60))
        #expect(codes(proposals.meaning(P.file(to: asked))) == ["DP2022"])
        #expect(codes(proposals.meaning(P.file(to: request(from: at(10), until: at(60))))).isEmpty)
        asked.isEmergency = true
        #expect(codes(proposals.meaning(P.file(to: asked))).isEmpty)
    }
}
