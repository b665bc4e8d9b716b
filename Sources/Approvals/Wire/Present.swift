/// A value that an answer has to mention, if only as null: what is missing altogether is another answer than the one asked
/// for.
struct Present<Value: Decodable & Sendable>: Decodable, Sendable {
    let value: Value?

    init(_ value: Value?) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = container.decodeNil() ? nil : try container.decode(Value.self)
    }
}

extension Present: Equatable where Value: Equatable {}
extension Present: Hashable where Value: Hashable {}

extension Present: Encodable where Value: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}
