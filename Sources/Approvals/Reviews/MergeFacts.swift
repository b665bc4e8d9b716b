package import AccessCore

/// How and when a pull request was merged.
package struct MergeFacts: Hashable, Sendable {
    /// What a merge made of the pull request's commits.
    package enum Way: Hashable, Sendable {
        case known(Arrival.Way)
        /// Its commits were made anew, one by one.
        case rebase
        /// A merge commit, but of something else than the pull request's head.
        case otherHead
        /// Of three branches or more, or of none.
        case oddParents
    }

    /// By the forge's clock.
    package var at: Timestamp
    /// What it became on the branch; nil if the forge doesn't say.
    package var commit: CommitID?
    package var way: Way

    package init(at: Timestamp, commit: CommitID?, way: Way) { (self.at, self.commit, self.way) = (at, commit, way) }
}

extension MergeFacts.Way {
    /// Tells the way by what a merge leaves in git.
    ///
    /// - Parameters:
    ///   - question: the step that the merge made.
    ///   - head: the pull request's.
    ///   - isQueued: whether a merge queue put it together.
    ///   - isRewritten: whether the step's commit has the very author date of the head: a rebase keeps it, a squash sets
    ///     it to the time of the merge.
    package init(of question: StepQuestion, head: CommitID, isQueued: Bool, isRewritten: Bool) {
        switch question.parents.count {
        case _ where question.after == head: self = .known(.fastForward)
        case 2 where question.parents[1] == head: self = .known(isQueued ? .queue : .mergeCommit)
        case 2: self = .otherHead
        case 1 where isRewritten: self = .rebase
        case 1: self = .known(isQueued ? .queue : .squash)
        default: self = .oddParents
        }
    }
}
