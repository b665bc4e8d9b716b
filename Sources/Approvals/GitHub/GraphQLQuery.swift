#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A query with its variables, as it is sent. What comes from outside is always a variable, never part of the text.
struct GraphQLQuery: Encodable, Sendable {
    enum Value: Encodable, Sendable {
        case text(String)
        case number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    var query: String
    var variables: [String: Value]

    /// - Parameters:
    ///   - declarations: further variables, like `$c0: GitObjectID!`.
    ///   - fields: of the repository.
    init(_ name: String, of address: GitHubAddress, declaring declarations: [String], fields: [String], fragments: String) {
        let declared = (["$owner: String!", "$name: String!"] + declarations).joined(separator: ", ")
        query = """
            query \(name)(\(declared)) {
              rateLimit { cost nodeCount remaining resetAt }
              repository(owner: $owner, name: $name, followRenames: false) {
                databaseId
                nameWithOwner
                \(fields.joined(separator: "\n    "))
              }
            }
            \(fragments)
            """
        variables = ["owner": .text(address.owner), "name": .text(address.name)]
    }

    /// As JSON; nil only if a text can't be written, which no Swift string is.
    var body: [UInt8]? { (try? JSONEncoder().encode(self)).map { Array($0) } }
}
