import AccessCore
import HTTP
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// IAM that breaks on the Nth call, and for good.
@Suite struct CloudFaultTests {
    /// Reads, and writes of each kind; what is there afterwards.
    func scenario(_ directory: some Directory) async throws {
        _ = try await directory.read()
        try await directory.perform(.setTag(user: member01, key: production.text, value: "2026-11-22T17:00:00Z"))
        try await directory.perform(.addMember(user: member01, group: production))
        try await directory.perform(.removeMember(user: member01, group: developers))
        try await directory.perform(.removeTag(user: member01, key: "team"))
        _ = try await directory.read()
    }

    static let passing = [
        "throttle", "throttle-429", "throttle-503", "unavailable", "failure", "failure-after", "concurrent", "unmodifiable", "html-502",
        "cut-before", "cut-after", "half",
    ]

    /// For every kind of fault that passes and every N: the Nth call meets it, and nothing is different in the end.
    @Test(arguments: passing)
    func whateverCallMeetsAFaultTheEndIsTheSame(kind: String) async throws {
        let stub = try await IAMStub()
        for call in 1...6 {
            try stub.seed(ContractSeed.team.json)
            try stub.plan(#"{"faults": [{"call": \#(call), "kind": "\#(kind)"}]}"#)
            let fixture = CloudFixture()
            let directory = try fixture.directory(at: stub.url, id: "111111111111")
            try await scenario(directory)
            let state = try stub.state()
            let user = state.users["member01"]
            #expect(user?.groups == [production.text], "call \(call)")
            #expect(user?.tags == [production.text: "2026-11-22T17:00:00Z"], "call \(call)")
            #expect(state.calls.values.reduce(0, +) == 7, "call \(call)")
            // A connection that dies while it is reused is replaced without our knowing.
            if !kind.hasPrefix("cut") || call == 1 {
                #expect(directory.statistics.calls == state.calls, "call \(call)")
                #expect(directory.statistics.retries == 1, "call \(call)")
            }
            #expect(directory.statistics.throttles == (kind.hasPrefix("throttle") ? 1 : 0), "call \(call)")
        }
    }

    @Test(arguments: [
        ("denied", DirectoryFailure.Kind.denied, 1, false), ("limit", .limit, 1, false), ("invalid-token", .credentials, 1, false),
        ("expired-token", .credentials, 1, false), ("request-expired", .credentials, 2, false), ("html", .malformed, 1, true),
        ("html-403", .malformed, 1, true), ("garbage", .malformed, 1, true), ("empty", .malformed, 1, true),
        ("throttle", .throttled, 8, false),
        ("throttle-503", .throttled, 8, false), ("concurrent", .throttled, 8, false), ("unavailable", .unreachable, 8, true),
        ("failure-after", .unreachable, 8, true), ("html-502", .unreachable, 8, true), ("cut-after", .unreachable, 4, true),
        ("cut-before", .unreachable, 4, true), ("half", .unreachable, 4, true),
    ])
    func whatDoesNotPassIsTypedByWhatHelps(kind: String, expected: DirectoryFailure.Kind, calls: Int, mayHaveHappened: Bool) async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        let directory = try CloudFixture().directory(at: stub.url)
        try stub.plan(#"{"faults": [{"kind": "\#(kind)", "times": 0}]}"#)
        let failure = await directory.failure(of: .addMember(user: member01, group: production))
        #expect(failure?.kind == expected)
        #expect(failure?.mayHaveHappened == mayHaveHappened)
        #expect(failure?.message.hasPrefix("IAM, adding member01 to ProdMemberWorkGroup: ") == true)
        #expect(failure?.message.contains { $0.isNewline } == false)
        #expect(try stub.state().calls == ["AddUserToGroup": calls])
        // Nothing may have happened in a read, and there is never a part of one.
        let reading = await #expect(throws: DirectoryFailure.self) { try await directory.read() }
        #expect(reading?.kind == expected)
        #expect(reading?.mayHaveHappened == false)
    }

    @Test func messagesSayWhatCame() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        func message(_ kind: String) async throws -> String? {
            try stub.plan(#"{"faults": [{"kind": "\#(kind)", "times": 0}]}"#)
            return await #expect(throws: DirectoryFailure.self) { try await CloudFixture().directory(at: stub.url).read() }?.message
        }
        let reading = "IAM, reading users and groups: "
        #expect(try await message("denied") == reading + "AccessDenied: AccessDenied as planned")
        #expect(try await message("throttle") == reading + "Throttling: Throttling as planned; given up after 8 attempts")
        #expect(
            try await message("html") == reading
                + "the answer (HTTP 200) can't be read, 1:1: this is a web page, not XML: something between here and the service answered "
                + "in its place: '<!DOCTYPE html><html><body>Sign in to the network</body></html>'")
        #expect(try await message("empty") == reading + "the answer (HTTP 200) can't be read, 1:1: the document is empty")
        let garbage = try await message("garbage")
        #expect(garbage?.hasPrefix(reading + "the answer (HTTP 200) can't be read, 1:1: this is not XML: 'not XML at all") == true)
        #expect(garbage?.hasSuffix("…'") == true)
        #expect((garbage?.count ?? .max) < 180)
    }

    @Test func backOffDoublesAndTheBudgetWidensTheGap() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        try stub.plan(#"{"faults": [{"call": 1, "times": 3, "kind": "throttle"}]}"#)
        let fixture = CloudFixture()
        let directory = try fixture.directory(at: stub.url)
        _ = try await directory.read()
        // The back-off of this call, and the gap that all calls keep: 50 ms, 100 ms, 200 ms.
        #expect(fixture.pauses == [200, 50, 400, 100, 800, 200].map { .milliseconds($0) })
        _ = try await directory.read()
        // It narrows slowly with each success.
        #expect(fixture.pauses.dropFirst(6) == [.milliseconds(190)])
        #expect(directory.statistics.throttles == 3)
    }

    @Test func retryAfterIsHonoured() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        try stub.plan(#"{"faults": [{"call": 1, "kind": "throttle-429"}]}"#)
        let fixture = CloudFixture()
        _ = try await fixture.directory(at: stub.url).read()
        #expect(fixture.pauses.first == .seconds(7))

        var impatient = CloudFixture()
        impatient.policy.longestRetryAfter = .seconds(6)
        try stub.plan(#"{"faults": [{"call": 1, "kind": "throttle-429"}]}"#)
        let failure = await #expect(throws: DirectoryFailure.self) { try await impatient.directory(at: stub.url).read() }
        #expect(failure?.kind == .throttled)
        #expect(impatient.pauses.isEmpty)
    }

    @Test func noAttemptBeginsAfterTheDeadline() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        for (kind, mayHaveHappened) in [("throttle", false), ("cut-after", true)] {
            try stub.plan(#"{"faults": [{"kind": "\#(kind)", "times": 0}]}"#)
            let fixture = CloudFixture()
            let directory = try fixture.directory(at: stub.url)
            let deadline = fixture.clock.now.advanced(by: .seconds(1))
            let failure = await directory.failure(of: .addMember(user: member01, group: production), before: deadline)
            #expect(failure?.kind == .deadline)
            #expect(failure?.mayHaveHappened == mayHaveHappened)
            #expect(try stub.state().calls["AddUserToGroup"] == 3)
        }
    }

    @Test func whereNobodyListensNothingHasHappened() async throws {
        let port = try LoopbackPort.claim()
        let directory = try CloudFixture().directory(at: "http://127.0.0.1:\(port)")
        let failure = await directory.failure(of: .addMember(user: member01, group: production))
        #expect(failure?.kind == .unreachable)
        #expect(failure?.mayHaveHappened == false)
        #expect(directory.statistics.calls == ["AddUserToGroup": 4])
    }

    /// Where the service's words don't tell what is missing, a read does.
    @Test func removingWhoIsNoMemberIsSettledByReading() async throws {
        let stub = try await IAMStub()
        try stub.seed(ContractSeed.team.json)
        try stub.plan(#"{"strict_removal": "The entity cannot be found."}"#)
        let directory = try CloudFixture().directory(at: stub.url)
        try await directory.perform(.removeMember(user: member02, group: production))
        #expect(directory.statistics.calls == ["RemoveUserFromGroup": 1, "GetAccountAuthorizationDetails": 1])
        #expect(await directory.failure(of: .removeMember(user: nobody, group: production))?.kind == .notFound)
        #expect(await directory.failure(of: .removeMember(user: member02, group: nowhere))?.kind == .notFound)
        // What can't be read settles nothing.
        try stub.plan(
            #"{"strict_removal": "?", "faults": [{"action": "GetAccountAuthorizationDetails", "kind": "denied", "times": 0}]}"#)
        #expect(await directory.failure(of: .removeMember(user: member02, group: production))?.kind == .notFound)
    }

    @Test func aRemovalWhoseAnswerWasLostSucceeds() async throws {
        // moto answers the repetition with NoSuchEntity: the user isn't in the group any more.
        let moto = try await MotoServer()
        let account = moto.newAccount()
        let key = try moto.accessKey(of: account)
        try moto.call("iam", ["Action": "CreateGroup", "GroupName": "Developers"], accessKey: key)
        try moto.call("iam", ["Action": "CreateUser", "UserName": "member01"], accessKey: key)
        let directory = try CloudFixture().directory(at: moto.url, role: "arn:aws:iam::\(account):role/any")
        for _ in 1...2 { try await directory.perform(.removeMember(user: member01, group: developers)) }
        #expect(directory.statistics.calls == ["AssumeRole": 1, "RemoveUserFromGroup": 2])
    }
}
