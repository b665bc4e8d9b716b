package import AccessCore
package import SSHSignatures

/// Whose every key of `people.yaml` is. Made once of the policies that count.
package struct KeyRing: Sendable {
    /// A person with the key's own entry.
    package struct Owner: Hashable, Sendable {
        package var person: PersonName
        package var key: SigningKey
    }

    private let owners: [SSHPublicKey: Owner]
    private let people: Set<PersonName>

    /// Keys that can't be read sign nothing. A key that two people have, which the files' reader refuses, is nobody's.
    package init(_ people: People) {
        var owners: [SSHPublicKey: Owner] = [:]
        var shared: Set<SSHPublicKey> = []
        for person in people.people.values {
            for entry in person.keys {
                guard let key = try? SSHKeyLine(entry.key[...]).key else { continue }
                if owners.updateValue(Owner(person: person.name, key: entry), forKey: key) != nil { shared.insert(key) }
            }
        }
        for key in shared { owners[key] = nil }
        self.owners = owners
        self.people = Set(people.people.keys)
    }

    package func owner(of key: SSHPublicKey) -> Owner? { owners[key] }

    /// Whether `people.yaml` has somebody of this name. Names are of ASCII: what only looks alike, or is equal to Swift, is nobody.
    func knows(_ person: PersonName) -> Bool { person.text.utf8.allSatisfy { $0 < 0x80 } && people.contains(person) }
}
