package import Git

/// Git's objects and references, as far as a ledger is read from and written to them: those of a repository, or of one
/// that stands only in memory. A call may block.
package protocol LedgerObjects {
    func commit(_ id: ObjectID) throws -> Commit

    /// Whether an object of this name is at hand.
    func exists(_ id: ObjectID) throws -> Bool

    /// A commit's signature and what it signs; nil if the commit isn't signed.
    func signature(of id: ObjectID) throws -> CommitSignature?

    /// What stands at a path; nil if nothing does.
    func entry(at path: String, in tree: ObjectID) throws -> TreeEntry?

    /// The files below a folder, with their whole paths, sorted by the paths' bytes.
    func list(_ tree: ObjectID, under folder: String, limits: TreeLimits) throws -> [TreeEntry]

    /// - Throws: if it has more than `limit` bytes.
    func blob(_ id: ObjectID, limit: Int) throws -> [UInt8]

    /// The bytes of a file, as far as is known without reading it.
    func blobSize(_ id: ObjectID) throws -> Int

    /// Whether a file is stored whole and has these bytes, which are let go of before it is read.
    func holds(_ bytes: consuming [UInt8], as id: ObjectID) throws -> Bool

    /// The files that differ between two trees, sorted by the bytes of their paths; nil stands for the empty tree.
    ///
    /// - Throws: `StrangeTree` for a new folder that git would not write so.
    func changes(from old: ObjectID?, to new: ObjectID, limits: TreeLimits) throws -> [Change]

    /// The commits along first parents, newest first, down to `base`, which is left out.
    func firstParents(from tip: ObjectID, downTo base: ObjectID?, most: Int) throws -> FirstParents

    /// Whether `ancestor` can be reached from `descendant`; a commit is its own ancestor.
    func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool

    /// Stores the tree that the updates make of `base` (nil: of nothing).
    func updatingTree(_ base: ObjectID?, _ updates: [TreeUpdate]) throws -> ObjectID

    /// Stores a commit; nothing leads to it yet.
    ///
    /// - Parameter sign: gets the commit's bytes and returns the armored signature to store with them.
    func makeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature?, message: String,
        armoredSignature sign: ((_ unsigned: [UInt8]) throws -> String)?
    ) throws -> ObjectID

    /// Where a reference of this store (not of the remote) leads to; nil if there is none.
    func reference(_ name: String) throws -> ObjectID?

    /// Moves a reference of this store from `expecting` (nil: it must not exist).
    func setReference(_ name: String, to id: ObjectID, expecting: ObjectID?) throws
}

extension LedgerObjects {
    /// Where reading costs nothing.
    package func blobSize(_ id: ObjectID) throws -> Int { try blob(id, limit: .max).count }

    package func holds(_ bytes: consuming [UInt8], as id: ObjectID) throws -> Bool { try blob(id, limit: bytes.count) == bytes }
}

extension Repository: LedgerObjects {
    package func changes(from old: ObjectID?, to new: ObjectID, limits: TreeLimits) throws -> [Change] {
        try changes(from: old, to: new, under: [], limits: limits, isStrict: true)
    }
}
