import AccessCore

/// An object of a plain text, read key by key in the text's order.
///
/// A key that is asked for must be the next one; `end` demands that none is left. A null is nobody's value here: where a
/// decoder takes one for nothing, this leaves it to the decoder.
struct JSONObjectReader {
    private let text: JSONText
    private var next: Int
    private let last: Int

    init(_ text: JSONText, at index: Int) throws(NotPlain) {
        guard text.tokens[index].kind == .object else { throw NotPlain() }
        self.text = text
        next = index + 1
        last = Int(text.tokens[index].next)
    }

    /// The value of a key, if that is the next one.
    private mutating func take(_ key: StaticString) -> Int? {
        guard next < last else { return nil }
        let token = text.tokens[next]
        guard token.kind == .text, Int(token.end - token.start) == key.utf8CodeUnitCount else { return nil }
        for index in 0..<key.utf8CodeUnitCount where text.bytes[Int(token.start) + index] != key.utf8Start[index] { return nil }
        let value = next + 1
        next = Int(text.tokens[value].next)
        return value
    }

    private mutating func value(_ key: StaticString) throws(NotPlain) -> Int {
        guard let value = take(key) else { throw NotPlain() }
        return value
    }

    /// Passes by a key that says nothing more.
    mutating func skip(_ key: StaticString) { _ = take(key) }

    func end() throws(NotPlain) { guard next == last else { throw NotPlain() } }

    mutating func string(_ key: StaticString) throws(NotPlain) -> String { try text.string(value(key)) }

    mutating func optional(_ key: StaticString) throws(NotPlain) -> String? {
        guard let value = take(key) else { return nil }
        return try text.string(value)
    }

    mutating func number(_ key: StaticString) throws(NotPlain) -> Int { try text.number(value(key)) }

    mutating func optionalNumber(_ key: StaticString) throws(NotPlain) -> Int? {
        guard let value = take(key) else { return nil }
        return try text.number(value)
    }

    mutating func truth(_ key: StaticString) throws(NotPlain) -> Bool { try text.truth(value(key)) }

    mutating func time(_ key: StaticString) throws(NotPlain) -> Timestamp {
        guard let time = text.time(try value(key)) else { throw NotPlain() }
        return time
    }

    mutating func optionalTime(_ key: StaticString) throws(NotPlain) -> Timestamp? {
        guard let value = take(key) else { return nil }
        guard let time = text.time(value) else { throw NotPlain() }
        return time
    }

    mutating func hash(_ key: StaticString) throws(NotPlain) -> RecordHash {
        guard let hash = RecordHash(hex: try string(key)) else { throw NotPlain() }
        return hash
    }

    mutating func word<Word: RawRepresentable<String>>(_ key: StaticString) throws(NotPlain) -> Word { try word(at: value(key)) }

    mutating func optionalWord<Word: RawRepresentable<String>>(_ key: StaticString) throws(NotPlain) -> Word? {
        guard let value = take(key) else { return nil }
        return try word(at: value) as Word
    }

    /// - Parameter index: of a value's token.
    func word<Word: RawRepresentable<String>>(at index: Int) throws(NotPlain) -> Word {
        guard let word = Word(rawValue: try text.string(index)) else { throw NotPlain() }
        return word
    }

    mutating func object(_ key: StaticString) throws(NotPlain) -> JSONObjectReader { try JSONObjectReader(text, at: value(key)) }

    mutating func optionalObject(_ key: StaticString) throws(NotPlain) -> JSONObjectReader? {
        guard let value = take(key) else { return nil }
        return try JSONObjectReader(text, at: value)
    }

    mutating func strings(_ key: StaticString) throws(NotPlain) -> [String] {
        let text = text
        return try items(key) { index throws(NotPlain) in try text.string(index) }
    }

    mutating func words<Word: RawRepresentable<String>>(_ key: StaticString) throws(NotPlain) -> [Word] {
        let reader = self
        return try items(key) { index throws(NotPlain) in try reader.word(at: index) }
    }

    mutating func list<Item>(_ key: StaticString, _ item: (JSONObjectReader) throws(NotPlain) -> Item) throws(NotPlain) -> [Item] {
        let text = text
        return try items(key) { index throws(NotPlain) in try item(JSONObjectReader(text, at: index)) }
    }

    /// An object whose keys may be any, each with a string.
    mutating func texts(_ key: StaticString) throws(NotPlain) -> [String: String] {
        let object = try value(key)
        guard text.tokens[object].kind == .object else { throw NotPlain() }
        var texts: [String: String] = [:]
        var at = object + 1
        while at < Int(text.tokens[object].next) {
            // The scanner has seen that no two are the same.
            texts[try text.string(at)] = try text.string(at + 1)
            at = Int(text.tokens[at + 1].next)
        }
        return texts
    }

    private mutating func items<Item>(_ key: StaticString, _ item: (Int) throws(NotPlain) -> Item) throws(NotPlain) -> [Item] {
        let list = try value(key)
        guard text.tokens[list].kind == .list else { throw NotPlain() }
        var items: [Item] = []
        var at = list + 1
        while at < Int(text.tokens[list].next) {
            items.append(try item(at))
            at = Int(text.tokens[at].next)
        }
        return items
    }
}
