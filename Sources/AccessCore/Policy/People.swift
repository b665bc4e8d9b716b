/// `policies/people.yaml`.
package struct People: Hashable, Sendable {
    package var people: [PersonName: Person] { didSet { byUser = Self.index(people) } }
    /// Members of each team, the teams it contains already resolved.
    package var teams: [TeamName: Set<PersonName>]
    /// Who has a user name in some account, so that each request doesn't look through everybody.
    private var byUser: [UserName: Set<PersonName>]

    package init(people: [PersonName: Person] = [:], teams: [TeamName: Set<PersonName>] = [:]) {
        (self.people, self.teams, byUser) = (people, teams, Self.index(people))
    }

    /// Who is behind an IAM user of an account; nil if nobody of this file.
    package func person(user: UserName, in account: AccountName) -> PersonName? {
        // Two people never share an IAM user: that is refused when the file is read.
        byUser[user]?.first { people[$0]?.user(in: account) == user }
    }

    private static func index(_ people: [PersonName: Person]) -> [UserName: Set<PersonName>] {
        var index: [UserName: Set<PersonName>] = [:]
        for person in people.values {
            switch person.iam {
            case .everywhere(let user): index[user, default: []].insert(person.name)
            case .perAccount(let users): for user in users.values { index[user, default: []].insert(person.name) }
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
