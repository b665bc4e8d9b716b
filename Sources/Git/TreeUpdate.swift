import CLibGit2

/// One change to make to a tree.
package enum TreeUpdate: Hashable, Sendable {
    /// Writes a file, with the folders it needs.
    case put(path: String, bytes: [UInt8])
    /// Names a blob that is stored already.
    case putBlob(path: String, id: ObjectID)
    /// Takes a file away, and the folders that are empty then. It must be there.
    case remove(path: String)

    package var path: String {
        switch self {
        case .put(let path, _), .putBlob(let path, _), .remove(let path): path
        }
    }
}

extension Repository {
    /// Stores the tree that the updates make of `base` (nil: of nothing).
    ///
    /// Paths that git would not check out (`..`, `.git`, empty parts) and two updates of one path are `.invalid`;
    /// removing what isn't there is `.notFound`.
    package func updatingTree(_ base: ObjectID?, _ updates: [TreeUpdate]) throws -> ObjectID {
        let base = try base ?? emptyTree()
        guard !updates.isEmpty else { return base }
        var paths = Set<[UInt8]>()
        for update in updates {
            let path = TreePath(update.path)
            guard path.isWellFormed else { throw GitFailure(.invalid, in: "updatingTree", "\(path) is no path in a tree") }
            guard paths.insert(path.bytes).inserted else { throw GitFailure(.invalid, in: "updatingTree", "\(path) is updated twice") }
            if case .remove = update, try entry(at: update.path, in: base) == nil {
                throw GitFailure(.notFound, in: "updatingTree", "there is no \(path) to remove")
            }
        }
        var raw = try updates.map(rawUpdate)
        return try lending(updates.map(\.path)) { names in
            for index in raw.indices { raw[index].path = names[index] }
            return try withTree(base) { baseline in
                var id = git_oid()
                try Library.call("git_tree_create_updated") {
                    git_tree_create_updated(&id, handle, baseline, raw.count, raw)
                }
                return ObjectID(id)
            }
        }
    }

    private func rawUpdate(_ update: TreeUpdate) throws -> git_tree_update {
        var raw = git_tree_update()
        raw.filemode = GIT_FILEMODE_BLOB
        switch update {
        case .put(_, let bytes):
            raw.action = GIT_TREE_UPDATE_UPSERT
            raw.id = try store(bytes).raw
        case .putBlob(_, let id):
            raw.action = GIT_TREE_UPDATE_UPSERT
            raw.id = id.raw
        case .remove:
            raw.action = GIT_TREE_UPDATE_REMOVE
        }
        return raw
    }

    /// Lends strings as C strings, all in one piece of memory.
    private func lending<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>]) throws -> Result) rethrows -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes.append(contentsOf: text.utf8CString)
        }
        return try bytes.withUnsafeBufferPointer { buffer in
            try body(buffer.baseAddress.map { base in starts.map { base + $0 } } ?? [])
        }
    }

    private func emptyTree() throws -> ObjectID {
        var id = git_oid()
        try Library.call("git_odb_write") { git_odb_write(&id, objects, "", 0, GIT_OBJECT_TREE) }
        return ObjectID(id)
    }
}
