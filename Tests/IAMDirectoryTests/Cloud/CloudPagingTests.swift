import AccessCore
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// Pages as IAM cuts them.
@Suite struct CloudPagingTests {
    @Test func fiveThousandUsersAreSixCalls() async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"generate": 5000}"#)
        let directory = try CloudFixture().directory(at: stub.url, id: "111111111111")
        let account = try await directory.read()
        #expect(account.users.count == 5000)
        #expect(account.groups.count == 10)
        let user = account.users[UserName("user04999")]
        #expect(user?.groups == [GroupName("Group009")])
        #expect(user?.tags == ["team": "team1", "cost-center": "52"])
        #expect(directory.statistics.calls == ["GetAccountAuthorizationDetails": 6])
        #expect(try stub.state().connections == 1)
    }

    @Test(arguments: [(1, false), (3, false), (3, true), (1000, true)])
    func shortAndEmptyPagesAreFollowed(size: Int, empty: Bool) async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"generate": 20, "per_group": 7}"#)
        let whole = try await CloudFixture().directory(at: stub.url).read()
        try stub.plan(#"{"page": \#(size), "empty_pages": \#(empty)}"#)
        let parts = try await CloudFixture().directory(at: stub.url).read()
        #expect(whole.users.count == 20)
        #expect(parts.users == whole.users)
        #expect(parts.groups == whole.groups)
    }

    @Test(arguments: [
        ("no-marker", "the answer (HTTP 200) can't be read, 1:1: it is truncated and has no Marker"),
        ("same-marker", "the same Marker came twice"),
    ])
    func markersThatLeadNowhereAreRefused(kind: String, words: String) async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"generate": 20}"#)
        try stub.plan(#"{"page": 5, "faults": [{"call": 2, "times": 0, "kind": "\#(kind)"}]}"#)
        let failure = await #expect(throws: DirectoryFailure.self) { try await CloudFixture().directory(at: stub.url).read() }
        #expect(failure?.kind == .malformed)
        #expect(failure?.message.hasPrefix("IAM, reading users and groups: \(words)") == true)
        #expect(failure?.requestID?.isEmpty == false || kind == "no-marker")
    }

    /// Whichever page fails for good, there is no account at all (P6).
    @Test(arguments: 1...6)
    func aPageThatFailsFailsTheRead(page: Int) async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"generate": 20}"#)
        try stub.plan(#"{"page": 4, "faults": [{"call": \#(page), "times": 0, "kind": "denied"}]}"#)
        let failure = await #expect(throws: DirectoryFailure.self) { try await CloudFixture().directory(at: stub.url).read() }
        #expect(failure?.kind == .denied)
    }

    @Test func theCloudsClockIsThatOfTheLastAnswer() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        let before = try #require(try await CloudFixture().directory(at: stub.url).read().clock)
        try stub.plan(#"{"clock": 100000}"#)
        let later = try #require(try await CloudFixture().directory(at: stub.url).read().clock)
        #expect(later.since(before) >= .seconds(100_000))
        #expect(later.since(before) < .seconds(100_600))
    }
}
