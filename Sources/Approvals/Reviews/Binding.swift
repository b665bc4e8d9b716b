import AccessCore

/// Whether an approval is of the content that was merged. The commit that a review names is not enough: on GitHub a forced
/// push can turn an existing approval to the new head.
struct Binding {
    let facts: PullRequestFacts
    let merge: MergeFacts
    let content: StepQuestion.Content

    /// Nil if it is.
    func exclusion(of review: ReviewFacts) -> ReviewExclusion? {
        guard let commit = review.commit else { return .noCommit }
        if review.isStale == true { return .stale }
        guard let broken = brokenByTime(review, commit) else { return nil }
        return names(review.body) && stoodAtTheHead(before: review.submitted) ? nil : broken
    }

    /// Nothing happened to the branch from the review to the merge, and the review is of what was merged.
    private func brokenByTime(_ review: ReviewFacts, _ commit: CommitID) -> ReviewExclusion? {
        if let upheaval = facts.upheavals.first(where: { isBetween($0.at, review) && !isCleaning($0) }) {
            return .upheaval(upheaval, approved: review.submitted)
        }
        if let push = facts.pushes.first(where: { isBetween($0.at, review) }) { return .pushed(push.at, approved: review.submitted) }
        return commit == facts.head ? nil : .otherCommit(commit, merged: facts.head)
    }

    /// Clocks count whole seconds: what happened in the review's own second may have come after it, and what happened in
    /// the merge's before that.
    private func isBetween(_ time: Timestamp, _ review: ReviewFacts) -> Bool { time >= review.submitted && time <= merge.at }

    /// A branch that goes in the merge's own second goes because of it: deleted before, it would have closed the pull request.
    private func isCleaning(_ upheaval: Upheaval) -> Bool { upheaval.kind == .branchDeleted && upheaval.at == merge.at }

    /// Whether the text has the file's sha256 as a word of its own.
    private func names(_ body: String) -> Bool {
        guard let sha256 = content.sha256, sha256.utf8.count == 64 else { return false }
        let digest = sha256.lowercased()
        return body.lowercased().split { !($0.isLetter || $0.isNumber) }.contains { $0 == digest }
    }

    /// Whether the content was there to be read when the review was written.
    private func stoodAtTheHead(before time: Timestamp) -> Bool {
        guard let head = facts.pushes.last(where: { $0.at < time })?.after else { return false }
        return facts.objects[head]?[content.path] == content.object
    }
}
