/// The answer to a ``GraphQLQuery``.
struct GraphQLAnswer<Items: AliasedItems>: Decodable, Sendable {
    /// Any of these makes the answer one in part, though GraphQL sends status 200 with it.
    struct Mistake: Decodable, Sendable {
        let type: String?
        let message: String?
        /// Which field it is about.
        let path: [PathPart]?
    }

    /// A field's name, or a place in a list.
    struct PathPart: Decodable, Sendable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(String.self)) ?? String(container.decode(Int.self))
        }
    }

    struct Repository: Decodable, Sendable {
        let databaseId: Int64
        let nameWithOwner: String
        let items: Items

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Alias.self)
            databaseId = try container.decode(Int64.self, forKey: Alias("databaseId"))
            nameWithOwner = try container.decode(String.self, forKey: Alias("nameWithOwner"))
            items = Items(container)
        }
    }

    struct Contents: Decodable, Sendable {
        /// Null where the name is nobody's, or hidden.
        let repository: Present<Repository>
    }

    let data: Contents?
    let errors: [Mistake]?
}

/// A name that a query gives to one of its many fields: a letter and a number.
struct Alias: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
}

/// Fields that a query asked for under aliases.
protocol AliasedItems: Sendable {
    init(_ container: KeyedDecodingContainer<Alias>)
}

extension KeyedDecodingContainer<Alias> {
    /// All values under aliases of a letter; nil for null. A value of another shape than expected spoils nothing but itself.
    func items<Item: Decodable & Sendable>(_ letter: Character, _: Item.Type) -> [String: Result<Item?, ForgeDoubt>] {
        var items: [String: Result<Item?, ForgeDoubt>] = [:]
        for alias in allKeys where alias.stringValue.first == letter && alias.stringValue.dropFirst().allSatisfy(\.isNumber) {
            do {
                items[alias.stringValue] = .success(try decode(Present<Item>.self, forKey: alias).value)
            } catch {
                items[alias.stringValue] = .failure(.gitHub(.shape(AnswerPlace(error).description)))
            }
        }
        return items
    }
}
