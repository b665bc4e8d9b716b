import AccessCore

extension GiteaReview {
    /// Nil for a draft, and for what only asks somebody for a review.
    ///
    /// - Throws: a state that isn't known; it might be one that takes an approval back.
    func facts(_ timeline: GiteaTimeline) throws(ForgeDoubt) -> ReviewFacts? {
        let opinion: ReviewFacts.Opinion
        switch state {
        case _ where dismissed && (state == "APPROVED" || state == "REQUEST_CHANGES"): opinion = .dismissed
        case "APPROVED": opinion = .approved
        case "REQUEST_CHANGES": opinion = .changesRequested
        case "COMMENT": opinion = .commented
        case "PENDING", "REQUEST_REVIEW": return nil
        default: throw ForgeDoubt(forge: .gitea, reason: .shape("reviews.state"))
        }
        // A draft that was begun before the merge can be submitted after it, and looks as if it had been there. The timeline
        // tells the truth; what it doesn't have before the merge came later.
        let entry = timeline.reviews[id]
        return ReviewFacts(
            reviewer: user.party, opinion: opinion, submitted: max(begunAt, entry?.at ?? timeline.merged),
            isEdited: entry.map { $0.body != body } ?? false, commit: ObjectName(commit)?.commit, body: body, isOfficial: official,
            isStale: stale, digest: AnswerDigest.of(self))
    }
}
