import Testing

@testable import AccessCore

/// What was found not done may come late, for an hour.
@Suite struct GivenUpTests {
    private let membership = Membership(account: jump, user: member, group: group)

    private func givenUp(at time: Timestamp) -> RecordedState {
        let action = Action(
            .grant, user: member, userID: UserID("id-of-member01"), entitlement: work, group: group, until: at(600), requests: [r],
            because: .approved, lease: group.text
        )
        let recovery = Recovery(
            intent: ActionReference(run: RunID("dead"), number: 1, index: 0), action: action, finding: .notDone)
        var state = RecordedState()
        state.apply(LedgerEntry(time: time, run: RunID("next"), account: jump, event: .recovered(recovery)))
        return state
    }

    @Test func itCountsForAnHourAndNotForEver() {
        let state = givenUp(at: at(0))
        #expect(state.isGivenUp(membership, at: at(0)) && state.isGivenUp(membership, at: at(59)))
        #expect(!state.isGivenUp(membership, at: at(60)) && !state.isGivenUp(membership, at: at(9999)))
        #expect(!state.isGivenUp(Membership(account: prod, user: member, group: group), at: at(0)))
    }

    /// What another run failed to do about the same membership says nothing about the write that may come late; the word of the run
    /// that was given up on does.
    @Test func onlyItsOwnRunSaysThatItComesNoMore() {
        var state = givenUp(at: at(4))
        func apply(_ event: LedgerEvent, by run: String) {
            state.apply(LedgerEntry(time: at(4), run: RunID(run), account: jump, event: event))
        }
        var stray = Action(
            .revoke, user: member, userID: nil, entitlement: work, group: group, until: nil, requests: [r], because: .endedEarly,
            lease: group.text)
        stray.removes = Action.Removes(membership: false, lease: true)
        let grant = Action(
            .grant, user: member, userID: nil, entitlement: work, group: group, until: at(600), requests: [r], because: .approved,
            lease: group.text)
        for action in [stray, grant] {
            apply(.intent(Intent(number: 1, runner: "mine", deadline: at(6), actions: [action])), by: "next")
            apply(.failed(failure(action, of: "next")), by: "next")
            #expect(state.isGivenUp(membership, at: at(5)), "\(action.action)")
        }
        apply(.failed(failure(grant, of: "dead")), by: "dead")
        #expect(!state.isGivenUp(membership, at: at(5)))
    }

    private func failure(_ action: Action, of run: String) -> Failure {
        Failure(
            intent: ActionReference(run: RunID(run), number: 1, index: 0), action: action, reason: "throttled", directory: [],
            uncertain: false)
    }
}
