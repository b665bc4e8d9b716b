import AccessCore
import Approvals

/// The forge: what it says of a step of the source branch at an instant. What that proves is decided by the code that is
/// installed.
struct ForgeServer {
    static let branch = "main"
    let source: Source

    /// - Parameter now: true time.
    func facts(about question: StepQuestion, at now: Timestamp) -> StepFacts {
        guard let step = Source.number(of: question.after), let proposal = source.proposals[step], proposal.way != .direct,
            proposal.shownFrom <= now
        else { return .doubtful("the forge shows no pull request for \(question.after.text.suffix(6))") }
        return .pullRequest(facts(proposal, question, at: now))
    }

    private func facts(_ proposal: Proposal, _ question: StepQuestion, at now: Timestamp) -> PullRequestFacts {
        let heads = proposal.pushes.indices.map { Source.head($0, of: proposal.number) }
        var objects: [CommitID: [String: String]] = [:]
        for (place, push) in proposal.pushes.enumerated() {
            for content in question.contents { objects[heads[place], default: [:]][content.path] = push.isFinal ? content.object : "older" }
        }
        let pushes = proposal.pushes.enumerated().map { place, push in
            PushFacts(
                pusher: Self.party(push.by), at: push.at, isForced: push.isForced, before: place == 0 ? nil : heads[place - 1],
                after: heads[place])
        }
        let way: MergeFacts.Way =
            switch proposal.way {
            case .mergeCommit: .known(.mergeCommit)
            case .squash: .known(.squash)
            case .fastForward: .known(.fastForward)
            case .queue: .known(.queue)
            case .rebase, .direct: .rebase
            }
        let reviews = proposal.reviews.enumerated().filter { $0.element.at <= now }.map { place, review in
            self.review(review, place, proposal, question, heads, at: now)
        }
        return PullRequestFacts(
            number: proposal.number, baseBranch: Self.branch, isOfThisRepository: true, isFromFork: proposal.isFromFork,
            merge: MergeFacts(at: proposal.merged, commit: question.after, way: way), head: heads[heads.count - 1],
            author: Self.party(proposal.author), reviews: reviews,
            commits: proposal.commits.enumerated().map { place, made in
                CommitFacts(
                    id: heads[min(place, heads.count - 1)], author: .account(made.author.account, mail: made.author.mail), committer: nil,
                    coAuthors: made.coAuthors.map { .mail($0.mail) })
            },
            pushes: pushes, upheavals: proposal.pushes.filter(\.isForced).map { Upheaval(.forcePush, at: $0.at) }, objects: objects)
    }

    private func review(
        _ review: Proposal.Review, _ place: Int, _ proposal: Proposal, _ question: StepQuestion, _ heads: [CommitID], at now: Timestamp
    ) -> ReviewFacts {
        let isDismissed = review.dismissed.map { $0 <= now } ?? false
        let opinion: ReviewFacts.Opinion =
            switch review.opinion {
            case _ where isDismissed: .dismissed
            case .approved: .approved
            case .changesRequested: .changesRequested
            case .commented: .commented
            }
        var body = review.namesContent ? question.contents.compactMap(\.sha256).joined(separator: " ") : "Seen."
        if let until = review.until { body += "\ndaypass until \(until)" }
        return ReviewFacts(
            reviewer: Self.party(review.by), opinion: opinion, submitted: review.at, isEdited: review.isEdited, commit: heads[review.shown],
            body: body, digest: String(repeating: "f", count: 48) + String(1_000_000_000_000 + proposal.number) + String(100 + place))
    }

    private static func party(_ hand: Hand) -> Party { .account(hand.account) }
}
