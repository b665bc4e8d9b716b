import AccessCore
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// Roles of other accounts.
@Suite struct AssumedRoleTests {
    let role = "arn:aws:iam::222222222222:role/Daypass"

    func seeded() async throws -> IAMStub {
        let stub = try await IAMStub(secret: "the-secret")
        try stub.seed(ContractSeed(users: ["caller": .init()]).json)
        try stub.seed(#"{"account": "222222222222", "generate": 3}"#)
        return stub
    }

    @Test func aRoleLeadsToItsAccount() async throws {
        let stub = try await seeded()
        let directory = try CloudFixture().directory(at: stub.url, id: "222222222222", role: role)
        #expect(try await directory.read().users.count == 3)
        try await directory.perform(.setTag(user: UserName("user00001"), key: "k", value: "v"))
        #expect(try stub.state(account: "222222222222").users["user00001"]?.tags["k"] == "v")
        let calls = directory.statistics.calls
        #expect(calls["GetCallerIdentity"] == nil)
        #expect(calls["TagUser"] == 1)
        // One was refused: our clock was off.
        #expect(calls["AssumeRole"] == 2)
    }

    @Test func manyCallsAtOnceAssumeItOnce() async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"account": "222222222222", "generate": 3}"#)
        let directory = try CloudFixture().directory(at: stub.url, id: "222222222222", role: role)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<20 {
                group.addTask { try await directory.perform(.setTag(user: UserName("user00000"), key: "k\(index)", value: "")) }
            }
            try await group.waitForAll()
        }
        #expect(directory.statistics.calls == ["AssumeRole": 1, "TagUser": 20])
    }

    @Test func credentialsAreRenewedBeforeTheyExpire() async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"account": "222222222222", "generate": 3}"#)
        // The stub grants an hour by the machine's clock; ours is set by it.
        let cloud = try #require(try await CloudFixture().directory(at: stub.url).read().clock)
        let fixture = CloudFixture(now: cloud)
        let directory = try fixture.directory(at: stub.url, role: role)
        for (passed, assumed) in [(0, 1), (3000, 1), (330, 2), (60, 3)] {
            // The new ones end no later than the old by the machine's clock, so that the third time comes at once.
            fixture.clock.advance(.seconds(passed))
            _ = try await directory.read()
            #expect(directory.statistics.calls["AssumeRole"] == assumed, "after \(passed) s")
        }
    }

    @Test(arguments: ["expired-token", "invalid-token"])
    func refusedCredentialsAreRenewedOnce(kind: String) async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"account": "222222222222", "generate": 3}"#)
        try stub.plan(#"{"faults": [{"action": "TagUser", "kind": "\#(kind)"}]}"#)
        let directory = try CloudFixture().directory(at: stub.url, role: role)
        try await directory.perform(.setTag(user: UserName("user00000"), key: "k", value: ""))
        #expect(directory.statistics.calls == ["AssumeRole": 2, "TagUser": 2])
        try stub.plan(#"{"faults": [{"action": "TagUser", "kind": "\#(kind)", "times": 0}]}"#)
        let failure = await directory.failure(of: .setTag(user: UserName("user00000"), key: "k", value: ""))
        #expect(failure?.kind == .credentials)
        #expect(failure?.mayHaveHappened == false)
        #expect(try stub.state().calls == ["AssumeRole": 1, "TagUser": 2])
    }

    @Test func theExternalIDIsSent() async throws {
        let stub = try await IAMStub()
        let role = "arn:aws:iam::222222222222:role/External"
        _ = try await CloudFixture().directory(at: stub.url, role: role, externalID: "example").read()
        let failure = await #expect(throws: DirectoryFailure.self) { try await CloudFixture().directory(at: stub.url, role: role).read() }
        #expect(failure?.kind == .denied)
        #expect(
            failure?.message
                == "STS, assuming \(role): AccessDenied: User is not authorized to perform: sts:AssumeRole on resource: \(role)")
    }

    @Test func onMotoAccountsAreApart() async throws {
        let moto = try await MotoServer()
        let accounts = [moto.newAccount(), moto.newAccount()]
        for account in accounts {
            try moto.call("iam", ["Action": "CreateUser", "UserName": "user-\(account)"], accessKey: try moto.accessKey(of: account))
        }
        for account in accounts {
            let directory = try CloudFixture().directory(at: moto.url, id: account, role: "arn:aws:iam::\(account):role/Daypass")
            #expect(try await directory.read().users.keys.map(\.text) == ["user-\(account)"])
        }
    }

    @Test func aWebIdentityIsExchanged() async throws {
        let stub = try await IAMStub()
        try stub.seed(#"{"account": "222222222222", "generate": 3}"#)
        let folder = TemporaryDirectory()
        var fixture = CloudFixture()
        fixture.environment = [
            "AWS_WEB_IDENTITY_TOKEN_FILE": try folder.write("valid-web-identity\n", to: "token"), "AWS_ROLE_ARN": role,
            "AWS_ENDPOINT_URL": stub.url,
        ]
        #expect(try await fixture.directory(at: stub.url, id: "222222222222").read().users.count == 3)
        try folder.write("something else", to: "token")
        let failure = await #expect(throws: DirectoryFailure.self) { try await fixture.directory(at: stub.url).read() }
        #expect(failure?.kind == .credentials)
        #expect(failure?.message.contains("something else") == false)
    }
}
