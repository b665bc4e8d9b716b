package import AccessCore

/// All that the rules need to know of a pull request (merge request), whichever the forge.
package struct PullRequestFacts: Hashable, Sendable {
    package var number: Int
    /// The branch it goes into, without `refs/heads/`.
    package var baseBranch: String
    /// Whether that branch is this repository's, by its immutable id.
    package var isOfThisRepository: Bool
    /// Whether it comes from another repository.
    package var isFromFork: Bool
    /// Nil while it isn't merged.
    package var merge: MergeFacts?
    /// The last commit of the branch that was merged.
    package var head: CommitID
    package var author: Party
    package var reviews: [ReviewFacts]
    package var commits: [CommitFacts]
    /// All pushes to the branch from when it was made until the merge, oldest first.
    package var pushes: [PushFacts]
    /// What else was done to the branch or the pull request that could put another content under a review.
    package var upheavals: [Upheaval]
    /// What stands at commits that were the branch's head: for each, by path, git's id of the blob or tree. A path that is
    /// missing isn't there; a commit that is missing wasn't asked about.
    package var objects: [CommitID: [String: String]]

    package init(
        number: Int, baseBranch: String, isOfThisRepository: Bool, isFromFork: Bool, merge: MergeFacts?, head: CommitID, author: Party,
        reviews: [ReviewFacts], commits: [CommitFacts], pushes: [PushFacts], upheavals: [Upheaval],
        objects: [CommitID: [String: String]]
    ) {
        (self.number, self.baseBranch, self.isOfThisRepository) = (number, baseBranch, isOfThisRepository)
        (self.isFromFork, self.merge, self.head, self.author) = (isFromFork, merge, head, author)
        (self.reviews, self.commits, self.pushes) = (reviews, commits, pushes)
        (self.upheavals, self.objects) = (upheavals, objects)
    }
}
