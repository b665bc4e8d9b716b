import AccessCore

/// A user as GitLab shows it beside what the user did.
struct GitLabUser: Codable, Hashable, Sendable {
    let id: Int64
    let username: String
    /// `active`, `blocked`, `deactivated` and others.
    let state: String
}

/// docs.gitlab.com, "Projects API".
struct GitLabProject: Decodable, Sendable {
    let id: Int64
    let path: String

    private enum CodingKeys: String, CodingKey {
        case id
        case path = "path_with_namespace"
    }
}

/// docs.gitlab.com, "Merge request approvals API", project settings. Mind that the last two are said in opposite senses.
struct GitLabApprovalSettings: Decodable, Hashable, Sendable {
    let resetApprovalsOnPush: Bool
    let selectiveCodeOwnerRemovals: Bool
    /// True: the author **may** approve.
    let mergeRequestsAuthorApproval: Bool
    /// True: who committed to it may **not** approve.
    let mergeRequestsDisableCommittersApproval: Bool

    private enum CodingKeys: String, CodingKey {
        case resetApprovalsOnPush = "reset_approvals_on_push"
        case selectiveCodeOwnerRemovals = "selective_code_owner_removals"
        case mergeRequestsAuthorApproval = "merge_requests_author_approval"
        case mergeRequestsDisableCommittersApproval = "merge_requests_disable_committers_approval"
    }
}

/// docs.gitlab.com, "Merge requests API".
struct GitLabMergeRequest: Decodable, Hashable, Sendable {
    let iid: Int
    let state: String
    let mergedAt: Present<Timestamp>
    let targetBranch: String
    let sourceBranch: String
    /// Null where the fork is gone.
    let sourceProject: Present<Int64>
    let targetProject: Int64
    let author: Present<GitLabUser>
    /// The last commit of the source branch; after the merge it stays what was merged.
    let sha: ObjectName
    /// Null for a fast-forward.
    let mergeCommit: Present<ObjectName>
    /// Null unless it was squashed.
    let squashCommit: Present<ObjectName>

    private enum CodingKeys: String, CodingKey {
        case iid, state, author, sha
        case mergedAt = "merged_at"
        case targetBranch = "target_branch"
        case sourceBranch = "source_branch"
        case sourceProject = "source_project_id"
        case targetProject = "target_project_id"
        case mergeCommit = "merge_commit_sha"
        case squashCommit = "squash_commit_sha"
    }
}

/// docs.gitlab.com, "Merge requests API", diff versions: one for each push, and one when the target branch changes.
struct GitLabVersion: Decodable, Hashable, Sendable {
    let id: Int64
    let head: ObjectName
    let createdAt: Timestamp

    private enum CodingKeys: String, CodingKey {
        case id
        case head = "head_commit_sha"
        case createdAt = "created_at"
    }
}

/// A merge request's commit: what git says, and no account.
struct GitLabCommit: Decodable, Hashable, Sendable {
    let id: ObjectName
    let authorMail: String
    let committerMail: String
    let message: String

    private enum CodingKeys: String, CodingKey {
        case id, message
        case authorMail = "author_email"
        case committerMail = "committer_email"
    }
}
