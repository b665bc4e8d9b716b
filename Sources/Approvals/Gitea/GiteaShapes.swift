import AccessCore

/// A user. Accounts of Gitea itself have numbers below one: `Ghost`, who has what deleted users did, and the one of its Actions.
struct GiteaUser: Codable, Hashable, Sendable {
    let id: Int64
    let login: String

    /// - Parameter mail: git's, where the account was taken from that.
    func party(mail: String? = nil) -> Party {
        switch id {
        case 1...: .account(ForgeIdentity(login: login, id: id), mail: mail)
        case -1: .unknown("an account that was deleted")
        case -2: .machine(login)
        default: .unknown("'\(PlainWords(login))', which is no user's account")
        }
    }
}

extension Present<GiteaUser> {
    var party: Party { value?.party() ?? .unknown("an account that was deleted") }
}

/// The repository that was meant.
struct GiteaRepository: Decodable, Sendable {
    let id: Int64
    let path: String

    private enum CodingKeys: String, CodingKey {
        case id
        case path = "full_name"
    }
}

/// A pull request. Of the merge only that it was made and as what is taken from here: `merged_by` is null for many, `merged_at` is
/// the commit's own date where somebody declared it merged by hand, and the heads of both branches move on after it.
struct GiteaPull: Decodable, Hashable, Sendable {
    struct Branch: Decodable, Hashable, Sendable {
        /// The branch's name; `refs/pull/7/head` once it is gone.
        let ref: String
        /// What the branch is called even then.
        let label: String
        let repository: Int64

        private enum CodingKeys: String, CodingKey {
            case ref, label
            case repository = "repo_id"
        }
    }

    let number: Int
    let merged: Bool
    let mergeCommit: Present<ObjectName>
    let user: Present<GiteaUser>
    let base: Branch
    let head: Branch

    private enum CodingKeys: String, CodingKey {
        case number, merged, user, base, head
        case mergeCommit = "merge_commit_sha"
    }
}

/// A review. `updated_at` moves with whatever is done to it and is no sign of an edit.
struct GiteaReview: Codable, Hashable, Sendable {
    let id: Int64
    /// Null where a team was asked.
    let user: Present<GiteaUser>
    /// `APPROVED`, `REQUEST_CHANGES`, `COMMENT`, `PENDING` or `REQUEST_REVIEW`.
    let state: String
    let body: String
    /// Empty if it names none.
    let commit: String
    let stale: Bool
    let official: Bool
    let dismissed: Bool
    /// When it was begun: a draft keeps that time when it is submitted.
    let begunAt: Timestamp

    private enum CodingKeys: String, CodingKey {
        case id, user, state, body, stale, official, dismissed
        case commit = "commit_id"
        case begunAt = "submitted_at"
    }
}

/// A commit: what git says, and the accounts that Gitea finds by the mails.
struct GiteaCommit: Decodable, Hashable, Sendable {
    struct Hand: Decodable, Hashable, Sendable {
        let email: String
        let date: Timestamp
    }

    struct Contents: Decodable, Hashable, Sendable {
        let author: Hand
        let committer: Hand
        let message: String
    }

    struct Parent: Decodable, Hashable, Sendable {
        let sha: ObjectName
    }

    let sha: ObjectName
    let commit: Contents
    let author: Present<GiteaUser>
    let committer: Present<GiteaUser>
    let parents: [Parent]

    var facts: CommitFacts {
        CommitFacts(
            id: sha.commit, author: Self.party(author.value, commit.author.email),
            committer: Self.party(committer.value, commit.committer.email), coAuthors: CommitTrailers.coAuthors(in: commit.message))
    }

    private static func party(_ user: GiteaUser?, _ mail: String) -> Party {
        if let user { return user.party(mail: mail) }
        return mail.isEmpty ? .unknown("somebody without a mail") : .mail(mail)
    }
}
