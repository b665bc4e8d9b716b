import AccessCore
import IAMDirectory
import Reconciliation
import TestSupport
import Testing

/// IAM's adapter holds the contract of directories.
@Suite struct CloudContractTests {
    @Test func onMoto() async throws {
        try await ContractCase.hold(MotoWorld(moto: try await MotoServer()))
    }

    @Test func onTheStub() async throws {
        try await ContractCase.hold(StubWorld(stub: try await IAMStub(secret: "the-secret")))
    }

    /// The same, though each page holds two things and every other page none.
    @Test func onTheStubWithShortPages() async throws {
        try await ContractCase.hold(StubWorld(stub: try await IAMStub(), plan: #"{"page": 2, "empty_pages": true}"#))
    }
}

private struct StubWorld: ContractWorld {
    let stub: IAMStub
    var plan = "{}"
    let enforcesQuotas = true

    func directory(holding seed: ContractSeed, now: Timestamp) async throws -> any Directory {
        try stub.seed(seed.json)
        try stub.plan(plan)
        return try CloudFixture(now: now).directory(at: stub.url, id: "111111111111")
    }
}

/// Each case has an account of its own, reached by a role.
private struct MotoWorld: ContractWorld {
    let moto: MotoServer
    let enforcesQuotas = false

    func directory(holding seed: ContractSeed, now: Timestamp) async throws -> any Directory {
        let account = moto.newAccount()
        let key = try moto.accessKey(of: account)
        for group in seed.groups { try moto.call("iam", ["Action": "CreateGroup", "GroupName": group], accessKey: key) }
        for (name, user) in seed.users {
            var form = ["Action": "CreateUser", "UserName": name]
            for (index, tag) in user.tags.enumerated() {
                form["Tags.member.\(index + 1).Key"] = tag.key
                form["Tags.member.\(index + 1).Value"] = tag.value
            }
            try moto.call("iam", form, accessKey: key)
            for group in user.groups {
                try moto.call("iam", ["Action": "AddUserToGroup", "UserName": name, "GroupName": group], accessKey: key)
            }
        }
        return try CloudFixture(now: now).directory(at: moto.url, id: account, role: "arn:aws:iam::\(account):role/Daypass")
    }
}
