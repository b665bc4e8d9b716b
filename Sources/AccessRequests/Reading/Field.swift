import YAML

/// A value with the name it goes by in messages: its key's, or that of the list it stands in.
struct Field {
    var name: String
    /// Where the key stands, for what is wrong with the whole.
    var key: SourceRange
    var node: Node

    var shape: ShapeMistake.Shape {
        switch node.content {
        case .scalar: .text
        case .sequence: .list
        case .mapping: .mapping
        }
    }
}

/// The keys of a mapping of which all that are known were declared; others have been reported.
struct Fields {
    private let reader: FileReader
    private let owner: SourceRange
    private var entries: [Entry]
    /// Keys without a value: already reported, so not missing too.
    private var blank: [String] = []

    /// Nil if `node` is no mapping (reported).
    init?(_ field: Field, keys: [String], reader: FileReader) {
        guard case .mapping(let entries) = field.node.content else {
            reader.reportShape(of: field, wanted: .mapping)
            return nil
        }
        (self.reader, owner, self.entries) = (reader, field.key, entries)
        var unusable = false
        for entry in entries {
            let name = entry.name
            if !keys.contains(name) {
                reader.report(.unknownKey(name, meant: reader.suggestion(for: name, among: keys), known: keys), at: entry.key.range)
            } else if case .scalar(let scalar) = entry.value.content, scalar.text.isEmpty, scalar.isPlain {
                reader.report(.empty(name), at: entry.key.range)
                blank.append(name)
                unusable = true
            }
        }
        if unusable { self.entries.removeAll { blank.contains($0.name) } }
    }

    subscript(key: String) -> Field? {
        for entry in entries where entry.name == key { return Field(name: key, key: entry.key.range, node: entry.value) }
        return nil
    }

    /// The key's value; without one that it is missing is reported.
    func required(_ key: String, example: String) -> Field? {
        if let field = self[key] { return field }
        if !blank.contains(key) { reader.report(.missingKey(key, example: example), at: owner) }
        return nil
    }

    /// The only one there is of keys that exclude each other; reported if there are several or none.
    func oneOf(_ keys: [String]) -> Field? {
        let present = keys.compactMap { self[$0] }
        for other in present.dropFirst() { reader.report(.conflict(present[0].name, other.name), at: other.key) }
        if present.isEmpty, !keys.contains(where: { blank.contains($0) }) { reader.report(.noneOf(keys), at: owner) }
        return present.count == 1 ? present[0] : nil
    }

    /// Refuses keys that restrict access in a way that isn't enforced yet.
    func refuse(_ keys: [String], in area: String? = nil, advice: String) {
        for key in keys {
            guard let field = self[key] else { continue }
            reader.report(.notSupported(area.map { "\($0).\(key)" } ?? key, advice: advice), at: field.key)
        }
    }
}
