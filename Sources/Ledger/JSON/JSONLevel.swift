/// Writes one value: an object, a list, or anything else. Containers asked for one after the other write into one object.
///
/// Containers that are opened inside others by hand aren't supported: no type of the ledger does that.
final class JSONLevel: Encoder {
    // They hold each other until the output lets go of its levels: cheaper than a weak way back, taken for each byte.
    let output: JSONOutput
    let depth: Int
    private var kind: Kind = .nothing
    private var start = 0
    private var fields: [Field] = []
    private var isSorted = true
    var count = 0

    private enum Kind { case nothing, object, list, value }

    /// `,"key":value`
    private struct Field {
        var start: Int
        var key: Range<Int>
        var end: Int
    }

    init(output: JSONOutput, depth: Int) { (self.output, self.depth) = (output, depth) }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func begin() {
        kind = .nothing
        start = output.bytes.count
        fields.removeAll(keepingCapacity: true)
        isSorted = true
        count = 0
    }

    func close() {
        switch kind {
        case .value: return
        case .list: output.write(raw: count == 0 ? "[]" : "]")
        case .object, .nothing:
            if !isSorted {
                fields.sort { precedes($0.key, $1.key) }
                output.reorder(from: start, fields.map { $0.start..<$0.end })
            }
            output.write(raw: fields.isEmpty ? "{}" : "}")
        }
        // Each part began with a comma.
        if count > 0 { output.replace(at: start, with: kind == .list ? UInt8(ascii: "[") : UInt8(ascii: "{")) }
    }

    func field<Value: Encodable>(_ key: String, _ value: Value) throws {
        let start = output.bytes.count
        output.write(byte: UInt8(ascii: ","))
        output.write(text: key)
        let keyEnd = output.bytes.count - 1
        output.write(byte: UInt8(ascii: ":"))
        try output.write(value, depth: depth + 1)
        let field = Field(start: start, key: (start + 2)..<keyEnd, end: output.bytes.count)
        if let last = fields.last, !precedes(last.key, field.key) { isSorted = false }
        fields.append(field)
        count += 1
    }

    private func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        output.bytes.withUnsafeBufferPointer { $0[left].lexicographicallyPrecedes($0[right]) }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        kind = .object
        return KeyedEncodingContainer(JSONObject(level: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        kind = .list
        return JSONList(level: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        kind = .value
        return JSONValue(level: self)
    }

    static var nested: Never { preconditionFailure("a type of the ledger opens a container inside another one by hand") }
}

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { try level.field(key.stringValue, JSONNull()) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try level.field(key.stringValue, value) }
    func nestedContainer<Nested: CodingKey>(keyedBy _: Nested.Type, forKey _: Key) -> KeyedEncodingContainer<Nested> { JSONLevel.nested }
    func nestedUnkeyedContainer(forKey _: Key) -> any UnkeyedEncodingContainer { JSONLevel.nested }
    func superEncoder() -> any Encoder { JSONLevel.nested }
    func superEncoder(forKey _: Key) -> any Encoder { JSONLevel.nested }
}

private struct JSONList: UnkeyedEncodingContainer {
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }
    var count: Int { level.count }

    func encodeNil() throws { try encode(JSONNull()) }
    func encode<Value: Encodable>(_ value: Value) throws {
        level.output.write(byte: UInt8(ascii: ","))
        level.count += 1
        try level.output.write(value, depth: level.depth + 1)
    }
    func nestedContainer<Nested: CodingKey>(keyedBy _: Nested.Type) -> KeyedEncodingContainer<Nested> { JSONLevel.nested }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { JSONLevel.nested }
    func superEncoder() -> any Encoder { JSONLevel.nested }
}

private struct JSONValue: SingleValueEncodingContainer {
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { level.output.write(raw: "null") }
    func encode<Value: Encodable>(_ value: Value) throws {
        switch value {
        case let number as any BinaryInteger: level.output.write(raw: "\(number)")
        case let number as any BinaryFloatingPoint:
            let context = EncodingError.Context(codingPath: [], debugDescription: "fractions have no place in a ledger")
            throw EncodingError.invalidValue(number, context)
        default: try level.output.write(value, depth: level.depth + 1)
        }
    }
}

private struct JSONNull: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}
