import AccessCore

/// One value of a text, to be read. Failures are `NotPlain`, without a word where and why: `LedgerJSON` has Foundation say it.
///
/// Containers opened inside others by hand aren't supported: no type of the ledger does that.
struct JSONPlace: Decoder, SingleValueDecodingContainer {
    let text: JSONText
    /// Its token.
    let index: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var kind: JSONToken.Kind { text.tokens[index].kind }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw NotPlain() }
        return KeyedDecodingContainer(JSONFields(text: text, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard kind == .list else { throw NotPlain() }
        return JSONItems(text: text, index: index)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { kind == .null }
    func decode(_: Bool.Type) throws -> Bool { try text.truth(index) }
    func decode(_: String.Type) throws -> String { try text.string(index) }
    func decode(_: Int.Type) throws -> Int { try text.number(index) }
    func decode(_: Int64.Type) throws -> Int64 { try text.number(index) }
    func decode<Value: Decodable>(_: Value.Type) throws -> Value { try text.read(Value.self, at: index) }
}

extension JSONText {
    /// Comparing types is cheaper than making a decoder for what needs none.
    func read<Value: Decodable>(_: Value.Type, at index: Int) throws -> Value {
        if Value.self == String.self, let value = try string(index) as? Value { return value }
        if Value.self == Int.self, let value = try number(index) as Int as? Value { return value }
        if Value.self == Timestamp.self, let value = time(index) as? Value { return value }
        return try Value(from: JSONPlace(text: self, index: index))
    }
}

private struct JSONFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let text: JSONText
    let index: Int

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { text.keys(of: index).compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { text.value(of: key.stringValue, in: index) != nil }

    private func value(_ key: Key) throws -> Int {
        guard let value = text.value(of: key.stringValue, in: index) else { throw NotPlain() }
        return value
    }

    /// Nil for what is missing or null.
    private func present(_ key: Key) -> Int? {
        guard let value = text.value(of: key.stringValue, in: index), text.tokens[value].kind != .null else { return nil }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { text.tokens[try value(key)].kind == .null }
    func decode(_: Bool.Type, forKey key: Key) throws -> Bool { try text.truth(value(key)) }
    func decode(_: String.Type, forKey key: Key) throws -> String { try text.string(value(key)) }
    func decode(_: Int.Type, forKey key: Key) throws -> Int { try text.number(value(key)) }
    func decode(_: Int64.Type, forKey key: Key) throws -> Int64 { try text.number(value(key)) }
    func decode<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value { try text.read(Value.self, at: value(key)) }

    func decodeIfPresent(_: String.Type, forKey key: Key) throws -> String? { try present(key).map { try text.string($0) } }
    func decodeIfPresent(_: Int64.Type, forKey key: Key) throws -> Int64? { try present(key).map { try text.number($0) } }
    func decodeIfPresent<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = present(key) else { return nil }
        return try text.read(Value.self, at: value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy _: Nested.Type, forKey _: Key) throws -> KeyedDecodingContainer<Nested> {
        throw NotPlain()
    }
    func nestedUnkeyedContainer(forKey _: Key) throws -> any UnkeyedDecodingContainer { throw NotPlain() }
    func superDecoder() throws -> any Decoder { throw NotPlain() }
    func superDecoder(forKey _: Key) throws -> any Decoder { throw NotPlain() }
}

private struct JSONItems: UnkeyedDecodingContainer {
    let text: JSONText
    private let end: Int
    private var next: Int
    private(set) var currentIndex = 0

    init(text: JSONText, index: Int) {
        self.text = text
        next = index + 1
        end = Int(text.tokens[index].next)
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    var isAtEnd: Bool { next == end }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd else { throw NotPlain() }
        guard text.tokens[next].kind == .null else { return false }
        step()
        return true
    }

    mutating func decode<Value: Decodable>(_: Value.Type) throws -> Value {
        guard !isAtEnd else { throw NotPlain() }
        let value = try text.read(Value.self, at: next)
        step()
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy _: Nested.Type) throws -> KeyedDecodingContainer<Nested> { throw NotPlain() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw NotPlain() }
    mutating func superDecoder() throws -> any Decoder { throw NotPlain() }

    private mutating func step() {
        next = Int(text.tokens[next].next)
        currentIndex += 1
    }
}
