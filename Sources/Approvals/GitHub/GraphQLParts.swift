import AccessCore

/// A list of which one page was asked for. A null among its nodes is another shape.
struct Connection<Node: Decodable & Sendable>: Decodable, Sendable {
    struct PageInfo: Decodable, Sendable {
        let hasNextPage: Bool
    }

    let totalCount: Int
    let pageInfo: PageInfo
    let nodes: [Node]

    /// Whether these are all there are.
    var isWhole: Bool { !pageInfo.hasNextPage && totalCount == nodes.count }
}

/// Another object by its git id.
struct ObjectNode: Codable, Hashable, Sendable {
    let oid: String
}

/// A repository by its number, which stays when it is renamed.
struct RepositoryNode: Decodable, Hashable, Sendable {
    let databaseId: Int64
}

/// Fragment `Who`: an account of any kind.
struct ActorNode: Codable, Hashable, Sendable {
    let kind: String
    let login: String
    /// Of users and bots.
    let databaseId: Int64?

    private enum CodingKeys: String, CodingKey {
        case login, databaseId
        case kind = "__typename"
    }

    var party: Party {
        switch (kind, databaseId) {
        case ("User", let id?): .account(ForgeIdentity(login: login, id: id))
        case ("Bot", _): .machine(login)
        default: .unknown("'\(PlainWords(login))', which is no user's account")
        }
    }
}

extension Present<ActorNode> {
    /// Null stands for an account that is gone.
    var party: Party { value?.party ?? .unknown("an account that was deleted") }
}
