import Git

/// What stood at the commits where merged branches parted from the source branch. A proposal shows what its branch changed since there:
/// what stood there already, it doesn't show, whatever the merge makes of it.
struct ForkPoints {
    private let repository: Repository
    /// Of each merge commit that was looked at.
    private var known: [ObjectID: [ObjectID]] = [:]

    init(_ repository: Repository) { self.repository = repository }

    /// Whether an object stood at a path where the branches of a merge commit parted; false for any other commit. Where they parted in
    /// several places, one is enough: nobody knows which of them was shown.
    mutating func had(_ object: ObjectID, at path: String, in merge: Commit) throws -> Bool {
        if known[merge.id] == nil { known[merge.id] = try points(of: merge) }
        return try known[merge.id]?.contains { point in
            try repository.entry(at: path, in: repository.commit(point).tree)?.id == object
        } ?? false
    }

    private func points(of merge: Commit) throws -> [ObjectID] {
        guard let first = merge.parents.first else { return [] }
        return try merge.parents.dropFirst().flatMap { try repository.mergeBases(of: first, and: $0) }
    }
}
