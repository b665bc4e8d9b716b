import AccessCore

/// Who of `people.yaml` is behind what a forge names.
struct PersonIndex: Sendable {
    private var byID: [Int64: PersonName] = [:]
    /// In lower case: mail is taken to be the same whatever its letters' case, which can only exclude more people.
    private var byMail: [String: Set<PersonName>] = [:]

    init(_ people: People, at kind: EvidenceKind) {
        for person in people.people.values {
            if let identity = person.forges[kind] { byID[identity.id] = person.name }
            if let mail = person.mail { byMail[mail.lowercased(), default: []].insert(person.name) }
        }
    }

    /// The person whose account it is, by its id; nil if nobody's. A login proves nothing: it can be given away.
    func person(_ account: ForgeIdentity) -> PersonName? { byID[account.id] }

    /// Everybody whose hand it may be; empty if that can't be told. Nil where it is certainly no person's.
    func hands(of party: Party) -> Set<PersonName>? {
        switch party {
        case .account(let account, let mail):
            // Who signs with another's mail bars both.
            var people = mail.flatMap { byMail[$0.lowercased()] } ?? []
            if let person = byID[account.id] { people.insert(person) }
            return people
        case .mail(let mail): return byMail[mail.lowercased()] ?? []
        case .machine: return nil
        case .unknown: return []
        }
    }
}
