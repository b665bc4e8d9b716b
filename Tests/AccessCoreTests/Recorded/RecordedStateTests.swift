import AccessCore
import Foundation
import TestSupport
import Testing

@Suite struct RecordedStateTests {
    private func state(_ events: [LedgerEvent], at time: Timestamp = at(0), source: CommitID? = nil) -> RecordedState {
        var state = RecordedState()
        for event in events { state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, source: source, event: event)) }
        return state
    }

    private func change(_ kind: Action.Kind, until: Timestamp?, index: Int? = nil) -> Change {
        let action = Action(
            kind, user: member, userID: UserID("AIDA1"), entitlement: work, group: group, until: until, requests: [r],
            because: .approved, lease: group.text
        )
        return Change(
            intent: index.map { ActionReference(run: RunID("run1"), number: 1, index: $0) }, action: action, evidence: [.merge],
            directory: [])
    }

    private let membership = Membership(account: jump, user: member, group: group)

    @Test func everythingTogetherReadsBackAsItself() throws {
        let whole = state(LedgerEntryTests.events.filter { $0.kind != .revoked && $0.kind != .inferred }, source: CommitID("c1"))
        let live = state(LedgerEntryTests.events.filter { $0.kind != .ended })
        #expect(
            !live.requests.isEmpty && !whole.tombstones.isEmpty && !whole.grants.isEmpty && !whole.held.isEmpty && !whole.released.isEmpty)
        let removed = state(LedgerEntryTests.events)
        for state in [whole, live, removed, RecordedState()] {
            #expect(try JSONDecoder().decode(RecordedState.self, from: JSONEncoder().encode(state)) == state)
        }
    }

    @Test func theSameStateIsAlwaysTheSameText() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var texts: Set<Data> = []
        for seed in UInt64(1)...20 {
            var random = SplitMix64(seed: seed)
            var state = RecordedState()
            for number in (0..<30).shuffled(using: &random) {
                var sighting = LedgerEntryTests.sighting
                sighting.user = UserName("u\(number)")
                state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: jump, event: .drift(sighting)))
                var acceptance = LedgerEntryTests.acceptance
                acceptance.request.id = RequestID("r\(number)")
                state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: jump, event: .accepted(acceptance)))
            }
            texts.insert(try encoder.encode(state))
        }
        #expect(texts.count == 1)
    }

    @Test func aGrantLastsUntilItIsTakenBack() {
        var state = state([.granted(change(.grant, until: at(60)))])
        #expect(state.grants[membership]?.end == at(60))
        state.apply(LedgerEntry(time: at(1), run: RunID("run2"), account: jump, event: .extended(change(.extend, until: at(90)))))
        #expect(state.grants[membership]?.end == at(90))
        #expect(state.grants[membership]?.since == at(0))
        #expect(state.grants[membership]?.changed == at(1))
        state.apply(LedgerEntry(time: at(2), run: RunID("run2"), account: jump, event: .revoked(change(.revoke, until: nil))))
        #expect(state.grants.isEmpty)
        #expect(state.removed[membership] == at(2))
    }

    /// Two runners at once, one of them late: a removal says nothing of a grant that it wasn't decided about.
    @Test func aRemovalTakesOnlyTheGrantOffTheRecordThatItNames() {
        var revoke = change(.revoke, until: nil)
        for (was, isLeft) in [(at(60), true), (at(90), false)] {
            revoke.action.was = was
            var state = state([.granted(change(.grant, until: at(90)))])
            state.apply(LedgerEntry(time: at(5), run: RunID("run2"), account: jump, event: .revoked(revoke)))
            #expect((state.grants[membership] != nil) == isLeft)
        }
    }

    /// Of the same end too: what counts is which was announced or recorded first.
    @Test func aRemovalSaysNothingOfAGrantRecordedAfterItWasAnnounced() {
        let late = change(.revoke, until: nil, index: 0)
        var state = state([.granted(change(.grant, until: at(90)))])
        func apply(_ time: Timestamp, _ event: LedgerEvent) {
            state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, event: event))
        }
        apply(at(1), .intent(Intent(number: 1, runner: "cache", deadline: at(3), actions: [late.action])))
        apply(at(2), .granted(change(.grant, until: at(90))))
        apply(at(3), .revoked(late))
        #expect(state.grants[membership]?.changed == at(2) && state.intents.isEmpty)
    }

    /// Which came first is told by the order of the records: the clocks of two machines differ. Found by the simulation: a
    /// grant recorded by a clock that was ahead outlived its removal on record.
    @Test(arguments: [(at(90), true), (at(0), false)])
    func whichCameFirstIsNotToldByClocks(granted: Timestamp, isFirst: Bool) {
        let removal = change(.revoke, until: nil, index: 0)
        var state = RecordedState()
        func apply(_ time: Timestamp, _ event: LedgerEvent) {
            state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, event: event))
        }
        if isFirst { apply(granted, .granted(change(.grant, until: at(90)))) }
        apply(at(1), .intent(Intent(number: 1, runner: "cache", deadline: at(3), actions: [removal.action])))
        if !isFirst { apply(granted, .granted(change(.grant, until: at(90)))) }
        apply(at(2), .revoked(removal))
        #expect(state.grants.isEmpty == isFirst && state.intents.isEmpty)
    }

    /// Found by the simulation: a removal that had waited in a spool took a newer grant of the same end off the record, and the
    /// membership stayed when policies dropped its group (P2).
    @Test(arguments: [(at(5), false), (at(0), true)])
    func aRemovalOutOfASpoolIsOlderThanWhatWasWrittenSince(granted: Timestamp, isGone: Bool) {
        for isToldByClocks in [true, false] { expectOlder(granted, isGone: isGone, isToldByClocks: isToldByClocks) }
    }

    /// What its run knew to be on record tells, though its clock was an hour ahead of whoever granted it since (seed 420395).
    @Test(arguments: [nil, at(-5)] as [Timestamp?]) func thoughItsClockWasAhead(known: Timestamp?) {
        expectOlder(at(-1), knowing: known, isGone: false)
    }

    private func expectOlder(_ granted: Timestamp, knowing known: Timestamp? = at(0), isGone: Bool, isToldByClocks: Bool = false) {
        let removal = change(.revoke, until: nil, index: 0)
        var state = RecordedState()
        func apply(_ time: Timestamp, _ event: LedgerEvent) {
            state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, event: event))
        }
        apply(granted, .granted(change(.grant, until: at(90))))
        let grant = known.map {
            RecordedGrant(
                membership: membership, userID: nil, entitlement: nil, lease: "", since: $0, end: at(90), requests: [], evidence: [],
                changed: $0)
        }
        var intent = Intent(
            number: 1, runner: "cache", deadline: at(3), actions: [removal.action], in: jump,
            beside: grant.map { [membership: $0] } ?? [:])
        #expect(intent.spooled == true && intent.written == [known])
        // As it was before it was put down what its run knew.
        if isToldByClocks { intent.written = nil }
        apply(at(1), .intent(intent))
        apply(at(2), .revoked(removal))
        #expect(state.grants.isEmpty == isGone && state.intents.isEmpty)
    }

    @Test func whatMayHaveHappenedCountsAsDone() {
        let action = change(.grant, until: at(60)).action
        let failure = { Failure(intent: nil, action: action, reason: "no answer", directory: [], uncertain: $0) }
        #expect(state([.failed(failure(true))]).grants[membership]?.end == at(60))
        #expect(state([.failed(failure(false))]).grants.isEmpty)
    }

    @Test func anIntentIsOpenUntilEachOfItsActionsIsAnsweredFor() {
        let actions = [change(.grant, until: at(60)).action, change(.grant, until: at(70)).action]
        let intent = Intent(number: 1, runner: "cache", deadline: at(2), actions: actions)
        var state = state([.intent(intent), .granted(change(.grant, until: at(60), index: 1))])
        #expect(state.intents.first?.settled == [1])
        state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: jump, event: .granted(change(.grant, until: at(60), index: 1))))
        #expect(state.intents.count == 1, "one answer given twice answers once")
        state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: prod, event: .granted(change(.grant, until: at(60), index: 0))))
        #expect(state.intents.count == 1, "another account's answer isn't this one's")
        state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: jump, event: .granted(change(.grant, until: at(60), index: 0))))
        #expect(state.intents.isEmpty)
    }

    @Test func aTombstoneStays() {
        let state = state([
            .accepted(LedgerEntryTests.acceptance),
            .ended(Ending(request: LedgerEntryTests.version, user: member, because: .deleted, end: at(60))),
        ])
        #expect(state.tombstones[r]?.because == .deleted)
        var again = state
        var changed = LedgerEntryTests.acceptance
        changed.request.blob = BlobID("another")
        for acceptance in [LedgerEntryTests.acceptance, changed] {
            again.apply(LedgerEntry(time: at(5), run: RunID("run2"), account: jump, event: .accepted(acceptance)))
            #expect(again.tombstones[r] != nil, "ended is final, whatever a record says after it")
        }
    }

    @Test func anAcceptedRequestOfSeveralAccountsAddsUp() {
        var state = state([.accepted(LedgerEntryTests.acceptance)])
        state.apply(LedgerEntry(time: at(0), run: RunID("run1"), account: prod, event: .accepted(LedgerEntryTests.acceptance)))
        #expect(Set(state.requests[r]?.units.map(\.account) ?? []) == [jump, prod])
        var changed = LedgerEntryTests.acceptance
        changed.request.blob = BlobID("another")
        state.apply(LedgerEntry(time: at(0), run: RunID("run2"), account: jump, event: .accepted(changed)))
        #expect(state.requests[r]?.units.map(\.account) == [jump], "another content replaces the old one whole")
    }

    /// Ended is ended (P1), whatever a record that comes later says.
    @Test func aRequestThatEndedIsNotAcceptedAgain() {
        var state = state([.accepted(LedgerEntryTests.acceptance)])
        let ending = Ending(request: LedgerEntryTests.acceptance.request, user: member, because: .deleted, end: at(60))
        state.apply(LedgerEntry(time: at(1), run: RunID("run2"), account: jump, event: .ended(ending)))
        state.apply(LedgerEntry(time: at(2), run: RunID("run3"), account: jump, event: .accepted(LedgerEntryTests.acceptance)))
        #expect(state.requests.isEmpty && state.tombstones[r]?.at == at(1))
    }

    /// Found by the simulation: a run's outcome came out of its spool when its intent had been answered for by looking, and
    /// took the end back that was recorded since.
    @Test func anOutcomeThatComesLateLeavesANewerEndOnRecord() {
        let late = change(.grant, until: at(60), index: 0)
        func recorded(changedAt time: Timestamp, isOpen: Bool) -> RecordedState {
            var state = state([.intent(Intent(number: 1, runner: "cache", deadline: at(2), actions: [late.action]))])
            func apply(_ time: Timestamp, _ event: LedgerEvent) {
                state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, event: event))
            }
            let reference = ActionReference(run: RunID("run1"), number: 1, index: 0)
            if !isOpen { apply(time, .recovered(Recovery(intent: reference, action: late.action, finding: .done))) }
            apply(time, .extended(change(.extend, until: at(90))))
            apply(at(1), .granted(late))
            return state
        }
        #expect(recorded(changedAt: at(5), isOpen: false).grants[membership]?.end == at(90))
        // What is said before anybody looked, or is newer than what is on record, counts.
        #expect(recorded(changedAt: at(5), isOpen: true).grants[membership]?.end == at(60))
        #expect(recorded(changedAt: at(0), isOpen: false).grants[membership]?.end == at(60))
    }

    /// Found by the simulation: a run that stood still said an hour later that it had removed what another had found removed, and
    /// granted anew since.
    @Test func aRemovalThatSomebodyHasAnsweredForTakesNothingOffTheRecord() {
        let late = change(.revoke, until: nil, index: 0)
        var state = state([
            .granted(change(.grant, until: at(90))), .intent(Intent(number: 1, runner: "cache", deadline: at(2), actions: [late.action])),
        ])
        func apply(_ time: Timestamp, _ event: LedgerEvent) {
            state.apply(LedgerEntry(time: time, run: RunID("run1"), account: jump, event: event))
        }
        let reference = ActionReference(run: RunID("run1"), number: 1, index: 0)
        apply(at(3), .recovered(Recovery(intent: reference, action: late.action, finding: .done)))
        #expect(state.grants.isEmpty)
        apply(at(4), .granted(change(.grant, until: at(90))))
        apply(at(60), .revoked(late))
        #expect(state.grants[membership]?.changed == at(4))
    }

    /// Found by the simulation: somebody's hand was taken for the late write of a grant whose run had said that it failed.
    @Test func aGrantWhoseRunSaysThatItFailedDoesNotComeLate() {
        let grant = change(.grant, until: at(60), index: 0)
        for uncertain in [false, true] {
            var state = state([.intent(Intent(number: 1, runner: "cache", deadline: at(2), actions: [grant.action]))])
            func apply(_ event: LedgerEvent) {
                state.apply(LedgerEntry(time: at(5), run: RunID("run1"), account: jump, event: event))
            }
            let reference = ActionReference(run: RunID("run1"), number: 1, index: 0)
            apply(.recovered(Recovery(intent: reference, action: grant.action, finding: .notDone)))
            #expect(state.givenUp[membership] != nil)
            apply(.failed(Failure(intent: reference, action: grant.action, reason: "too late", directory: [], uncertain: uncertain)))
            #expect(state.givenUp.isEmpty && state.grants.isEmpty == !uncertain)
        }
    }

    /// What was granted in an account that the policies no longer name can still be reached to take it back (P2). For good:
    /// found by the simulation, a grant came to light out of a spool long after nothing was left there on record.
    @Test func anAccountIsRememberedAfterPoliciesHaveDroppedIt() {
        var state = state([.policyAccepted(LedgerEntryTests.policy), .granted(change(.grant, until: at(60)))])
        var without = LedgerEntryTests.policy
        without.accounts.removeAll { $0.name == jump }
        for tree in ["t2", "t3"] {
            without.tree = TreeID(tree)
            state.apply(LedgerEntry(time: at(1), run: RunID("run2"), account: nil, event: .policyAccepted(without)))
        }
        #expect(state.formerAccounts.map(\.name) == [jump])
        state.apply(LedgerEntry(time: at(2), run: RunID("run2"), account: jump, event: .revoked(change(.revoke, until: nil))))
        without.tree = TreeID("t4")
        state.apply(LedgerEntry(time: at(3), run: RunID("run2"), account: nil, event: .policyAccepted(without)))
        #expect(state.formerAccounts.map(\.name) == [jump])
        state.apply(LedgerEntry(time: at(4), run: RunID("run2"), account: nil, event: .policyAccepted(LedgerEntryTests.policy)))
        #expect(state.formerAccounts.isEmpty, "named again")
    }

    /// Where the merge alone counts, a commit's own policies are in force at it: unless they were refused.
    @Test func whatWasInForceWhileOthersWereRefusedIsKnown() {
        var state = state([.policyAccepted(LedgerEntryTests.policy)])
        func judge(_ commit: String, _ event: LedgerEvent) {
            state.apply(LedgerEntry(time: at(1), run: RunID("run2"), account: nil, source: CommitID(commit), event: event))
        }
        judge("c1", .released(Release(hash: "h", by: "somebody")))
        #expect(state.judged == CommitID("c1") && state.judgedPolicy == nil)
        judge("c2", .policyRefused(PolicyRefusal(tree: TreeID("t2"), commit: CommitID("c2"), reason: "no")))
        #expect(state.judgedPolicy?.tree == LedgerEntryTests.policy.tree)
        judge("c3", .policyAccepted(LedgerEntryTests.policy))
        #expect(state.judgedPolicy == nil)
    }
}
