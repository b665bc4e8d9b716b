/// Turns records and snapshots into JSON, byte for byte as FoundationEssentials' encoder does with sorted keys, at a
/// fraction of the cost: the state of a busy ledger is written twice a run, and was the larger part of that run.
final class LedgerEncoder: Encoder {
    private var value: JSONTree?

    /// Nobody asks: nothing here fails for its place.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The text of a value: no spaces, keys in order.
    ///
    /// - Throws: `EncodingError` for numbers that aren't whole, or don't fit into 64 bits with a sign.
    static func text(of value: some Encodable) throws -> [UInt8] {
        var text: [UInt8] = []
        try tree(of: value).write(to: &text)
        return text
    }

    fileprivate static func tree(of value: some Encodable) throws -> JSONTree {
        let encoder = LedgerEncoder()
        try value.encode(to: encoder)
        return encoder.value ?? .object(JSONTree.Object())
    }

    fileprivate func put(_ value: JSONTree) { self.value = value }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        // A record asks twice: its keys and its entry's stand beside each other.
        if case .object(let object) = value { return KeyedEncodingContainer(Members<Key>(object: object)) }
        let object = JSONTree.Object()
        put(.object(object))
        return KeyedEncodingContainer(Members<Key>(object: object))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let list = JSONTree.List()
        put(.list(list))
        return Items(list: list)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }
}

/// Only classes that inherit ask for it, and none is recorded.
private func superEncoderIsUnused() -> Never { preconditionFailure("what is recorded inherits from nothing") }

private struct Single: SingleValueEncodingContainer {
    let encoder: LedgerEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.put(.null) }
    func encode(_ value: Bool) { encoder.put(.boolean(value)) }
    func encode(_ value: String) { encoder.put(.string(value)) }
    func encode(_ value: Double) throws { throw Self.unwritable(value) }
    func encode(_ value: Float) throws { throw Self.unwritable(value) }
    func encode(_ value: some BinaryInteger & Encodable) throws {
        guard let whole = Int64(exactly: value) else { throw Self.unwritable(value) }
        encoder.put(.integer(whole))
    }
    func encode(_ value: some Encodable) throws { encoder.put(try LedgerEncoder.tree(of: value)) }

    private static func unwritable(_ value: Any) -> EncodingError {
        .invalidValue(value, EncodingError.Context(codingPath: [], debugDescription: "only whole numbers are recorded"))
    }
}

/// The members of an object.
private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let object: JSONTree.Object
    var codingPath: [any CodingKey] { [] }

    private func put(_ value: JSONTree, _ key: Key) { object.members.append((key.stringValue, value)) }

    func encodeNil(forKey key: Key) { put(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { put(.boolean(value), key) }
    func encode(_ value: String, forKey key: Key) { put(.string(value), key) }
    func encode(_ value: some Encodable, forKey key: Key) throws { put(try LedgerEncoder.tree(of: value), key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        let nested = JSONTree.Object()
        put(.object(nested), key)
        return KeyedEncodingContainer(Members<Nested>(object: nested))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let list = JSONTree.List()
        put(.list(list), key)
        return Items(list: list)
    }

    func superEncoder() -> any Encoder { superEncoderIsUnused() }
    func superEncoder(forKey key: Key) -> any Encoder { superEncoderIsUnused() }
}

/// The items of a list.
private struct Items: UnkeyedEncodingContainer {
    let list: JSONTree.List
    var codingPath: [any CodingKey] { [] }
    var count: Int { list.items.count }

    func encodeNil() { list.items.append(.null) }
    func encode(_ value: Bool) { list.items.append(.boolean(value)) }
    func encode(_ value: String) { list.items.append(.string(value)) }
    func encode(_ value: some Encodable) throws { list.items.append(try LedgerEncoder.tree(of: value)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let nested = JSONTree.Object()
        list.items.append(.object(nested))
        return KeyedEncodingContainer(Members<Nested>(object: nested))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let nested = JSONTree.List()
        list.items.append(.list(nested))
        return Items(list: nested)
    }

    func superEncoder() -> any Encoder { superEncoderIsUnused() }
}
