import CLibGit2

extension Repository {
    enum RawKind { case commit, tree, blob }

    /// Stores an object's bytes as they are, well formed or not.
    func write(_ bytes: [UInt8], as kind: RawKind) throws -> ObjectID {
        let type =
            switch kind {
            case .commit: GIT_OBJECT_COMMIT
            case .tree: GIT_OBJECT_TREE
            case .blob: GIT_OBJECT_BLOB
            }
        var id = git_oid()
        try Library.call("git_odb_write") { git_odb_write(&id, objects, bytes, bytes.count, type) }
        return ObjectID(id)
    }
}
