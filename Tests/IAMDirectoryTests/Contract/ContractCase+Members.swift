import AccessCore
import Reconciliation
import Testing

extension ContractCase {
    static let members: [ContractCase] = [
        ContractCase(name: "Adding a member, once or twice, adds it") { directory, name in
            for _ in 1...2 { try await directory.perform(.addMember(user: member01, group: production)) }
            #expect(try await directory.groups(of: "member01") == [developers, production], name)
            #expect(try await directory.groups(of: "member02") == [], name)
        },
        ContractCase(name: "Removing a member, once or twice, removes it") { directory, name in
            for _ in 1...2 { try await directory.perform(.removeMember(user: member01, group: developers)) }
            #expect(try await directory.groups(of: "member01") == [], name)
        },
        ContractCase(name: "Removing who never was a member succeeds") { directory, name in
            try await directory.perform(.removeMember(user: member02, group: production))
            #expect(try await directory.groups(of: "member02") == [], name)
        },
        ContractCase(name: "Names are taken exactly", seed: ContractSeed(groups: ["a+b=c,d.e@f-g_h"], users: ["x+y=z,1.2@3-4_5": .init()]))
        {
            directory, name in
            try await directory.perform(.addMember(user: UserName("x+y=z,1.2@3-4_5"), group: GroupName("a+b=c,d.e@f-g_h")))
            #expect(try await directory.groups(of: "x+y=z,1.2@3-4_5") == [GroupName("a+b=c,d.e@f-g_h")], name)
        },
        ContractCase(name: "Writes side by side lose nothing") { directory, name in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<12 {
                    group.addTask { try await directory.perform(.setTag(user: member01, key: "key\(index)", value: "\(index)")) }
                }
                group.addTask { try await directory.perform(.addMember(user: member01, group: production)) }
                group.addTask { try await directory.perform(.removeMember(user: member01, group: developers)) }
                try await group.waitForAll()
            }
            let user = try await directory.read().users[member01]
            let written = Dictionary(uniqueKeysWithValues: (0..<12).map { ("key\($0)", "\($0)") })
            #expect(user?.tags == written.merging(["team": "billing"]) { $1 }, name)
            #expect(user?.groups == [production], name)
        },
    ]
}
