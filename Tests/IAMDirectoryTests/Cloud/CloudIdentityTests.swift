import AccessCore
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// Whose credentials these are, and how signatures get their time.
@Suite struct CloudIdentityTests {
    @Test func aReadOfAnotherAccountIsRefused() async throws {
        let stub = try await IAMStub(account: "333333333333")
        try stub.seed(ContractSeed.team.json)
        let directory = try CloudFixture().directory(at: stub.url, id: "111111111111")
        let failure = await #expect(throws: DirectoryFailure.self) { try await directory.read() }
        #expect(
            failure
                == DirectoryFailure(
                    .credentials, "the credentials for jump belong to the account 333333333333; the settings say 111111111111"))
        // And so is a write that comes first.
        let write = try CloudFixture().directory(at: stub.url, id: "111111111111")
        #expect(await write.failure(of: .addMember(user: member01, group: production)) == failure)
        #expect(try stub.state().users["member01"]?.groups == ["Developers"])
    }

    @Test func stsIsAskedOnceAndOnlyIfAWriteComesFirst() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        let first = try CloudFixture().directory(at: stub.url, id: "111111111111")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<5 { group.addTask { try await first.perform(.setTag(user: member01, key: "k\(index)", value: "")) } }
            try await group.waitForAll()
        }
        #expect(first.statistics.calls == ["GetCallerIdentity": 1, "TagUser": 5])
        let second = try CloudFixture().directory(at: stub.url, id: "111111111111")
        _ = try await second.read()
        try await second.perform(.setTag(user: member01, key: "k", value: ""))
        #expect(second.statistics.calls == ["GetAccountAuthorizationDetails": 1, "TagUser": 1])
    }

    @Test func anEmptyAccountIsAskedAbout() async throws {
        let stub = try await IAMStub()
        let directory = try CloudFixture().directory(at: stub.url, id: "111111111111")
        _ = try await directory.read()
        #expect(await directory.failure(of: .removeTag(user: member01, key: "k"))?.kind == .notFound)
        #expect(directory.statistics.calls == ["GetAccountAuthorizationDetails": 1, "GetCallerIdentity": 1, "UntagUser": 1])
    }

    @Test func aRoleOfAnotherAccountIsRefusedBeforeAnyCall() throws {
        let failure = #expect(throws: DirectoryFailure.self) {
            try CloudFixture().directory(at: "http://127.0.0.1:1", id: "111111111111", role: "arn:aws:iam::222222222222:role/Daypass")
        }
        #expect(
            failure == DirectoryFailure(.invalid, "the role of jump is in the account 222222222222; the settings say 111111111111"))
    }

    @Test(arguments: [3600, -3600, 400, -86400])
    func aClockThatIsOffIsCorrectedOnce(seconds: Int) async throws {
        let stub = try await IAMStub(secret: "the-secret")
        try stub.seed(ContractSeed.team.json)
        // The stub's clock is the machine's; ours differs from it by this.
        let account = try await CloudFixture().directory(at: stub.url).read()
        let cloud = try #require(account.clock)
        try stub.plan("{}")
        let directory = try CloudFixture(now: cloud.advanced(by: .seconds(seconds))).directory(at: stub.url)
        _ = try await directory.read()
        try await directory.perform(.addMember(user: member01, group: production))
        #expect(try stub.state().calls == ["GetAccountAuthorizationDetails": 2, "AddUserToGroup": 1])
    }

    @Test func aWrongSecretIsNotTakenForAWrongClock() async throws {
        let stub = try await IAMStub(secret: "another-secret")
        try stub.seed(ContractSeed.team.json)
        var fixture = CloudFixture()
        fixture.environment["AWS_SESSION_TOKEN"] = "the-token"
        let directory = try fixture.directory(at: stub.url)
        let failure = await #expect(throws: DirectoryFailure.self) { try await directory.read() }
        #expect(failure?.kind == .credentials)
        #expect(failure?.message == "IAM, reading users and groups: SignatureDoesNotMatch")
        // One more at the most: our clock in this test is off as well.
        #expect((directory.statistics.calls["GetAccountAuthorizationDetails"] ?? 0) <= 2)
    }
}
