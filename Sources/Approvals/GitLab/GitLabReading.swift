import AccessCore

/// All about one merge request.
struct GitLabReading: Sendable {
    private let request: GitLabMergeRequest
    private let merged: Timestamp
    private let project: String
    private let conversation: RestConversation
    private let accounts: GitLabAccounts

    /// Entries that are read at most: an access request has a few.
    static let mostCommits = 300
    static let mostVersions = 300
    static let mostNotes = 1000

    /// - Parameters:
    ///   - merged: when.
    ///   - project: the address of its project below the API's.
    init(
        request: GitLabMergeRequest, merged: Timestamp, project: String, _ conversation: RestConversation, _ accounts: GitLabAccounts
    ) {
        (self.request, self.merged, self.project) = (request, merged, project)
        (self.conversation, self.accounts) = (conversation, accounts)
    }

    /// - Parameter pushes: to its branch; nil where that is a fork's.
    /// - Throws: ``ForgeDoubt`` or ``GitLabRefusal``.
    func facts(_ pushes: GitLabPushes?, _ question: StepQuestion, isFromFork: Bool) async throws -> PullRequestFacts {
        var facts = PullRequestFacts(
            number: request.iid, baseBranch: request.targetBranch, isOfThisRepository: true, isFromFork: isFromFork,
            merge: MergeFacts(at: merged, commit: request.merge, way: request.way(of: question)), head: request.sha.commit,
            author: .unknown("an account that was deleted"), reviews: [], commits: [], pushes: [], upheavals: [], objects: [:])
        // The rules refuse it as it is: nothing else has to be known.
        guard !isFromFork, let pushes else { return facts }
        let place = "\(project)/merge_requests/\(request.iid)"
        let versions = try await list(place + "/versions", GitLabVersion.self, "versions", Self.mostVersions)
        try check(versions, pushes)
        let approvals = try await conversation.get(place + "/approvals", GitLabApprovals.self, what: "approvals of this merge request")
        guard approvals.iid == request.iid else { throw conversation.doubt(.shape("iid")) }
        let opinions = GitLabOpinions(
            approvals: approvals.approvals, reviewers: try await list(place + "/reviewers", GitLabReviewer.self, "reviewers", 200),
            notes: try await list(place + "/notes?sort=asc", GitLabNote.self, "notes", Self.mostNotes), versions: versions, merged: merged)
        let commits = try await list(place + "/commits", GitLabCommit.self, "commits", Self.mostCommits)
        guard commits.contains(where: { $0.id == request.sha }) else { throw conversation.doubt(.moving(request.iid)) }
        let parties = try await accounts.parties(of: users(pushes, opinions))
        facts.author = request.author.value.flatMap { parties[$0.id] } ?? facts.author
        facts.reviews = try opinions.reviews(parties)
        facts.commits = commits.map(\.facts)
        facts.pushes = pushes.facts(parties, versions, merged: merged)
        facts.upheavals = GitLabVersion.upheavals(versions)
        facts.objects[request.sha.commit] = try await objects(question.contents)
        return facts
    }

    private func list<Item: Decodable & Sendable>(
        _ path: String, _: Item.Type, _ what: String, _ limit: Int
    ) async throws(ForgeDoubt) -> [Item] {
        try await conversation.list(path, Item.self, of: request.iid, what: what, limit: limit)
    }

    /// The versions are of what was merged, and of nothing that no push is known of.
    private func check(_ versions: [GitLabVersion], _ pushes: GitLabPushes) throws(ForgeDoubt) {
        guard zip(versions, versions.dropFirst()).allSatisfy({ $0.id > $1.id && $0.createdAt >= $1.createdAt }) else {
            throw conversation.doubt(.shape("versions"))
        }
        guard versions.first?.head == request.sha else { throw conversation.doubt(.moving(request.iid)) }
        let pushed = Set(pushes.events.compactMap(\.push.to.value))
        guard versions.allSatisfy({ pushed.contains($0.head) }) else {
            throw conversation.doubt(.pushesBroken(request.iid, request.sourceBranch))
        }
    }

    private func users(_ pushes: GitLabPushes, _ opinions: GitLabOpinions) -> [GitLabUser] {
        [request.author.value].compactMap { $0 } + pushes.events.compactMap(\.author) + opinions.approvals.map(\.user)
            + opinions.reviewers.filter(\.objects).map(\.user)
    }

    // What stands at the head.

    private struct File: Decodable, Sendable {
        let path: String
        let blob: ObjectName
        let commit: ObjectName

        private enum CodingKeys: String, CodingKey {
            case path = "file_path"
            case blob = "blob_id"
            case commit = "commit_id"
        }
    }

    private struct Entry: Decodable, Sendable {
        let id: ObjectName
        let type: String
        let path: String
    }

    private func objects(_ contents: [StepQuestion.Content]) async throws(ForgeDoubt) -> [String: String] {
        var objects: [String: String] = [:]
        for content in contents {
            objects[content.path] = content.sha256 == nil ? try await tree(content.path) : try await blob(content.path)
        }
        return objects
    }

    /// Nil if there is none.
    private func blob(_ path: String) async throws(ForgeDoubt) -> String? {
        do throws(ForgeDoubt) {
            let file = try await conversation.get(
                "\(project)/repository/files/\(WebAddress.encoded(path))?ref=\(request.sha.text)", File.self, what: "file")
            guard file.path == path, file.commit == request.sha else { throw conversation.doubt(.shape("commit_id")) }
            return file.blob.text
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// Of a folder at the top; nil if there is none.
    private func tree(_ path: String) async throws(ForgeDoubt) -> String? {
        let entries = try await list("\(project)/repository/tree?ref=\(request.sha.text)", Entry.self, "entries at the top", 1000)
        return entries.first { $0.path == path && $0.type == "tree" }?.id.text
    }
}

extension GitLabMergeRequest {
    /// GitLab says itself what is a squash. A squash can be merged by a merge commit, whose other parent it is then.
    func way(of question: StepQuestion) -> MergeFacts.Way {
        let (after, squash) = (question.after, squashCommit.value?.commit)
        switch question.parents.count {
        case _ where after == sha.commit: return .known(.fastForward)
        case 1 where after == squash: return .known(.squash)
        case 1: return .rebase
        case 2 where question.parents[1] == sha.commit: return .known(.mergeCommit)
        case 2 where squash != nil && question.parents[1] == squash: return .known(.squash)
        case 2: return .otherHead
        default: return .oddParents
        }
    }
}
