import CLibGit2

extension Repository {
    /// The files, links and submodules that differ between two trees, sorted by the bytes of their paths.
    ///
    /// - Parameters:
    ///   - old: nil stands for the empty tree.
    ///   - prefixes: files or folders to look at, without a trailing slash; none means everything.
    package func changes(
        from old: ObjectID?, to new: ObjectID, under prefixes: [String] = [], limits: TreeLimits = TreeLimits()
    ) throws -> [Change] {
        var comparison = TreeComparison(repository: self, limits: limits)
        guard !prefixes.isEmpty else {
            try comparison.compareFolders(old, new, at: [], wellFormed: true, depth: 0)
            return comparison.sorted
        }
        for prefix in prefixes {
            try comparison.compare(
                try old.flatMap { try side(at: prefix, in: $0) }, try side(at: prefix, in: new), at: TreePath(prefix), depth: 0
            )
        }
        return comparison.sorted
    }

    /// What stands at a path, as one side of a change.
    func side(at path: String, in tree: ObjectID) throws -> Change.Side? {
        try entry(at: path, in: tree).map { Change.Side(id: $0.id, kind: $0.kind) }
    }
}

/// One comparison of two trees, which goes only into folders that differ.
struct TreeComparison {
    private let repository: Repository
    private let limits: TreeLimits
    private var seen = 0
    private var found: [Change] = []

    init(repository: Repository, limits: TreeLimits) {
        self.repository = repository
        self.limits = limits
    }

    /// Overlapping prefixes find a change twice.
    var sorted: [Change] {
        var result: [Change] = []
        result.reserveCapacity(found.count)
        for change in found.sorted(by: { $0.path < $1.path }) where result.last != change { result.append(change) }
        return result
    }

    /// Compares what stands at one path on both sides.
    mutating func compare(_ old: Change.Side?, _ new: Change.Side?, at path: TreePath, depth: Int) throws {
        if old == new { return }
        let oldFolder = old?.kind == .tree ? old?.id : nil
        let newFolder = new?.kind == .tree ? new?.id : nil
        let oldLeaf = oldFolder == nil ? old : nil
        let newLeaf = newFolder == nil ? new : nil
        if oldLeaf != nil || newLeaf != nil { found.append(Change(path: path, old: oldLeaf, new: newLeaf)) }
        if oldFolder != nil || newFolder != nil {
            try compareFolders(
                oldFolder, newFolder, at: path.bytes + [UInt8(ascii: "/")], wellFormed: path.isWellFormed, depth: depth + 1
            )
        }
    }

    /// Compares two folders; `prefix` is their path with a trailing slash.
    mutating func compareFolders(_ old: ObjectID?, _ new: ObjectID?, at prefix: [UInt8], wellFormed: Bool, depth: Int) throws {
        if old == new { return }
        guard depth <= limits.depth else { throw GitFailure(.limit, in: "changes", "folders stand more than \(limits.depth) deep") }
        let before = try sides(of: old)
        let after = try sides(of: new)
        var left = before[...]
        var right = after[...]
        // Both are in git's order of names; a folder's name counts as if it ended in a slash, so that a file and a folder
        // of one name don't meet here: that is a deletion and an addition.
        while let one = left.first ?? right.first {
            let other = right.first ?? one
            let order = left.isEmpty ? 1 : right.isEmpty ? -1 : Self.order(one, other)
            let current = order <= 0 ? one : other
            let path = TreePath(
                bytes: prefix + current.name, isWellFormed: wellFormed && TreePath.isWellFormed(name: current.name)
            )
            try compare(order <= 0 ? one.side : nil, order >= 0 ? other.side : nil, at: path, depth: depth)
            if order <= 0 { left.removeFirst() }
            if order >= 0 { right.removeFirst() }
        }
    }

    private struct Named {
        let name: [UInt8]
        let side: Change.Side
    }

    private mutating func sides(of tree: ObjectID?) throws -> [Named] {
        guard let tree else { return [] }
        let sides = try repository.withTree(tree) { tree in
            (0..<git_tree_entrycount(tree)).compactMap { index -> Named? in
                guard let entry = git_tree_entry_byindex(tree, index) else { return nil }
                let side = Change.Side(
                    id: ObjectID(git_tree_entry_id(entry).pointee), kind: EntryKind(git_tree_entry_filemode(entry))
                )
                return Named(name: Array(UnsafeBufferPointer.name(of: entry)), side: side)
            }
        }
        seen += sides.count
        guard seen <= limits.entries else {
            throw GitFailure(.limit, in: "changes", "the trees have more than \(limits.entries) entries")
        }
        return sides
    }

    private static func order(_ one: Named, _ other: Named) -> Int {
        let slash = UInt8(ascii: "/")
        let left = one.side.kind == .tree ? one.name + [slash] : one.name
        let right = other.side.kind == .tree ? other.name + [slash] : other.name
        if left == right { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }
}
