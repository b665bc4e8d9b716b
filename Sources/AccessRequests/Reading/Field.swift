import YAML

/// A value with the name it goes by in messages: its key's, or that of the list it stands in.
struct Field {
    var name: String
    /// Where the key stands, for what is wrong with the whole.
    var key: SourceRange
    var node: Node
    /// What may stand there; nil where a decoder says so itself.
    var form: ValueForm?

    /// An element of a list with its own place for what is missing in it.
    var byItself: Field { Field(name: name, key: node.range, node: node, form: form) }

    var shape: ShapeMistake.Shape {
        switch node.content {
        case .scalar: .text
        case .sequence: .list
        case .mapping: .mapping
        }
    }
}

/// The keys of a mapping that its form knows; others have been reported.
struct Fields {
    private let form: MappingForm
    private let reader: FileReader
    private let owner: SourceRange
    private var entries: [Entry]
    /// Keys without a value: already reported, so not missing too.
    private var blank: [String] = []
    /// Keys that others were probably meant to be: told by those, so not missing too.
    private var misspelt: [String] = []

    /// Nil if `node` is no mapping (reported).
    init?(_ field: Field, reader: FileReader) {
        guard let form = field.form?.mapping else {
            reader.reportMisread(field)
            return nil
        }
        let keys = form.names
        guard case .mapping(let entries) = field.node.content else {
            reader.reportShape(of: field, wanted: .mapping)
            return nil
        }
        (self.form, self.reader, owner, self.entries) = (form, reader, field.key, entries)
        var unusable = false
        for entry in entries {
            let name = entry.name
            if !keys.contains(name) {
                let meant = form.otherwise[name.lowercased()] ?? reader.suggestion(for: name, among: keys)
                reader.report(.unknownKey(name, meant: meant, known: keys), at: entry.key.range)
                if let meant { misspelt.append(meant) }
            } else if case .scalar(let scalar) = entry.value.content, scalar.isNothing {
                reader.report(.empty(name, isNeeded: form[name]?.isRequired ?? false), at: entry.key.range)
                blank.append(name)
                unusable = true
            }
        }
        if unusable { self.entries.removeAll { blank.contains($0.name) } }
    }

    /// Keys that the file says anything about: those that are there, and those that others were probably meant to be.
    var names: [String] { entries.map(\.name) + blank + misspelt }

    subscript(key: String) -> Field? {
        for entry in entries where entry.name == key {
            return Field(name: key, key: entry.key.range, node: entry.value, form: declared(key)?.value)
        }
        _ = declared(key)
        return nil
    }

    /// A decoder that asks for a key which its form lacks would refuse what it reads.
    private func declared(_ key: String) -> KeyForm? {
        let found = form[key]
        assert(found != nil, "the form lacks the key '\(key)'")
        return found
    }

    /// The key's value; without one that it is missing is reported.
    func required(_ key: String) -> Field? {
        if let field = self[key] { return field }
        if !isTold(key) { reader.report(.missingKey(key, example: declared(key)?.example ?? "…"), at: owner) }
        return nil
    }

    /// Whether why a key isn't there has been said already.
    private func isTold(_ key: String) -> Bool { blank.contains(key) || misspelt.contains(key) }

    /// The only one there is of the keys that exclude each other, one of which this is; reported if there are several or none.
    func oneOf(with key: String) -> Field? { oneOf(form.oneOf.first { $0.contains(key) } ?? [key], most: 1) }

    /// As `oneOf(with:)`, of keys one of which must be there only in some cases.
    func oneOf(_ keys: [String]) -> Field? { oneOf(keys, most: 1) }

    /// Any of the keys one of which must be there, one of which this is; reported if there are none.
    func anyOf(with key: String) -> Field? { oneOf(form.anyOf.first { $0.contains(key) } ?? [key], most: .max) }

    /// Reports what can't stand beside a key that is there, and what must.
    func checkNeighbours(of key: String) {
        guard self[key] != nil else { return }
        for other in form.excluded[key] ?? [] {
            if let field = self[other] { reader.report(.conflict(key, other), at: field.key) }
        }
        if let other = form.needed[key] { _ = required(other) }
    }

    private func oneOf(_ keys: [String], most: Int) -> Field? {
        let present = keys.compactMap { self[$0] }
        for other in present.dropFirst(most) { reader.report(.conflict(present[0].name, other.name), at: other.key) }
        if present.isEmpty, !keys.contains(where: isTold) {
            reader.report(.noneOf(keys, examples: form.examples(of: keys)), at: owner)
        }
        return present.count <= most ? present.first : nil
    }

    /// Refuses keys that restrict access in a way that isn't enforced yet.
    func refuse(_ keys: [String], in area: String? = nil, advice: String) {
        for key in keys {
            guard let field = self[key] else { continue }
            reader.report(.notSupported(area.map { "\($0).\(key)" } ?? key, advice: advice), at: field.key)
        }
    }
}
