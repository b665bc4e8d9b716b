import AccessCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One entry of a pull request's timeline.
struct GiteaEvent: Decodable, Hashable, Sendable {
    let id: Int64
    let type: String
    let user: Present<GiteaUser>
    let at: Timestamp
    /// Of a push, what it brought, as JSON; of a review, its text as it is shown now.
    let body: String
    let review: Int64

    private enum CodingKeys: String, CodingKey {
        case id, type, user, body
        case at = "created_at"
        case review = "review_id"
    }

    /// What a push brought: the old and the new head if it was forced, and its commits otherwise, the oldest first.
    struct Push: Decodable, Hashable, Sendable {
        let isForced: Bool
        let commits: [ObjectName]

        private enum CodingKeys: String, CodingKey {
            case isForced = "is_force_push"
            case commits = "commit_ids"
        }
    }

    var push: Push? { type == "pull_push" ? try? JSONDecoder().decode(Push.self, from: Data(body.utf8)) : nil }
}

/// What happened to a pull request until it was merged, by the forge's clock.
struct GiteaTimeline: Sendable {
    let merged: Timestamp
    /// Oldest first. What was pushed before the pull request was opened isn't among them: nobody is named for it.
    private(set) var pushes: [PushFacts] = []
    private(set) var upheavals: [Upheaval] = []
    /// When each review was submitted, and its text as it is shown.
    private(set) var reviews: [Int64: (at: Timestamp, body: String)] = [:]

    /// - Parameter events: oldest first, as Gitea gives them.
    /// - Returns: nil if the merge isn't among them.
    init?(_ events: [GiteaEvent]) throws(ForgeDoubt) {
        let doubt = ForgeDoubt(forge: .gitea, reason: .shape("timeline"))
        guard let end = events.firstIndex(where: { $0.type == "merge_pull" }) else { return nil }
        guard zip(events, events[1...]).allSatisfy({ $0.at <= $1.at }) else { throw doubt }
        merged = events[end].at
        for event in events[..<end] {
            switch event.type {
            case "pull_push":
                guard let push = event.push, let last = push.commits.last, !push.isForced || push.commits.count == 2 else { throw doubt }
                pushes.append(
                    PushFacts(
                        pusher: event.user.party, at: event.at, isForced: push.isForced,
                        before: push.isForced ? push.commits[0].commit : nil, after: last.commit))
                if push.isForced { upheavals.append(Upheaval(.forcePush, at: event.at)) }
            case "change_target_branch": upheavals.append(Upheaval(.retargeted, at: event.at))
            case "delete_branch": upheavals.append(Upheaval(.branchDeleted, at: event.at))
            // While it was closed, pushes left no trace, and reviews didn't become stale by them.
            case "reopen": upheavals.append(Upheaval(.reopened, at: event.at))
            case "review" where event.review != 0:
                if reviews[event.review] == nil { reviews[event.review] = (event.at, event.body) }
            default: break
            }
        }
    }
}
