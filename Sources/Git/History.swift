import CLibGit2

/// One step of a branch that changed something, compared with its first parent.
package struct Step: Hashable, Sendable {
    package let commit: Commit
    package let changes: [Change]
}

/// The steps of a branch that changed something, oldest first.
package struct History: Hashable, Sendable {
    package let steps: [Step]
    package let end: WalkEnd
}

extension Repository {
    /// What happened below some paths along first parents, in one pass over the commits.
    ///
    /// A step that left the paths alone is found out by comparing the ids of what stands there, and is left out.
    ///
    /// - Parameters:
    ///   - prefixes: files or folders, without a trailing slash; none means everything.
    ///   - base: left out itself; nil goes back to the first commit, whose step starts from nothing.
    ///   - most: commits looked at. When they end before the base, the oldest step is compared with its parent all the same.
    package func history(
        of prefixes: [String], from tip: ObjectID, downTo base: ObjectID? = nil, most: Int = 100_000, limits: TreeLimits = TreeLimits()
    ) throws -> History {
        var tips = PrefixTips(repository: self, prefixes: prefixes)
        var touched: [(commit: Commit, old: [Change.Side?], new: [Change.Side?])] = []
        let end = try walkFirstParents(from: tip, downTo: base, most: most) { id, commit in
            let new = try tips.sides(in: Self.tree(of: commit))
            let parent = try Self.parent(0, of: commit).map { try withCommit($0, Self.tree(of:)) }
            let old = try parent.map { try tips.sides(in: $0) } ?? new.map { _ in nil }
            if old != new { touched.append((try value(of: commit, id), old, new)) }
        }
        var bytes = 0
        let steps = try touched.reversed().map { step in
            var comparison = TreeComparison(repository: self, limits: limits)
            let paths = prefixes.isEmpty ? [nil] : prefixes.map(Optional.some)
            for (path, (old, new)) in zip(paths, zip(step.old, step.new)) {
                if let path {
                    try comparison.compare(old, new, at: TreePath(path), depth: 0)
                } else {
                    try comparison.compareFolders(old?.id, new?.id, at: [], wellFormed: true, depth: 0)
                }
            }
            bytes += comparison.cost.bytes
            guard bytes <= TreeLimits.steps * limits.bytes else {
                throw GitFailure(.limit, in: "changes", "the steps have paths of more than \(TreeLimits.steps * limits.bytes) bytes in all")
            }
            return Step(commit: step.commit, changes: comparison.sorted)
        }
        // A folder's id can change without a file having changed: an empty folder that came or went.
        return History(steps: steps.filter { !$0.changes.isEmpty }, end: end)
    }
}

/// What stands at the prefixes, remembered for the tree that was looked at last: a commit's is its child's parent's.
private struct PrefixTips {
    let repository: Repository
    let prefixes: [String]
    private var last: (tree: ObjectID, sides: [Change.Side?])?

    init(repository: Repository, prefixes: [String]) {
        self.repository = repository
        self.prefixes = prefixes
    }

    mutating func sides(in tree: ObjectID) throws -> [Change.Side?] {
        if let last, last.tree == tree { return last.sides }
        let sides =
            prefixes.isEmpty
            ? [Change.Side(id: tree, kind: .tree)] : try prefixes.map { try repository.side(at: $0, in: tree) }
        last = (tree, sides)
        return sides
    }
}
