import AccessCore

/// Whoever does something at the forge: an account, and the human being behind it.
struct Hand: Hashable {
    var account: ForgeIdentity
    /// Who it really is; nil for somebody that no policy knows.
    var person: PersonName?
    /// What git says, which is whatever its writer typed.
    var mail: String
}

/// The people of worlds in which their word counts.
enum Cast {
    static let leads = ["lead1", "lead2", "lead3"].map { PersonName($0) }
    static let guards = ["guard1", "guard2"].map { PersonName($0) }
    static let owners = ["owner1", "owner2", "owner3"].map { PersonName($0) }
    /// Those who ask, too.
    static let everybody = Setting.persons + leads + guards + owners
    static let approvers = TeamName("leads")
    static let watchers = TeamName("guards")
    static let ownersTeam = TeamName("owners")
    static let chiefs = TeamName("chiefs")
    static let teams = [approvers, watchers, ownersTeam, chiefs]
    /// A key that nobody's policy has.
    static let strangersKey = "key stranger 0"

    static func hand(of person: PersonName) -> Hand {
        Hand(account: ForgeIdentity(login: person.text, id: 100 + number(of: person)), person: person, mail: "\(person)@example.com")
    }

    /// Another account of the same human being, which no policy names.
    static func second(of person: PersonName) -> Hand {
        Hand(
            account: ForgeIdentity(login: "\(person)-private", id: 500 + number(of: person)), person: person,
            mail: "\(person)@elsewhere.example")
    }

    /// Somebody who was given the login when the person had left.
    static func namesake(of person: PersonName) -> Hand {
        Hand(account: ForgeIdentity(login: person.text, id: 900 + number(of: person)), person: nil, mail: "new-\(person)@example.com")
    }

    static func key(of person: PersonName, _ number: Int) -> String { "key \(person) \(number)" }

    /// Whose key it is in truth.
    static func holder(of key: String) -> PersonName? {
        key.split(separator: " ").dropFirst().first.map { PersonName(String($0)) }.flatMap { everybody.contains($0) ? $0 : nil }
    }

    private static func number(of person: PersonName) -> Int64 { Int64(everybody.firstIndex(of: person) ?? 99) }
}
