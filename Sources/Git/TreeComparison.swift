import CLibGit2

extension Repository {
    /// The files, links and submodules that differ between two trees, sorted by the bytes of their paths.
    ///
    /// - Parameters:
    ///   - old: nil stands for the empty tree.
    ///   - prefixes: files or folders to look at, without a trailing slash; none means everything.
    ///   - isStrict: whether a new folder that git would not write so is a `StrangeTree`.
    package func changes(
        from old: ObjectID?, to new: ObjectID, under prefixes: [String] = [], limits: TreeLimits = TreeLimits(), isStrict: Bool = false
    ) throws -> [Change] {
        var comparison = TreeComparison(repository: self, limits: limits, isStrict: isStrict)
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
    private let isStrict: Bool
    private(set) var cost: TreeCost
    private var found: [Change] = []

    init(repository: Repository, limits: TreeLimits, isStrict: Bool = false) {
        self.repository = repository
        cost = TreeCost(limits, in: "changes", of: "the trees have")
        self.isStrict = isStrict
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
        if oldLeaf != nil || newLeaf != nil {
            try cost.keep(path)
            found.append(Change(path: path, old: oldLeaf, new: newLeaf))
        }
        if oldFolder != nil || newFolder != nil {
            try compareFolders(
                oldFolder, newFolder, at: path.bytes + [UInt8(ascii: "/")], wellFormed: path.isWellFormed, depth: depth + 1
            )
        }
    }

    /// Compares two folders; `prefix` is their path with a trailing slash.
    mutating func compareFolders(_ old: ObjectID?, _ new: ObjectID?, at prefix: [UInt8], wellFormed: Bool, depth: Int) throws {
        if old == new { return }
        try cost.enter(prefix, depth: depth)
        try repository.withRawTree(old) { before in
            try repository.withRawTree(new) { after in
                // What is gone was looked at when it came.
                if isStrict, new != nil { try TreeForm.check(after, at: prefix) }
                try merge(RawTree(before), RawTree(after), at: prefix, wellFormed: wellFormed, depth: depth)
            }
        }
    }

    /// Both are in git's order of names; a folder's name counts as if it ended in a slash, so that a file and a folder of
    /// one name don't meet here: that is a deletion and an addition.
    private mutating func merge(_ before: RawTree, _ after: RawTree, at prefix: [UInt8], wellFormed: Bool, depth: Int) throws {
        var (before, after) = (before, after)
        try passAlike(&before, &after)
        var left = try take(&before)
        var right = try take(&after)
        while let one = left ?? right {
            let order = left == nil ? 1 : right.map { Self.order(one, $0) } ?? -1
            guard let current = order <= 0 ? left : right else { break }
            if order != 0 || one.side != right?.side {
                let path = TreePath(
                    bytes: prefix + current.name, isWellFormed: wellFormed && TreePath.isWellFormed(name: current.name)
                )
                try compare(order <= 0 ? one.side : nil, order >= 0 ? right?.side : nil, at: path, depth: depth)
            }
            if order == 0 { try passAlike(&before, &after) }
            if order <= 0 { left = try take(&before) }
            if order >= 0 { right = try take(&after) }
        }
    }

    private mutating func take(_ tree: inout RawTree) throws -> RawTree.Entry? {
        guard let entry = try tree.next() else { return nil }
        try cost.see(1)
        return entry
    }

    /// Most of two trees that follow each other is the same.
    private mutating func passAlike(_ before: inout RawTree, _ after: inout RawTree) throws {
        try cost.see(2 * RawTree.passAlike(&before, &after))
    }

    static func order(_ one: RawTree.Entry, _ other: RawTree.Entry) -> Int {
        let common = min(one.name.count, other.name.count)
        for index in 0..<common where one.name[index] != other.name[index] { return one.name[index] < other.name[index] ? -1 : 1 }
        let (left, right) = (end(of: one, at: common), end(of: other, at: common))
        if left != right { return left < right ? -1 : 1 }
        return one.name.count == other.name.count ? 0 : one.name.count < other.name.count ? -1 : 1
    }

    /// What stands in an entry's name at a place, as git sorts: a slash behind a folder's, nothing behind a file's.
    private static func end(of entry: RawTree.Entry, at index: Int) -> Int {
        index < entry.name.count ? Int(entry.name[index]) : entry.kind == .tree ? Int(UInt8(ascii: "/")) : -1
    }
}
