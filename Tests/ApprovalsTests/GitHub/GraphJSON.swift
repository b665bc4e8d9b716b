import Foundation

/// A value of GraphJSON that tests write as literals and change in one place.
enum GraphJSON: Codable, Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Int64)
    case text(String)
    case list([GraphJSON])
    case object([String: GraphJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([GraphJSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: GraphJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    subscript(key: String) -> GraphJSON {
        get { if case .object(let members) = self { members[key] ?? .null } else { .null } }
        set {
            guard case .object(var members) = self else { return }
            members[key] = newValue
            self = .object(members)
        }
    }

    subscript(index: Int) -> GraphJSON {
        get { if case .list(let items) = self, items.indices.contains(index) { items[index] } else { .null } }
        set {
            guard case .list(var items) = self, items.indices.contains(index) else { return }
            items[index] = newValue
            self = .list(items)
        }
    }

    mutating func append(_ item: GraphJSON) {
        guard case .list(let items) = self else { return }
        self = .list(items + [item])
    }

    var text: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

extension GraphJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(nilLiteral: ()) { self = .null }
    init(arrayLiteral elements: GraphJSON...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, GraphJSON)...) { self = .object(Dictionary(elements) { $1 }) }
}
