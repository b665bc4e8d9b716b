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
}
