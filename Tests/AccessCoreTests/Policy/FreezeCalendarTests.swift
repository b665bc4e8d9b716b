import AccessCore
import Testing

/// Of several freeze windows the one that is open longest is what is said.
@Suite struct FreezeCalendarTests {
    private func window(_ name: String, minutes: Int64, accounts: Set<AccountName> = []) -> FreezeWindow {
        FreezeWindow(
            name: name, accounts: accounts, hours: FreezeHours(zone: .utc, start: at(0).seconds, length: .init(exact: minutes * 60)))
    }

    @Test func theOneThatIsOpenLongestCounts() throws {
        let windows = [window("short", minutes: 10), window("long", minutes: 30), window("elsewhere", minutes: 60, accounts: [prod])]
        for order in [windows, windows.reversed()] {
            let freeze = FreezeCalendar(windows: order).freeze(of: work, in: jump, at: at(5))
            #expect(freeze == OpenFreeze(name: "long", reason: nil, until: at(30)))
        }
    }

    /// So that two runs say the same.
    @Test func ofTwoThatCloseTogetherTheFirstByNameCounts() {
        let windows = [window("b", minutes: 10), window("a", minutes: 10), window("c", minutes: 10)]
        #expect(FreezeCalendar(windows: windows).freeze(of: work, in: jump, at: at(5))?.name == "a")
    }
}
