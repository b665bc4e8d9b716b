import AccessCore
package import Git

extension LedgerAnchor {
    /// The commit of a ledger that an anchor names, by what the commits say of their heads; nil if there is none.
    /// Whether they say the truth is `LedgerVerifier`'s to find out.
    ///
    /// - Parameter tip: the ledger's newest commit.
    package func commit(leadingTo tip: ObjectID, in repository: any LedgerObjects, limits: LedgerLimits = LedgerLimits()) throws
        -> ObjectID?
    {
        let commits = try repository.firstParents(from: tip, downTo: nil, most: limits.commits).commits
        switch self {
        case .commit(let commit): return commits.first { $0.hex == commit.text }
        case .head(let head):
            return try commits.first {
                CommitMessage.trailer(CommitMessage.Trailer.head, in: try repository.commit($0).message) == head.hex
            }
        }
    }
}
