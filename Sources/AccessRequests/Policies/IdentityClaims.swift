import AccessCore
import SSHSignatures

/// Who has which identity, so that no two people have the same one.
struct IdentityClaims {
    /// By the user's name in small letters: IAM's names differ in more than case (IAM API Reference, CreateUser).
    private var users: [String: [(account: AccountName?, person: PersonName)]] = [:]
    private var ids: [EvidenceKind: [Int64: PersonName]] = [:]
    private var logins: [EvidenceKind: [String: PersonName]] = [:]
    private var keys: [SSHPublicKey: PersonName] = [:]

    /// Takes a user name, in one account or (nil) in all. Whoever has it already, if somebody has.
    mutating func claim(_ user: UserName, in account: AccountName?, by person: PersonName) -> PersonName? {
        let others = users[user.text.lowercased(), default: []]
        users[user.text.lowercased(), default: []].append((account, person))
        return others.first { $0.person != person && ($0.account == nil || account == nil || $0.account == account) }?.person
    }

    mutating func claim(id: Int64, at forge: EvidenceKind, by person: PersonName) -> PersonName? {
        claim(id, in: &ids[forge, default: [:]], by: person)
    }

    mutating func claim(login: String, at forge: EvidenceKind, by person: PersonName) -> PersonName? {
        claim(login.lowercased(), in: &logins[forge, default: [:]], by: person)
    }

    mutating func claim(key: SSHPublicKey, by person: PersonName) -> PersonName? { claim(key, in: &keys, by: person) }

    private func claim<Key: Hashable>(_ key: Key, in claims: inout [Key: PersonName], by person: PersonName) -> PersonName? {
        if let other = claims[key] { return other }
        claims[key] = person
        return nil
    }
}
