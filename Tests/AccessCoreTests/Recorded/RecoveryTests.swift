import AccessCore
import Testing

/// What became of actions whose run never said.
@Suite struct RecoveryTests {
    private let membership = Membership(account: jump, user: member, group: group)

    private func action(_ kind: Action.Kind, until: Timestamp? = at(60)) -> Action {
        Action(
            kind, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: until, requests: [r],
            because: .approved, lease: group.text
        )
    }

    private func open(_ action: Action, runner: String = "mine", deadline: Timestamp = at(2)) -> RecordedState {
        var state = RecordedState()
        let intent = Intent(number: 1, runner: runner, deadline: deadline, actions: [action])
        state.apply(LedgerEntry(time: at(0), run: RunID("dead"), account: jump, event: .intent(intent)))
        return state
    }

    private func finding(_ state: RecordedState, _ user: ActualUser?, at now: Timestamp, lagging: Bool = false) -> Recovery.Finding? {
        let account = ActualAccount(users: user.map { [$0.name: $0] } ?? [:], groups: [group])
        return state.recoveries(by: "mine", [jump: .read(account, lagging: lagging)], at: now).first?.recovery.finding
    }

    private let here = user(groups: [group], tags: [group.text: at(60).description])
    private let gone = user()
    private let half = user(tags: [group.text: at(60).description])

    @Test func lookingTellsWhatWasDone() {
        #expect(finding(open(action(.grant)), here, at: at(1)) == .done)
        #expect(finding(open(action(.grant)), half, at: at(1)) == .notDone)
        #expect(finding(open(action(.grant)), gone, at: at(1)) == .notDone)
        // Found by the simulation: somebody wrote a tag of their own over the lease before the next run looked, and the
        // membership was nobody's from then on.
        let overwritten = user(groups: [group], tags: [group.text: "cost centre 7"])
        #expect(finding(open(action(.grant)), overwritten, at: at(1)) == .done)
        #expect(finding(open(action(.revoke, until: nil)), gone, at: at(1)) == .done)
        #expect(finding(open(action(.revoke, until: nil)), nil, at: at(1)) == .done)
        #expect(finding(open(action(.revoke, until: nil)), here, at: at(1)) == .notDone)
        #expect(finding(open(action(.extend)), here, at: at(1)) == .done)
        #expect(finding(open(action(.extend, until: at(90))), here, at: at(1)) == .notDone)
    }

    /// Killed between the two writes, or a tag edited since: who was put in or taken out is told by the membership.
    @Test func ofAMembershipTheTagTellsNothing() {
        let edited = user(groups: [group], tags: [group.text: at(9999).description])
        let bare = user(groups: [group])
        for user in [edited, bare] { #expect(finding(open(action(.grant)), user, at: at(1)) == .done) }
        #expect(finding(open(action(.revoke, until: nil)), half, at: at(1)) == .done)
        var stray = action(.revoke, until: nil)
        stray.removes = Action.Removes(membership: false, lease: true)
        #expect(finding(open(stray), half, at: at(1)) == .notDone)
        #expect(finding(open(stray), gone, at: at(1)) == .done)
    }

    /// Found by the simulation: removals that were put down beside a cache came on record after policies had dropped their
    /// account. Nobody read it any more, and the intent stayed open for ever.
    @Test func aRemovalInAnAccountThatNobodyKnowsAnyMoreIsAnsweredWithoutLooking() {
        let elsewhere = open(action(.revoke, until: nil))
        let found = elsewhere.recoveries(by: "mine", [:], at: at(1))
        #expect(found.map(\.recovery.finding) == [.unclear])
        var after = elsewhere
        for (account, recovery) in found {
            after.apply(LedgerEntry(time: at(1), run: RunID("next"), account: account, event: .recovered(recovery)))
        }
        #expect(after.intents.isEmpty)
        // A grant may have been carried out, and an account that is known may be read again.
        #expect(open(action(.grant)).recoveries(by: "mine", [:], at: at(1)).isEmpty)
        #expect(elsewhere.recoveries(by: "mine", [jump: .unread(why: "throttled")], at: at(1)).isEmpty)
        var known = elsewhere
        known.formerAccounts = [Account(name: jump, id: nil, backend: .directory(path: "jump.json"))]
        #expect(known.recoveries(by: "mine", [:], at: at(1)).isEmpty)
    }

    @Test func aReadThatMayLagCannotTellThatNothingWasDone() {
        #expect(finding(open(action(.grant)), gone, at: at(3), lagging: true) == .unclear)
        #expect(finding(open(action(.grant)), gone, at: at(4), lagging: true) == .notDone)
        #expect(finding(open(action(.grant)), here, at: at(3), lagging: true) == .done)
    }

    /// Granted a moment ago, then about to be taken back: not seeing the member may be the grant that isn't seen yet.
    @Test func norThatAMembershipOfAMomentAgoIsGone() {
        var state = RecordedState()
        let change = Change(intent: nil, action: action(.grant), evidence: [], directory: [])
        state.apply(LedgerEntry(time: at(0), run: RunID("r0"), account: jump, event: .granted(change)))
        let intent = Intent(number: 1, runner: "mine", deadline: at(3), actions: [action(.revoke, until: nil)])
        state.apply(LedgerEntry(time: at(1), run: RunID("dead"), account: jump, event: .intent(intent)))
        #expect(finding(state, gone, at: at(1), lagging: true) == .unclear)
        #expect(finding(state, gone, at: at(1), lagging: false) == .done)
        // Whoever's clocks tell: each is right enough if it is off by two minutes.
        #expect(finding(state, gone, at: at(4), lagging: true) == .unclear)
        #expect(finding(state, gone, at: at(6), lagging: true) == .done)
    }

    @Test func anUnclearGrantCountsAsDoneAndAnUnclearRemovalAsNotDone() {
        let reference = ActionReference(run: RunID("dead"), number: 1, index: 0)
        var granted = open(action(.grant))
        granted.apply(
            LedgerEntry(
                time: at(1), run: RunID("r1"), account: jump,
                event: .recovered(Recovery(intent: reference, action: action(.grant), finding: .unclear))))
        #expect(granted.grants[membership]?.end == at(60) && granted.intents.isEmpty)
        let revoke = action(.revoke, until: nil)
        granted.apply(
            LedgerEntry(
                time: at(1), run: RunID("r1"), account: jump,
                event: .recovered(Recovery(intent: reference, action: revoke, finding: .unclear))))
        #expect(granted.grants[membership] != nil)
        granted.apply(
            LedgerEntry(
                time: at(1), run: RunID("r1"), account: jump, event: .recovered(Recovery(intent: reference, action: revoke, finding: .done))
            ))
        #expect(granted.grants.isEmpty)
    }

    @Test func anotherRunnersIntentIsItsOwnUntilItsDeadline() {
        let foreign = open(action(.grant), runner: "elsewhere", deadline: at(2))
        #expect(foreign.busyUntil(for: "mine", at: at(1)) == at(2))
        #expect(finding(foreign, here, at: at(1)) == nil)
        #expect(foreign.busyUntil(for: "mine", at: at(2)) == nil)
        #expect(finding(foreign, here, at: at(2)) == .done)
        #expect(open(action(.grant)).busyUntil(for: "mine", at: at(1)) == nil)
    }

    /// A runner whose clock is far ahead grants nothing (P12), so nobody need wait for its intents until next year.
    @Test func aDeadlineThatNoClockCanHaveMeantIsNotWaitedFor() {
        let foreign = open(action(.revoke, until: nil), runner: "elsewhere", deadline: at(500_000))
        #expect(foreign.busyUntil(for: "mine", at: at(1)) == nil)
        #expect(finding(foreign, gone, at: at(1)) == .done)
    }

    /// A run that answered for some of its actions before it died.
    @Test func onlyWhatNobodyAnsweredForIsLookedAt() {
        let second = Action(
            .grant, user: UserName("other"), userID: UserID("id-of-other"), entitlement: work, group: group, until: at(60), requests: [r],
            because: .approved, lease: group.text
        )
        var state = RecordedState()
        let intent = Intent(number: 1, runner: "mine", deadline: at(2), actions: [action(.grant), second])
        state.apply(LedgerEntry(time: at(0), run: RunID("dead"), account: jump, event: .intent(intent)))
        let reference = ActionReference(run: RunID("dead"), number: 1, index: 0)
        let change = Change(intent: reference, action: action(.grant), evidence: [], directory: [])
        state.apply(LedgerEntry(time: at(1), run: RunID("dead"), account: jump, event: .granted(change)))
        let account = ActualAccount(users: [member: here], groups: [group])
        let found = state.recoveries(by: "mine", [jump: .read(account, lagging: false)], at: at(1)).map(\.recovery)
        #expect(found.map(\.intent.index) == [1] && found.map(\.finding) == [.notDone])
    }

    /// Two runs give their intents the same number.
    @Test func anOutcomeAnswersForItsOwnRunAlone() {
        var state = open(action(.grant), runner: "elsewhere")
        let intent = Intent(number: 1, runner: "mine", deadline: at(2), actions: [action(.mendLease)])
        state.apply(LedgerEntry(time: at(0), run: RunID("living"), account: jump, event: .intent(intent)))
        let reference = ActionReference(run: RunID("living"), number: 1, index: 0)
        let change = Change(intent: reference, action: action(.mendLease), evidence: [], directory: [])
        state.apply(LedgerEntry(time: at(1), run: RunID("living"), account: jump, event: .mended(change)))
        #expect(state.intents.map(\.run) == [RunID("dead")])
        #expect(state.busyUntil(for: "mine", at: at(1)) == at(2))
    }

    @Test func nothingIsToldOfAnAccountThatCannotBeRead() {
        #expect(open(action(.grant)).recoveries(by: "mine", [jump: .unread(why: "down")], at: at(1)).isEmpty)
    }

    private let reference = ActionReference(run: RunID("dead"), number: 1, index: 0)

    /// A state after a write whose answer was lost.
    private func doubtful(_ action: Action) -> RecordedState {
        var state = open(action)
        let failure = Failure(intent: reference, action: action, reason: "no answer", directory: [], uncertain: true)
        state.apply(LedgerEntry(time: at(1), run: RunID("dead"), account: jump, event: .failed(failure)))
        return state
    }

    /// Nobody knew whether it was done, and it counted as done: once it is seen that is on record, once.
    @Test func whatWasInDoubtIsRecordedWhenItIsSeen() throws {
        var state = doubtful(action(.grant))
        #expect(state.intents.isEmpty && state.grants[membership]?.end == at(60))
        for unseen in [gone, half, nil] { #expect(finding(state, unseen, at: at(9)) == nil) }
        #expect(finding(state, user(id: "another", groups: [group]), at: at(9)) == nil)
        #expect(state.recoveries(by: "mine", [jump: .unread(why: "throttled")], at: at(9)).isEmpty)
        let seen = Reading.read(ActualAccount(users: [member: here], groups: [group]), lagging: true)
        let found = state.recoveries(by: "mine", [jump: seen], at: at(9))
        let expected = Recovery(intent: reference, action: action(.grant), finding: .done)
        #expect(found.map(\.account) == [jump] && found.map(\.recovery) == [expected])
        let before = try #require(state.grants[membership])
        state.apply(LedgerEntry(time: at(9), run: RunID("next"), account: jump, event: .recovered(expected)))
        let after = try #require(state.grants[membership])
        #expect(after.doubt == nil && after.end == before.end && after.since == before.since)
        #expect(finding(state, here, at: at(9)) == nil)
    }

    /// A recovery that couldn't tell leaves the same doubt as a run that couldn't.
    @Test func whatWasUnclearIsRecordedWhenItIsSeen() throws {
        var state = open(action(.grant))
        let unclear = try #require(
            state.recoveries(by: "mine", [jump: .read(ActualAccount(users: [member: gone], groups: [group]), lagging: true)], at: at(1))
                .first)
        #expect(unclear.recovery.finding == .unclear)
        state.apply(LedgerEntry(time: at(1), run: RunID("next"), account: jump, event: .recovered(unclear.recovery)))
        #expect(finding(state, gone, at: at(2), lagging: true) == nil)
        #expect(finding(state, here, at: at(2), lagging: true) == .done)
    }

    /// Another end is in doubt, not the membership.
    @Test func anExtensionInDoubtIsToldByTheTag() {
        let state = doubtful(action(.extend, until: at(90)))
        #expect(finding(state, here, at: at(9)) == nil)
        #expect(finding(state, user(groups: [group], tags: [group.text: at(90).description]), at: at(9)) == .done)
    }

    /// What a later action did for certain leaves nothing to wonder about.
    @Test func aLaterActionEndsTheDoubt() {
        var state = doubtful(action(.grant))
        let change = Change(intent: nil, action: action(.extend, until: at(90)), evidence: [], directory: [])
        state.apply(LedgerEntry(time: at(2), run: RunID("next"), account: jump, event: .extended(change)))
        #expect(state.grants[membership]?.doubt == nil && finding(state, here, at: at(9)) == nil)
    }
}
