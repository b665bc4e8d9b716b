import AccessCore
import YAML

/// What files of `policies/` may refer to in others. Nil: that file can't be read, so nothing is said of what refers to it.
struct PolicyNames {
    var accounts: [AccountName: Account]? { didSet { accountNames = accounts.map { KnownNames($0.keys.map(\.text)) } } }
    var teams: [TeamName: Set<PersonName>]? { didSet { teamNames = teams.map { KnownNames($0.keys.map(\.text)) } } }
    var channels: KnownNames?
    /// What settings trust.
    var evidence: [EvidenceKind]?
    /// Nil if it is wrong.
    var leases: LeaseFormat?

    private(set) var accountNames: KnownNames?
    private(set) var teamNames: KnownNames?
}

/// The names that exist of one kind of thing.
struct KnownNames {
    let all: Set<String>
    let sorted: [String]

    init(_ names: some Sequence<String>) {
        all = Set(names)
        sorted = all.sorted()
    }
}

extension FileReader {
    /// The names of things that exist, those that do; others are reported.
    func existing(_ name: String, of what: String, in place: String, known: KnownNames?, at range: SourceRange) -> String? {
        guard let known, !known.all.contains(name) else { return name }
        report(
            .unknown(name, what: what, where: place, meant: suggestion(for: name, among: known.sorted), known: known.sorted),
            at: range)
        return nil
    }

    func account(_ field: Field, _ names: PolicyNames) -> AccountName? {
        guard let text = name(field, .account) else { return nil }
        return existing(text, of: "account", in: "settings.yaml", known: names.accountNames, at: field.node.range).map { AccountName($0) }
    }

    func team(_ field: Field, _ names: PolicyNames) -> TeamName? {
        guard let text = name(field, .team) else { return nil }
        return existing(text, of: "team", in: "people.yaml", known: names.teamNames, at: field.node.range).map { TeamName($0) }
    }

    /// A list of names, each of which `read` looks at; none twice.
    func set<Name: Hashable>(_ field: Field, _ read: (Field) -> Name?) -> [Name]? {
        guard let elements = list(field) else { return nil }
        var found: [Name] = []
        var seen: Set<Name> = []
        for element in elements {
            guard let name = read(element) else { continue }
            if seen.insert(name).inserted {
                found.append(name)
            } else {
                report(.twice("\(name)", in: field.name), at: element.node.range)
            }
        }
        return found
    }
}
