import AccessCore

/// docs.gitlab.com, "Events API", action `pushed`: the only place that names who pushed. GitLab keeps them for three years.
struct GitLabPushEvent: Decodable, Hashable, Sendable {
    struct Data: Decodable, Hashable, Sendable {
        /// `created`, `pushed` or `removed`.
        let action: String
        let refType: String
        /// Null where many branches were pushed at once.
        let ref: Present<String>
        let from: Present<ObjectName>
        let to: Present<ObjectName>

        private enum CodingKeys: String, CodingKey {
            case action, ref
            case refType = "ref_type"
            case from = "commit_from"
            case to = "commit_to"
        }
    }

    let id: Int64
    let author: GitLabUser?
    let createdAt: Timestamp
    let push: Data

    private enum CodingKeys: String, CodingKey {
        case id, author
        case createdAt = "created_at"
        case push = "push_data"
    }
}

/// The pushes that made a branch what was merged, each the next one's beginning: so none of them is missing.
struct GitLabPushes: Sendable {
    /// Oldest first.
    private(set) var events: [GitLabPushEvent] = []

    /// - Parameters:
    ///   - events: of the project, newest first.
    ///   - isWhole: whether there are no older ones.
    /// - Returns: nil if older ones have to be read.
    init?(_ events: [GitLabPushEvent], isWhole: Bool, of request: GitLabMergeRequest, merged: Timestamp) throws(ForgeDoubt) {
        func doubt(_ reason: ForgeDoubt.Reason) -> ForgeDoubt { ForgeDoubt(forge: .gitLab, reason: reason) }
        let branch = request.sourceBranch
        let own = events.filter { $0.push.refType == "branch" && $0.push.ref.value == branch }
        // Events are put down a little after the push, by a job in the background; and after the merge the branch may get others.
        let heads = own.indices.filter { own[$0].push.to.value == request.sha }
        guard let start = heads.first(where: { own[$0].createdAt <= merged }) ?? (isWhole ? heads.last : nil) else {
            if isWhole { throw doubt(.pushesMissing(request.iid, branch)) }
            return nil
        }
        let isLast = own[..<start].allSatisfy { $0.createdAt > merged || ($0.createdAt == merged && $0.push.action == "removed") }
        guard isLast else { throw doubt(.pushesMissing(request.iid, branch)) }
        var end = request.sha
        for event in own[start...] {
            guard event.push.action != "removed", event.push.to.value == end else { throw doubt(.pushesBroken(request.iid, branch)) }
            self.events.insert(event, at: 0)
            if event.push.action == "created" { return }
            guard event.push.action == "pushed", let from = event.push.from.value, !from.isNone else {
                throw doubt(.pushesBroken(request.iid, branch))
            }
            end = from
        }
        if isWhole { throw doubt(.pushesBroken(request.iid, branch)) }
        return nil
    }

    /// - Parameters:
    ///   - parties: whose account each user's is, by its id.
    ///   - versions: of the merge request, newest first.
    func facts(_ parties: [Int64: Party], _ versions: [GitLabVersion], merged: Timestamp) -> [PushFacts] {
        events.compactMap { event in
            guard let after = event.push.to.value else { return nil }
            // The later of two clocks of the same thing, as long as it wasn't after the merge: that only excludes more.
            let seen = versions.last { $0.head == after }?.createdAt ?? event.createdAt
            return PushFacts(
                pusher: event.author.flatMap { parties[$0.id] } ?? .unknown("an account that was deleted"),
                at: min(max(event.createdAt, seen), merged), isForced: false, before: event.push.from.value?.commit, after: after.commit)
        }
    }
}

extension GitLabVersion {
    /// What versions tell of beside pushes: one with the head of the version before it comes from another target branch.
    ///
    /// - Parameter versions: newest first.
    static func upheavals(_ versions: [GitLabVersion]) -> [Upheaval] {
        zip(versions, versions.dropFirst()).filter { $0.head == $1.head }.map { Upheaval(.retargeted, at: $0.0.createdAt) }
    }
}
