import AccessCore
import Reconciliation
import Testing

extension ContractCase {
    static let tags: [ContractCase] = [
        ContractCase(name: "A tag is set beside the others") { directory, name in
            try await directory.perform(.setTag(user: member01, key: production.text, value: "2026-11-22T17:00:00Z"))
            #expect(try await directory.tags(of: "member01") == ["team": "billing", production.text: "2026-11-22T17:00:00Z"], name)
            #expect(try await directory.tags(of: "member02") == [:], name)
        },
        ContractCase(name: "Setting a tag again overwrites it") { directory, name in
            for value in ["a", "b", "b"] { try await directory.perform(.setTag(user: member01, key: "team", value: value)) }
            #expect(try await directory.tags(of: "member01") == ["team": "b"], name)
        },
        ContractCase(name: "A key that differs only in case takes the old one's place", needsQuotas: true) { directory, name in
            try await directory.perform(.setTag(user: member01, key: "Team", value: "new"))
            #expect(try await directory.tags(of: "member01") == ["Team": "new"], name)
        },
        ContractCase(name: "A removed tag is gone, and removing it again succeeds") { directory, name in
            for _ in 1...2 { try await directory.perform(.removeTag(user: member01, key: "team")) }
            #expect(try await directory.tags(of: "member01") == [:], name)
        },
        ContractCase(name: "Removing finds a key in any case", needsQuotas: true) { directory, name in
            try await directory.perform(.removeTag(user: member01, key: "TEAM"))
            #expect(try await directory.tags(of: "member01") == [:], name)
        },
        ContractCase(name: "All that a tag can hold arrives as it is") { directory, name in
            let values = [
                "plain": "x", "a b.c:d/e=f+g-h@i_j": " + / = : @ ", "キー": "終了 2026年", "empty": "",
                String(repeating: "k", count: 128): String(repeating: "値", count: 256),
            ]
            for (key, value) in values { try await directory.perform(.setTag(user: member02, key: key, value: value)) }
            #expect(try await directory.tags(of: "member02") == values, name)
        },
    ]
}
