/// A mapping whose keys are known.
struct MappingForm: Sendable {
    /// In the order in which messages and schemas list them.
    var keys: [KeyForm]
    /// Of each of these exactly one must be there.
    var oneOf: [[String]] = []
    /// Of each of these at least one must be there.
    var anyOf: [[String]] = []
    /// Beside a key, those that can't be there.
    var excluded: [String: [String]] = [:]
    /// Beside a key, the one that must be there too.
    var needed: [String: String] = [:]
    /// Other words for keys, in small letters, as people write them who haven't seen the format: the key that they mean.
    var otherwise: [String: String] = [:]

    init(
        _ keys: [KeyForm], oneOf: [[String]] = [], anyOf: [[String]] = [], excluded: [String: [String]] = [:],
        needed: [String: String] = [:], otherwise: [String: String] = [:]
    ) {
        (self.keys, self.oneOf, self.anyOf, self.excluded, self.needed) = (keys, oneOf, anyOf, excluded, needed)
        self.otherwise = otherwise
    }

    subscript(key: String) -> KeyForm? { keys.first { $0.name == key } }

    var names: [String] { keys.map(\.name) }

    /// How some keys are written, each with its example; none of those that have no example.
    func examples(of keys: [String]) -> [String] { keys.compactMap { key in self[key]?.example.map { "\(key): \($0)" } } }

    /// How a file of this form begins: what must be there, in whole sentences.
    var start: String {
        func quoted(_ keys: [String]) -> [String] { examples(of: keys).map { "'\($0)'" } }
        let least = quoted(keys.filter(\.isRequired).map(\.name)) + oneOf.map { quoted($0).joined(separator: " or ") }
        let lines = least.filter { !$0.isEmpty }
        return "Write a key and its value on each line: " + lines.joined(separator: ", ") + "."
    }
}

/// A key of a mapping.
struct KeyForm: Sendable {
    var name: String
    var value: ValueForm
    var isRequired: Bool
    /// A value as somebody writes it, for whoever left it out; the schema shows it too.
    var example: String?
    /// What it means, in one sentence: editors show it.
    var about: String

    /// A key that may be left out.
    static func key(_ name: String, _ value: ValueForm, like example: String? = nil, _ about: String) -> Self {
        Self(name: name, value: value, isRequired: false, example: example, about: about)
    }

    /// A key that must be there.
    static func required(_ name: String, _ value: ValueForm, like example: String, _ about: String) -> Self {
        Self(name: name, value: value, isRequired: true, example: example, about: about)
    }

    static let version = required("version", .version, like: "1", "The version of this format.")
}
