import Git

/// Which commit of a ledger brought a file of records.
struct EvidencePlaces {
    private let repository: Repository
    /// The oldest first.
    let commits: [ObjectID]
    private var trees: [Int: ObjectID] = [:]

    init(to tip: ObjectID, in repository: Repository, _ limits: LedgerLimits) throws(LedgerFault) {
        self.repository = repository
        let walk = try LedgerVerifier.git(tip) { try repository.firstParents(from: tip, downTo: nil, most: limits.commits) }
        guard walk.end == .root else { throw LedgerFault(.limit("the branch has more than \(limits.commits) commits")) }
        commits = walk.commits.reversed()
    }

    /// The number of a commit whose tree has the file, while that of the one before it doesn't. Since no commit of a sound
    /// ledger takes a file away, it is found in a few steps; in a damaged one it is one of several, and true all the same.
    mutating func origin(of path: String) throws -> Int {
        var (absent, present) = (-1, commits.count - 1)
        while present - absent > 1 {
            let middle = (absent + present) / 2
            if try repository.entry(at: path, in: try tree(middle)) != nil { present = middle } else { absent = middle }
        }
        return present
    }

    private mutating func tree(_ index: Int) throws -> ObjectID {
        if let known = trees[index] { return known }
        let tree = try repository.commit(commits[index]).tree
        trees[index] = tree
        return tree
    }
}
