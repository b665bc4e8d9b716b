package import AccessCore

/// Who made one of a pull request's commits.
package struct CommitFacts: Hashable, Sendable {
    package var id: CommitID
    package var author: Party
    /// Nil where the forge itself committed, and vouches for it by its signature.
    package var committer: Party?
    /// Whom the message names as such.
    package var coAuthors: [Party]

    package init(id: CommitID, author: Party, committer: Party?, coAuthors: [Party] = []) {
        (self.id, self.author, self.committer, self.coAuthors) = (id, author, committer, coAuthors)
    }
}
