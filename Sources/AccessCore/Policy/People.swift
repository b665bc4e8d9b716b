/// `policies/people.yaml`.
package struct People: Hashable, Sendable {
    package var people: [PersonName: Person] { didSet { (byUser, byMail) = (Self.index(people), Self.mails(people)) } }
    /// Members of each team, the teams it contains already resolved.
    package var teams: [TeamName: Set<PersonName>]
    /// Who has a user name in some account, in small letters, so that each request doesn't look through everybody.
    private var byUser: [String: Set<PersonName>]
    /// Who has a mail address, in small letters.
    private var byMail: [String: Set<PersonName>]

    package init(people: [PersonName: Person] = [:], teams: [TeamName: Set<PersonName>] = [:]) {
        (self.people, self.teams, byUser, byMail) = (people, teams, Self.index(people), Self.mails(people))
    }

    /// Who is behind an IAM user of an account; nil if nobody of this file.
    package func person(user: UserName, in account: AccountName) -> PersonName? {
        // Two people never share an IAM user: that is refused when the file is read.
        byUser[user.text.lowercased()]?.first { people[$0]?.user(in: account) == user }
    }

    /// Who is behind an IAM user of an account, in whatever capitals this file has the name; nil if nobody of this file.
    ///
    /// As IAM tells users apart: no account has two that differ in capitals alone (IAM API Reference, CreateUser). Where it bars
    /// somebody, a name that people.yaml writes otherwise is the same user's; nobody is let in by it.
    package func person(behind user: UserName, in account: AccountName) -> PersonName? {
        let name = user.text.lowercased()
        return byUser[name]?.first { people[$0]?.user(in: account)?.text.lowercased() == name }
    }

    /// Who has an IAM user name in any account, in whatever capitals.
    func people(user: UserName) -> Set<PersonName> { byUser[user.text.lowercased()] ?? [] }

    /// Who has a mail address, in whatever capitals.
    func people(mail: String) -> Set<PersonName> { byMail[mail.lowercased()] ?? [] }

    /// Who asks in a user's name, if that is known and isn't the user.
    ///
    /// - Parameter writers: mail addresses of those who wrote the request, as they gave them.
    func asking(for user: UserName, as writers: [String]) -> [PersonName]? {
        let known = writers.reduce(into: Set<PersonName>()) { $0.formUnion(people(mail: $1)) }
        return known.isEmpty || !known.isDisjoint(with: people(user: user)) ? nil : known.sorted()
    }

    private static func mails(_ people: [PersonName: Person]) -> [String: Set<PersonName>] {
        var index: [String: Set<PersonName>] = [:]
        for person in people.values { if let mail = person.mail { index[mail.lowercased(), default: []].insert(person.name) } }
        return index
    }

    private static func index(_ people: [PersonName: Person]) -> [String: Set<PersonName>] {
        var index: [String: Set<PersonName>] = [:]
        for person in people.values {
            switch person.iam {
            case .everywhere(let user): index[user.text.lowercased(), default: []].insert(person.name)
            case .perAccount(let users): for user in users.values { index[user.text.lowercased(), default: []].insert(person.name) }
            }
        }
        return index
    }
}

/// A person: one human being, whatever names systems know them by.
package struct Person: Hashable, Sendable {
    package var name: PersonName
    package var iam: IAMIdentity
    package var mail: String?
    /// Accounts at forges, by the forge's kind.
    package var forges: [EvidenceKind: ForgeIdentity]
    package var keys: [SigningKey]

    /// The IAM user names of a person.
    package enum IAMIdentity: Hashable, Sendable {
        /// The same in every account.
        case everywhere(UserName)
        case perAccount([AccountName: UserName])
    }

    package init(
        name: PersonName, iam: IAMIdentity, mail: String? = nil, forges: [EvidenceKind: ForgeIdentity] = [:], keys: [SigningKey] = []
    ) {
        (self.name, self.iam, self.mail, self.forges, self.keys) = (name, iam, mail, forges, keys)
    }

    package func user(in account: AccountName) -> UserName? {
        switch iam {
        case .everywhere(let user): user
        case .perAccount(let users): users[account]
        }
    }
}

/// An account at a forge. The id is what counts: a login can be given to somebody else.
package struct ForgeIdentity: Hashable, Sendable, Codable {
    package var login: String
    package var id: Int64

    package init(login: String, id: Int64) { (self.login, self.id) = (login, id) }
}
