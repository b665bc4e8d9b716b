import AccessCore

/// What the honest stories at forges over REST have in common: who is who, and which commits there are.
protocol RestStory {}

extension RestStory {
    /// member01 asks, lead01 and lead02 lead; with their accounts at the forge.
    static func people(at forge: EvidenceKind) -> People {
        let accounts: [(name: String, id: Int64, login: String)] = [
            ("member01", 1001, "member-one"), ("lead01", 1002, "lead-one"), ("lead02", 1003, "lead-two"),
        ]
        let people = accounts.map { name, id, login in
            Person(
                name: PersonName(name), iam: .everywhere(UserName(name)), mail: "\(name)@example.com",
                forges: [forge: ForgeIdentity(login: login, id: id)])
        }
        return People(people: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }))
    }

    static func commit(_ digit: Character) -> String { String(repeating: digit, count: 40) }
    static var base: String { commit("b") }
    static var tip: String { commit("a") }
    static var head: String { commit("1") }
    static var first: String { commit("2") }
    static var path: String { "requests/2026/11/deploy.yaml" }
    static var blob: String { commit("d") }
    static var sha256: String { String(repeating: "0123456789abcdef", count: 4) }
}
