import AccessCore
import SSHSignatures
import YAML

/// `policies/people.yaml`.
struct PeopleDecoder {
    let reader: FileReader
    private let names: PolicyNames
    private(set) var people: People?
    /// Nil if the file can't be read.
    private(set) var teams: [TeamName: Set<PersonName>]?
    private var claims = IdentityClaims()

    init(_ file: SourceFile, limits: YAML.Limits, clock: LocalClock, names: PolicyNames) {
        reader = FileReader(file, area: .people, clock: clock, limits: limits)
        self.names = names
        if let document = reader.document("people", PeopleForm.document) { read(document) }
    }

    private mutating func read(_ document: Field) {
        guard let fields = Fields(document, reader: reader) else { return }
        reader.checkVersion(fields)
        let people = fields.required("people").flatMap { self.people($0) }
        let known = people.map { KnownNames($0.keys.map(\.text)) }
        teams = fields["teams"].map { TeamsDecoder(reader: reader, people: known).teams($0) } ?? [:]
        guard !reader.hasErrors, let people, let teams else { return }
        self.people = People(people: people, teams: teams)
    }

    /// All that have a name, whatever is wrong with the rest of them: teams may refer to them.
    private mutating func people(_ field: Field) -> [PersonName: Person]? {
        guard let entries = reader.entries(field) else { return nil }
        var people: [PersonName: Person] = [:]
        for entry in entries {
            guard let text = reader.key(entry, of: field) else { continue }
            let name = PersonName(text)
            people[name] = person(name, entry, in: field) ?? Person(name: name, iam: .perAccount([:]))
        }
        return people
    }

    private mutating func person(_ name: PersonName, _ entry: Entry, in people: Field) -> Person? {
        guard let fields = Fields(reader.field(entry, of: people), reader: reader) else { return nil }
        let iam = fields["iam"].map { identity($0, of: name) } ?? ownName(name, entry)
        let mail = fields["mail"].flatMap { reader.name($0) }
        var forges: [EvidenceKind: ForgeIdentity] = [:]
        for kind in [EvidenceKind.github, .gitlab, .gitea] {
            if let identity = fields[kind.rawValue].flatMap({ forge($0, kind, of: name) }) { forges[kind] = identity }
        }
        let signing = fields["keys"].flatMap { self.keys($0, of: name) } ?? []
        return iam.map { Person(name: name, iam: $0, mail: mail, forges: forges, keys: signing) }
    }

    private mutating func ownName(_ name: PersonName, _ entry: Entry) -> Person.IAMIdentity? {
        let user = UserName(name.text)
        if let other = claims.claim(user, in: nil, by: name) {
            reader.report(PeopleMistake.sameUser(user.text, of: other.text), at: entry.key.range)
        }
        return .everywhere(user)
    }

    private mutating func identity(_ field: Field, of name: PersonName) -> Person.IAMIdentity? {
        guard case .mapping = field.node.content else {
            guard let user = reader.name(field).map({ UserName($0) }) else { return nil }
            if let other = claims.claim(user, in: nil, by: name) {
                reader.report(PeopleMistake.sameUser(user.text, of: other.text), at: field.node.range)
            }
            return .everywhere(user)
        }
        guard let entries = reader.entries(field) else { return nil }
        var users: [AccountName: UserName] = [:]
        for entry in entries {
            let key = Field(name: field.name, key: entry.key.range, node: entry.key)
            guard let account = reader.account(key, names), let user = reader.name(reader.field(entry, of: field)).map({ UserName($0) })
            else { continue }
            if let other = claims.claim(user, in: account, by: name) {
                reader.report(PeopleMistake.sameUser(user.text, of: other.text), at: entry.value.range)
            }
            users[account] = user
        }
        return .perAccount(users)
    }

    private mutating func forge(_ field: Field, _ kind: EvidenceKind, of name: PersonName) -> ForgeIdentity? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let loginField = fields.required("login")
        let login = loginField.flatMap { reader.name($0) }
        let idField = fields.required("id")
        let id = idField.flatMap { reader.integer($0) }
        if let login, let field = loginField, let other = claims.claim(login: login, at: kind, by: name) {
            reader.report(PeopleMistake.sameForgeLogin(kind.rawValue, login, of: other.text), at: field.node.range)
        }
        if let id, let field = idField, let other = claims.claim(id: id, at: kind, by: name) {
            reader.report(PeopleMistake.sameForgeID(kind.rawValue, id, of: other.text), at: field.node.range)
        }
        guard let login, let id else { return nil }
        return ForgeIdentity(login: login, id: id)
    }

    private mutating func keys(_ field: Field, of name: PersonName) -> [SigningKey]? {
        guard let elements = reader.list(field) else { return nil }
        var keys: [SigningKey] = []
        for element in elements {
            guard let fields = Fields(element.byItself, reader: reader) else { continue }
            let from = fields["from"].flatMap { reader.time($0) }
            let until = fields["until"].flatMap { reader.time($0) }
            if let from, let until, until <= from, let field = fields["until"] {
                reader.report(.backwards(end: reader.clock.text(until), start: reader.clock.text(from)), at: field.node.range)
            }
            let revoked = fields["revoked"].flatMap { revocation($0) }
            guard let field = fields.required("key"), let text = key(field, of: name) else { continue }
            keys.append(SigningKey(key: text, from: from, until: until, revoked: revoked))
        }
        return keys
    }

    /// `true`, or since when.
    private func revocation(_ field: Field) -> SigningKey.Revocation? {
        reader.scalar(field) == "true" ? .always : reader.time(field).map { .since($0) }
    }

    private mutating func key(_ field: Field, of name: PersonName) -> String? {
        guard let text = reader.name(field), let key = SigningKeyText(text) else { return nil }
        switch key.reading {
        case .otherType: reader.report(PeopleMistake.keyType(key.type), at: field.node.range)
        case .unusable(let why): reader.report(PeopleMistake.badKey(why), at: field.node.range)
        case .key(let key):
            // By its bytes: base64 and comments can differ for one key.
            guard let other = claims.claim(key: key, by: name) else { break }
            reader.report(PeopleMistake.sameKey(of: other.text), at: field.node.range)
        }
        return text
    }
}

extension NameRule {
    /// A login at GitHub, GitLab or Gitea.
    static let login = NameRule("a login", advice: "It has 1 to 255 letters, digits and . _ -.", pattern: "^[A-Za-z0-9._-]{1,255}$") {
        (1...255).contains($0.utf8.count)
            && $0.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }
}
