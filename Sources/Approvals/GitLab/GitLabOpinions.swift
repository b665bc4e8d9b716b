import AccessCore

/// docs.gitlab.com, "Merge request approvals API": who approves now. An approval that was taken back, or reset by a push, is gone.
struct GitLabApprovals: Decodable, Hashable, Sendable {
    struct Approval: Codable, Hashable, Sendable {
        let user: GitLabUser
        /// Nil on servers that are too old to say it.
        let at: Timestamp?

        private enum CodingKeys: String, CodingKey {
            case user
            case at = "approved_at"
        }
    }

    let iid: Int
    let approvals: [Approval]

    private enum CodingKeys: String, CodingKey {
        case iid
        case approvals = "approved_by"
    }
}

/// docs.gitlab.com, "Merge requests API", reviewers: what each thinks now, and not since when.
struct GitLabReviewer: Codable, Hashable, Sendable {
    let user: GitLabUser
    let state: String

    var objects: Bool { state == "requested_changes" }
}

/// docs.gitlab.com, "Notes API". The times are kept as they stand: an edit within a second is one, too.
struct GitLabNote: Decodable, Hashable, Sendable {
    let id: Int64
    let body: String
    let author: Present<GitLabUser>
    /// Written by GitLab itself.
    let system: Bool
    let createdAt: String
    let updatedAt: String

    private enum CodingKeys: String, CodingKey {
        case id, body, author, system
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    var isEdited: Bool { createdAt != updatedAt }

    /// Whether it is somebody's own words from before an instant.
    func isWord(of user: GitLabUser, until time: Timestamp) -> Bool {
        guard !system, author.value?.id == user.id, let created = Timestamp(createdAt) else { return false }
        return created <= time
    }
}

/// What approvers and reviewers of a merge request say, as reviews: GitLab keeps no texts with approvals, so an approver's notes
/// stand for them.
struct GitLabOpinions: Sendable {
    let approvals: [GitLabApprovals.Approval]
    let reviewers: [GitLabReviewer]
    let notes: [GitLabNote]
    /// Newest first.
    let versions: [GitLabVersion]
    let merged: Timestamp

    /// - Parameter parties: whose account each user's is, by its id.
    func reviews(_ parties: [Int64: Party]) throws(GitLabRefusal) -> [ReviewFacts] {
        var reviews: [ReviewFacts] = []
        for approval in approvals {
            guard let at = approval.at else { throw .noApprovalTimes }
            let words = notes.filter { $0.isWord(of: approval.user, until: merged) }
            reviews.append(
                ReviewFacts(
                    reviewer: parties[approval.user.id] ?? .unknown("an account that GitLab doesn't tell about"),
                    opinion: .approved, submitted: at, isEdited: words.contains { $0.isEdited && UntilLine.read($0.body) != .nothing },
                    commit: head(before: at), body: words.filter { !$0.isEdited }.map(\.body).joined(separator: "\n"),
                    // Who was blocked since then has no word at the forge any more.
                    isOfficial: approval.user.state == "active", digest: AnswerDigest.of(approval)))
        }
        for reviewer in reviewers where reviewer.objects {
            reviews.append(
                ReviewFacts(
                    reviewer: parties[reviewer.user.id] ?? .unknown("an account that GitLab doesn't tell about"),
                    // It is what the reviewer thinks now, so whatever approval there is was before it; GitLab says no time.
                    opinion: .changesRequested, submitted: max(merged, approvals.compactMap(\.at).max() ?? merged), isEdited: false,
                    commit: nil, body: "", digest: AnswerDigest.of(reviewer)))
        }
        return reviews
    }

    /// What an approver could see: approvals carry no commit. A version of the same second may have come after.
    private func head(before time: Timestamp) -> CommitID? { versions.first { $0.createdAt < time }?.head.commit }
}
