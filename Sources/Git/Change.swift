/// What differs at one path between two trees. A renamed file is a deletion and an addition.
package struct Change: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case added, modified, deleted }

    /// One side of it.
    package struct Side: Hashable, Sendable {
        package let id: ObjectID
        package let kind: EntryKind

        package init(id: ObjectID, kind: EntryKind) {
            self.id = id
            self.kind = kind
        }
    }

    package let path: TreePath
    /// Nil when the path is new.
    package let old: Side?
    /// Nil when the path is gone.
    package let new: Side?

    package init(path: TreePath, old: Side?, new: Side?) {
        self.path = path
        self.old = old
        self.new = new
    }

    package var kind: Kind { old == nil ? .added : new == nil ? .deleted : .modified }
}
