import Git

/// What stood at the commits where merged branches parted from the source branch. A proposal shows what its branch changed since there:
/// what stood there already, it doesn't show, whatever the merge makes of it.
struct ForkPoints {
    private let repository: Repository
    /// The trees that stood there, of each merge commit that was looked at.
    private var known: [ObjectID: [ObjectID]] = [:]

    init(_ repository: Repository) { self.repository = repository }

    /// Whether an object stood at a path where the branches of a merge commit parted; false for any other commit. Where they parted in
    /// several places, one is enough: nobody knows which of them was shown.
    mutating func had(_ object: ObjectID, at path: String, in merge: Commit) throws -> Bool {
        if known[merge.id] == nil { known[merge.id] = try trees(of: merge) }
        return try known[merge.id]?.contains { try repository.entry(at: path, in: $0)?.id == object } ?? false
    }

    private func trees(of merge: Commit) throws -> [ObjectID] {
        guard let first = merge.parents.first else { return [] }
        return try merge.parents.dropFirst().flatMap { try repository.mergeBases(of: first, and: $0) }.map {
            try repository.commit($0).tree
        }
    }
}
