import AccessCore
import Reconciliation
import Testing

extension ContractCase {
    static let refusals: [ContractCase] = [
        ContractCase(name: "A user who doesn't exist is not found") { directory, name in
            let changes: [DirectoryChange] = [
                .setTag(user: nobody, key: "k", value: "v"), .removeTag(user: nobody, key: "k"),
                .addMember(user: nobody, group: developers), .removeMember(user: nobody, group: developers),
            ]
            for change in changes { #expect(await directory.failure(of: change)?.kind == .notFound, name) }
            let users = try await directory.read().users
            #expect(users.count == 2, name)
        },
        ContractCase(name: "A group that doesn't exist is not found") { directory, name in
            #expect(await directory.failure(of: .addMember(user: member01, group: nowhere))?.kind == .notFound, name)
            #expect(await directory.failure(of: .removeMember(user: member01, group: nowhere))?.kind == .notFound, name)
            let groups = try await directory.read().groups
            #expect(groups == [developers, production], name)
        },
        ContractCase(name: "What no tag can hold is invalid", needsQuotas: true) { directory, name in
            let wrong = [
                ("", "v"), ("a,b", "v"), ("a\u{7}b", "v"), ("aws:key", "v"), ("AWS:key", "v"), (String(repeating: "k", count: 129), "v"),
                ("k", "a,b"), ("k", "a\nb"), ("k", String(repeating: "v", count: 257)),
            ]
            for (key, value) in wrong {
                #expect(await directory.failure(of: .setTag(user: member02, key: key, value: value))?.kind == .invalid, name)
            }
            let tags = try await directory.tags(of: "member02")
            #expect(tags == [:], name)
        },
        ContractCase(name: "The 51st tag and the 11th group are beyond the limit", seed: fullUser, needsQuotas: true) { directory, name in
            #expect(await directory.failure(of: .setTag(user: member01, key: "one-more", value: ""))?.kind == .limit, name)
            #expect(await directory.failure(of: .addMember(user: member01, group: production))?.kind == .limit, name)
            // What is there already may be written again, and in another case.
            try await directory.perform(.setTag(user: member01, key: "Key7", value: "again"))
            try await directory.perform(.addMember(user: member01, group: GroupName("group7")))
            let user = try await directory.read().users[member01]
            #expect(user?.tags.count == 50, name)
            #expect(user?.tags["Key7"] == "again", name)
            #expect(user?.groups.count == 10, name)
        },
        ContractCase(name: "Nothing is begun at or after the deadline") { directory, name in
            for deadline in [now, Timestamp(seconds: now.seconds - 1)] {
                let failure = await directory.failure(of: .addMember(user: member01, group: production), before: deadline)
                #expect(failure?.kind == .deadline, name)
                #expect(failure?.mayHaveHappened == false, name)
            }
            #expect(try await directory.groups(of: "member01") == [developers], name)
            let later = Timestamp(seconds: now.seconds + 1)
            _ = try await directory.perform(.addMember(user: member01, group: production), before: later)
            #expect(try await directory.groups(of: "member01") == [developers, production], name)
        },
    ]

    private static let fullUser = ContractSeed(
        groups: (0..<10).map { "group\($0)" } + [production.text],
        users: [
            "member01": .init(
                groups: (0..<10).map { "group\($0)" },
                tags: Dictionary(uniqueKeysWithValues: (0..<50).map { ("key\($0)", "\($0)") }))
        ])
}
