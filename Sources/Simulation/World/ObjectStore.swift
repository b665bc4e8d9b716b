import Cryptography
import Git

/// Git's objects in memory. Names depend on content alone, as git's do: the same commit made twice is one.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class ObjectStore: @unchecked Sendable {
    /// A tree is what it was made of and what was changed, so that a ledger of many files stays cheap.
    struct StoredTree {
        var base: ObjectID?
        var changes: [String: ObjectID?]
    }

    struct StoredCommit {
        var commit: Commit
        var unsigned: [UInt8]
        /// How many come before it, for telling what descends from what.
        var depth: Int
    }

    private(set) var blobs: [ObjectID: [UInt8]] = [:]
    private var trees: [ObjectID: StoredTree] = [:]
    private(set) var commits: [ObjectID: StoredCommit] = [:]

    func store(_ bytes: [UInt8]) -> ObjectID {
        let id = Self.name(of: bytes)
        blobs[id] = bytes
        return id
    }

    /// - Parameter files: nil takes a path away.
    func store(_ changes: [String: ObjectID?], on base: ObjectID?) -> ObjectID {
        let lines = changes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value?.hex ?? "-")\n" }
        let id = Self.name(of: Array("tree \(base?.hex ?? "-")\n\(lines.joined())".utf8))
        trees[id] = StoredTree(base: base, changes: changes)
        return id
    }

    func file(at path: String, in tree: ObjectID) -> ObjectID? {
        var next: ObjectID? = tree
        while let id = next, let stored = trees[id] {
            if let change = stored.changes[path] { return change }
            next = stored.base
        }
        return nil
    }

    /// What differs from `old` to `new`, if the one was made of the other in some steps; else everything of the two.
    func difference(from old: ObjectID?, to new: ObjectID) -> [String: (old: ObjectID?, new: ObjectID?)] {
        var paths: Set<String> = []
        var next: ObjectID? = new
        while let id = next, id != old, let stored = trees[id] {
            paths.formUnion(stored.changes.keys)
            next = stored.base
        }
        if next != old, let old { paths.formUnion(allFiles(of: old).keys) }
        var difference: [String: (old: ObjectID?, new: ObjectID?)] = [:]
        for path in paths {
            let (before, after) = (old.flatMap { file(at: path, in: $0) }, file(at: path, in: new))
            if before != after { difference[path] = (before, after) }
        }
        return difference
    }

    func allFiles(of tree: ObjectID) -> [String: ObjectID] {
        var layers: [StoredTree] = []
        var next: ObjectID? = tree
        while let id = next, let stored = trees[id] {
            layers.append(stored)
            next = stored.base
        }
        var files: [String: ObjectID] = [:]
        for layer in layers.reversed() {
            for (path, blob) in layer.changes { files[path] = blob }
        }
        return files
    }

    func store(_ tree: ObjectID, parents: [ObjectID], author: Signature, message: String, sign: ((_ unsigned: [UInt8]) throws -> String)?)
        throws -> ObjectID
    {
        let header = (["tree \(tree)"] + parents.map { "parent \($0)" }).joined(separator: "\n")
        let who = "\(author.name) <\(author.mail)> \(author.seconds) +0000"
        let unsigned = Array("\(header)\nauthor \(who)\ncommitter \(who)\n\n\(message)".utf8)
        let signature = try sign?(unsigned)
        let id = Self.name(of: unsigned + Array((signature ?? "").utf8))
        let commit = Commit(
            id: id, tree: tree, parents: parents, author: author, committer: author, message: message, signature: signature)
        let depth = (parents.first.flatMap { commits[$0]?.depth } ?? 0) + 1
        commits[id] = StoredCommit(commit: commit, unsigned: unsigned, depth: depth)
        return id
    }

    func commit(_ id: ObjectID) throws -> StoredCommit {
        guard let stored = commits[id] else { throw GitFailure(.notFound, in: "commit", "there is no commit \(id)") }
        return stored
    }

    func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool {
        let depth = try commit(ancestor).depth
        var next: ObjectID? = descendant
        while let id = next, id != ancestor {
            let stored = try commit(id)
            guard stored.depth > depth else { return false }
            next = stored.commit.parents.first
        }
        return next == ancestor
    }

    private static func name(of bytes: [UInt8]) -> ObjectID {
        ObjectID(hex: SHA256.hash(bytes).hex.prefix(40)) ?? .zero
    }
}
