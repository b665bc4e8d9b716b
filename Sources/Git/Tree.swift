import CLibGit2

extension Repository {
    /// What stands at `path` in a tree; nil if nothing does. The empty path is nothing.
    package func entry(at path: String, in tree: ObjectID) throws -> TreeEntry? {
        guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
        return try withTree(tree) { root in
            var entry: OpaquePointer?
            guard try Library.find("git_tree_entry_bypath", { git_tree_entry_bypath(&entry, root, path) }) != nil, let entry else {
                return nil
            }
            defer { git_tree_entry_free(entry) }
            return TreeEntry(
                path: TreePath(path), kind: EntryKind(git_tree_entry_filemode(entry)), id: ObjectID(git_tree_entry_id(entry).pointee)
            )
        }
    }

    /// All files, links and submodules below a folder (`""`: the whole tree), sorted by the bytes of their full paths.
    /// A path that leads nowhere, or to something that is no folder, has nothing below it.
    package func list(_ tree: ObjectID, under path: String = "", limits: TreeLimits = TreeLimits()) throws -> [TreeEntry] {
        var folder = tree
        if !path.isEmpty {
            guard let entry = try entry(at: path, in: tree), entry.kind == .tree else { return [] }
            folder = entry.id
        }
        var walk = TreeWalk(repository: self, limits: limits)
        try walk.visit(folder, at: path.isEmpty ? [] : Array(path.utf8) + [UInt8(ascii: "/")], wellFormed: true, depth: 0)
        return walk.sorted
    }

    func withTree<Result>(_ id: ObjectID, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        var raw = id.raw
        let tree = try Library.make("git_tree_lookup") { git_tree_lookup(&$0, handle, &raw) }
        defer { git_tree_free(tree) }
        return try body(tree)
    }
}

/// One pass over a tree's leaves.
struct TreeWalk {
    let repository: Repository
    private var cost: TreeCost
    private var found: [TreeEntry] = []
    private var isSorted = true

    init(repository: Repository, limits: TreeLimits) {
        self.repository = repository
        cost = TreeCost(limits, in: "list", of: "the tree has")
    }

    /// Git keeps trees sorted, so this sorts only what somebody forged.
    var sorted: [TreeEntry] { isSorted ? found : found.sorted { $0.path < $1.path } }

    mutating func visit(_ id: ObjectID, at prefix: [UInt8], wellFormed: Bool, depth: Int) throws {
        try cost.enter(prefix, depth: depth)
        try repository.withTree(id) { tree in
            for index in 0..<git_tree_entrycount(tree) {
                guard let entry = git_tree_entry_byindex(tree, index) else { continue }
                try cost.see(1)
                let name = UnsafeBufferPointer.name(of: entry)
                let isWellFormed = wellFormed && TreePath.isWellFormed(name: name)
                let kind = EntryKind(git_tree_entry_filemode(entry))
                let id = ObjectID(git_tree_entry_id(entry).pointee)
                if kind == .tree {
                    try visit(id, at: prefix + name + [UInt8(ascii: "/")], wellFormed: isWellFormed, depth: depth + 1)
                } else {
                    let path = TreePath(bytes: prefix + name, isWellFormed: isWellFormed)
                    try cost.keep(path)
                    if isSorted, let last = found.last, path < last.path { isSorted = false }
                    found.append(TreeEntry(path: path, kind: kind, id: id))
                }
            }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// A tree entry's name, valid as long as its tree.
    static func name(of entry: OpaquePointer) -> Self {
        guard let name = git_tree_entry_name(entry) else { return Self(start: nil, count: 0) }
        let start = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
        var count = 0
        while start[count] != 0 { count += 1 }
        return Self(start: start, count: count)
    }
}
