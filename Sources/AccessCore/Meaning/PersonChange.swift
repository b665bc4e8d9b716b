/// A person who is otherwise known than before: by these names and keys approvals are told apart.
package struct PersonChange: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        case added
        case removed
        /// Other IAM users.
        case iam(from: Person.IAMIdentity, to: Person.IAMIdentity)
        /// Another account at a forge; nil where there is none.
        case forge(EvidenceKind, from: ForgeIdentity?, to: ForgeIdentity?)
        /// Signing keys; what counts is whether and when they sign.
        case keys(added: Int, removed: Int)
        case mail
    }

    package var person: PersonName
    package var what: [What]

    /// By name; people who stay as they are have none.
    static func between(_ old: People, _ new: People) -> [PersonChange] {
        Set(old.people.keys).union(new.people.keys).sorted().compactMap { name in
            let what: [What]
            switch (old.people[name], new.people[name]) {
            case (nil, nil): return nil
            case (nil, .some): what = [.added]
            case (.some, nil): what = [.removed]
            case (let before?, let after?): what = differences(before, after)
            }
            return what.isEmpty ? nil : PersonChange(person: name, what: what)
        }
    }

    private static func differences(_ old: Person, _ new: Person) -> [What] {
        var what: [What] = []
        if old.iam != new.iam { what.append(.iam(from: old.iam, to: new.iam)) }
        for kind in EvidenceKind.allCases where old.forges[kind] != new.forges[kind] {
            what.append(.forge(kind, from: old.forges[kind], to: new.forges[kind]))
        }
        let (were, are) = (Set(old.keys), Set(new.keys))
        if were != are { what.append(.keys(added: are.subtracting(were).count, removed: were.subtracting(are).count)) }
        if old.mail != new.mail { what.append(.mail) }
        return what
    }
}
