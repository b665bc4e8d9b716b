import AccessCore
import Testing

/// Found by the simulation: a run stood still after it had taken somebody out; meanwhile others answered for it and granted
/// anew; then it woke up and said what it had done, and the new grant was on record no more, though it was there.
@Suite struct LateRemovalTests {
    private let membership = Membership(account: jump, user: member, group: group)

    private func action(_ kind: Action.Kind, until: Timestamp?) -> Action {
        Action(
            kind, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: until, was: at(30),
            because: kind == .revoke ? .expired : .approved, urgency: kind == .revoke ? .due : nil, lease: group.text)
    }

    private func record(_ event: LedgerEvent, by run: String, at time: Timestamp, _ state: inout RecordedState) {
        state.apply(LedgerEntry(time: time, run: RunID(run), account: jump, event: event))
    }

    private func grant(until end: Timestamp, at time: Timestamp, _ state: inout RecordedState) {
        let change = Change(intent: nil, action: action(.grant, until: end), evidence: [], directory: [])
        record(.granted(change), by: "other", at: time, &state)
    }

    private var intent: LedgerEvent {
        .intent(Intent(number: 1, runner: "slow", deadline: at(33), actions: [action(.revoke, until: nil)]))
    }

    private var reference: ActionReference { ActionReference(run: RunID("slow"), number: 1, index: 0) }

    private var removal: LedgerEvent {
        .revoked(Change(intent: reference, action: action(.revoke, until: nil), evidence: [], directory: []))
    }

    @Test func whatOthersHaveAnsweredForTakesNothingAwayThatWasGrantedSince() {
        var state = RecordedState()
        grant(until: at(30), at: at(0), &state)
        record(intent, by: "slow", at: at(31), &state)
        record(
            .recovered(Recovery(intent: reference, action: action(.revoke, until: nil), finding: .done)), by: "other", at: at(34), &state)
        #expect(state.grants.isEmpty)
        grant(until: at(200), at: at(40), &state)
        record(removal, by: "slow", at: at(91), &state)
        #expect(state.grants[membership]?.end == at(200))
    }

    @Test func whatWasDoneWithoutALedgerTakesNothingAwayThatWasGrantedSince() {
        var state = RecordedState()
        grant(until: at(30), at: at(0), &state)
        grant(until: at(200), at: at(40), &state)
        record(intent, by: "slow", at: at(31), &state)
        record(removal, by: "slow", at: at(31), &state)
        #expect(state.grants[membership]?.end == at(200) && state.intents.isEmpty)
    }

    @Test func aRemovalOfWhatIsOnRecordTakesItOffTheRecord() {
        var state = RecordedState()
        grant(until: at(30), at: at(0), &state)
        record(intent, by: "slow", at: at(31), &state)
        record(removal, by: "slow", at: at(32), &state)
        #expect(state.grants.isEmpty && state.intents.isEmpty)
    }
}
