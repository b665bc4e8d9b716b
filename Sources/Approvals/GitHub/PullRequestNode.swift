import AccessCore

/// A pull request as the second query asks for it (``JudgeFragments``).
struct PullRequestNode: Decodable, Sendable {
    struct Timeline: Decodable, Sendable {
        let pageInfo: Connection<EventNode>.PageInfo
        let nodes: [EventNode]
    }

    let number: Int
    let merged: Bool
    let mergedAt: Present<Timestamp>
    let baseRefName: String
    let headRefOid: String
    let headRefName: String
    let isCrossRepository: Bool
    let baseRepository: Present<RepositoryNode>
    let headRepository: Present<RepositoryNode>
    let mergeCommit: Present<ObjectNode>
    let author: Present<ActorNode>
    let timelineItems: Timeline
    let commits: Connection<CommitNode>
    let reviews: Connection<ReviewNode>
}

/// Something that happened to a pull request.
struct EventNode: Decodable, Sendable {
    let kind: String
    let createdAt: Timestamp

    private enum CodingKeys: String, CodingKey {
        case createdAt
        case kind = "__typename"
    }

    /// Nil for what puts no other content under a review.
    var upheaval: Upheaval? {
        switch kind {
        case "HeadRefForcePushedEvent": Upheaval(.forcePush, at: createdAt)
        case "HeadRefDeletedEvent": Upheaval(.branchDeleted, at: createdAt)
        case "HeadRefRestoredEvent": Upheaval(.branchRestored, at: createdAt)
        case "BaseRefChangedEvent", "AutomaticBaseChangeSucceededEvent": Upheaval(.retargeted, at: createdAt)
        default: nil
        }
    }
}

/// A review. `lastEditedAt` and its like are in GraphQL only: REST shows an edited review as if it had always said that.
struct ReviewNode: Codable, Sendable {
    let id: String
    let state: String
    /// Null for a draft that only its writer sees.
    let submittedAt: Present<Timestamp>
    let lastEditedAt: Present<Timestamp>
    let includesCreatedEdit: Bool
    let body: String
    let author: Present<ActorNode>
    let editor: Present<ActorNode>
    /// Null if the commit is gone.
    let commit: Present<ObjectNode>
}

/// A commit of a pull request.
struct CommitNode: Decodable, Sendable {
    struct Commit: Decodable, Sendable {
        let oid: String
        let authoredDate: Timestamp
        let committer: Present<HandNode>
        /// The author first, then those whom the message names.
        let authors: Connection<HandNode>
        let signature: Present<SignatureNode>
    }

    struct SignatureNode: Decodable, Sendable {
        let isValid: Bool
        let wasSignedByGitHub: Bool
    }

    let commit: Commit
}

/// What git says of a commit's author or committer, and the account that GitHub finds by the mail.
struct HandNode: Decodable, Sendable {
    struct User: Decodable, Sendable {
        let login: String
        let databaseId: Present<Int64>
    }

    let email: Present<String>
    let user: Present<User>
}
