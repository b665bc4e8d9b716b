/// `policies/people.yaml`.
package struct People: Hashable, Sendable {
    package let people: [PersonName: Person]
    /// Members of each team, the teams it contains already resolved.
    package let teams: [TeamName: Set<PersonName>]

    private let everywhere: [UserName: PersonName]
    private let perAccount: [AccountName: [UserName: PersonName]]

    package init(people: [PersonName: Person] = [:], teams: [TeamName: Set<PersonName>] = [:]) {
        (self.people, self.teams) = (people, teams)
        // Two people never share an IAM user: that is refused when the file is read.
        var everywhere: [UserName: PersonName] = [:]
        var perAccount: [AccountName: [UserName: PersonName]] = [:]
        for person in people.values {
            switch person.iam {
            case .everywhere(let user): everywhere[user] = person.name
            case .perAccount(let users):
                for (account, user) in users { perAccount[account, default: [:]][user] = person.name }
            }
        }
        (self.everywhere, self.perAccount) = (everywhere, perAccount)
    }

    /// Who is behind an IAM user of an account; nil if nobody of this file.
    package func person(user: UserName, in account: AccountName) -> PersonName? {
        everywhere[user] ?? perAccount[account]?[user]
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
package struct ForgeIdentity: Hashable, Sendable {
    package var login: String
    package var id: Int64

    package init(login: String, id: Int64) { (self.login, self.id) = (login, id) }
}

/// A public key that signs approvals, in OpenSSH's one-line form, and when it may.
package struct SigningKey: Hashable, Sendable {
    package var key: String
    package var from: Timestamp?
    package var until: Timestamp?

    package init(key: String, from: Timestamp?, until: Timestamp?) { (self.key, self.from, self.until) = (key, from, until) }
}
