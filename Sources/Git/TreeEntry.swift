import CLibGit2

/// What a tree's entry is.
package enum EntryKind: Hashable, Sendable {
    case file, executable, symlink, submodule, tree

    init(_ mode: git_filemode_t) {
        switch mode {
        case GIT_FILEMODE_TREE: self = .tree
        case GIT_FILEMODE_BLOB_EXECUTABLE: self = .executable
        case GIT_FILEMODE_LINK: self = .symlink
        case GIT_FILEMODE_COMMIT: self = .submodule
        default: self = .file
        }
    }

    /// Whether its content is a blob: a submodule's commit lives in another repository.
    package var isBlob: Bool { self != .tree && self != .submodule }
}

/// A file, link, submodule or folder in a tree.
package struct TreeEntry: Hashable, Sendable {
    package let path: TreePath
    package let kind: EntryKind
    package let id: ObjectID

    package init(path: TreePath, kind: EntryKind, id: ObjectID) {
        self.path = path
        self.kind = kind
        self.id = id
    }
}
