import AccessCore
import Testing

/// A name that is pointed at another account would leave what was granted behind in the old one.
@Suite struct AccountsLeftBehindTests {
    private let jump = AccountName("jump")

    private func policies(_ account: Account) -> PolicySet {
        PolicySet(
            tree: TreeID("t"), settings: Settings(repository: "r", timezone: "UTC", accounts: [jump: account]), people: People(),
            entitlements: [:]
        )
    }

    private func cloud(_ id: String, role: String? = nil) -> Account {
        Account(name: jump, id: AccountID(id), backend: .cloud(role: role, externalID: nil, endpoint: nil))
    }

    private func recorded(granted: Bool) -> RecordedState {
        var state = RecordedState()
        state.policy = AcceptedPolicy(policies(cloud("111111111111")))
        if granted {
            let membership = Membership(account: jump, user: UserName("u"), group: GroupName("g"))
            state.grants[membership] = RecordedGrant(
                membership: membership, userID: nil, entitlement: nil, lease: "g", since: .earliest, end: .latest, requests: [],
                evidence: [],
                changed: .earliest
            )
        }
        return state
    }

    @Test func anotherNumberUnderTheSameNameIsRefusedWhileSomethingIsLeft() {
        #expect(recorded(granted: true).accountsLeftBehind(by: policies(cloud("222222222222"))) == [jump])
        let file = Account(name: jump, backend: .directory(path: "x.json"))
        #expect(recorded(granted: true).accountsLeftBehind(by: policies(file)) == [jump])
        #expect(recorded(granted: false).accountsLeftBehind(by: policies(cloud("222222222222"))) == [])
    }

    @Test func anotherWayToTheSameAccountIsFine() {
        let next = policies(cloud("111111111111", role: "arn:aws:iam::111111111111:role/Other"))
        #expect(recorded(granted: true).accountsLeftBehind(by: next) == [])
    }
}
