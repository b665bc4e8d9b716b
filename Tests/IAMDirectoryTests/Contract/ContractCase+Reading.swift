import AccessCore
import Reconciliation
import Testing

extension ContractCase {
    static let reading: [ContractCase] = [
        ContractCase(name: "An empty account is empty", seed: ContractSeed()) { directory, name in
            let account = try await directory.read()
            #expect(account.users.isEmpty, name)
            #expect(account.groups.isEmpty, name)
        },
        ContractCase(name: "Users, groups, memberships and tags are read") { directory, name in
            let account = try await directory.read()
            #expect(Set(account.users.keys) == [member01, member02], name)
            #expect(account.groups == [developers, production], name)
            let user = try #require(account.users[member01], name)
            #expect(user.name == member01, name)
            #expect(!user.id.text.isEmpty, name)
            #expect(user.groups == [developers], name)
            #expect(user.tags == ["team": "billing"], name)
            #expect(account.users[member02]?.groups == [], name)
            #expect(account.users[member02]?.tags == [:], name)
            #expect(account.users[member02]?.id != user.id, name)
        },
        ContractCase(name: "Reading twice reads the same") { directory, name in
            let first = try await directory.read()
            let second = try await directory.read()
            #expect(first.users == second.users, name)
            #expect(first.groups == second.groups, name)
        },
    ]
}
