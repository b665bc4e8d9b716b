import AccessCore
import Git
import Ledger

/// Git's objects as one runner has them: all that there are, and references of its own.
struct RunnerObjects: LedgerObjects {
    let store: ObjectStore
    let process: Process

    private var cache: RunnerCache { process.runner.cache }

    func commit(_ id: ObjectID) throws -> Commit { try store.commit(id).commit }

    func signature(of id: ObjectID) throws -> CommitSignature? {
        let stored = try store.commit(id)
        return stored.commit.signature.map { CommitSignature(armored: $0, signed: stored.unsigned) }
    }

    func entry(at path: String, in tree: ObjectID) throws -> TreeEntry? {
        store.file(at: path, in: tree).map { TreeEntry(path: TreePath(path), kind: .file, id: $0) }
    }

    func list(_ tree: ObjectID, under folder: String, limits: TreeLimits) throws -> [TreeEntry] {
        store.allFiles(of: tree).filter { folder.isEmpty || $0.key.hasPrefix(folder + "/") }
            .map { TreeEntry(path: TreePath($0.key), kind: .file, id: $0.value) }.sorted { $0.path < $1.path }
    }

    func blob(_ id: ObjectID, limit: Int) throws -> [UInt8] {
        guard let bytes = store.blobs[id] else { throw GitFailure(.notFound, in: "blob", "there is no blob \(id)") }
        guard bytes.count <= limit else { throw GitFailure(.limit, in: "blob", "it has more than \(limit) bytes") }
        return bytes
    }

    func changes(from old: ObjectID?, to new: ObjectID, limits: TreeLimits) throws -> [Git.Change] {
        func side(_ id: ObjectID?) -> Git.Change.Side? { id.map { Git.Change.Side(id: $0, kind: .file) } }
        return store.difference(from: old, to: new)
            .map { Git.Change(path: TreePath($0.key), old: side($0.value.old), new: side($0.value.new)) }.sorted { $0.path < $1.path }
    }

    func firstParents(from tip: ObjectID, downTo base: ObjectID?, most: Int) throws -> FirstParents {
        var commits: [ObjectID] = []
        var next: ObjectID? = tip
        while let id = next {
            if id == base { return FirstParents(commits: commits, end: .base) }
            guard commits.count < most else { return FirstParents(commits: commits, end: .most) }
            commits.append(id)
            next = try store.commit(id).commit.parents.first
        }
        return FirstParents(commits: commits, end: .root)
    }

    func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool { try store.isAncestor(ancestor, of: descendant) }

    func updatingTree(_ base: ObjectID?, _ updates: [TreeUpdate]) throws -> ObjectID {
        var changes: [String: ObjectID?] = [:]
        for update in updates {
            switch update {
            case .put(let path, let bytes): changes.updateValue(store.store(bytes), forKey: path)
            case .putBlob(let path, let id): changes.updateValue(id, forKey: path)
            case .remove(let path): changes.updateValue(nil, forKey: path)
            }
        }
        return store.store(changes, on: base)
    }

    func makeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature?, message: String,
        armoredSignature sign: ((_ unsigned: [UInt8]) throws -> String)?
    ) throws -> ObjectID {
        let id = try store.store(tree, parents: parents, author: author, message: message, sign: sign)
        process.seen.entries[id] = try process.seen.appending ?? entries(of: tree, after: parents.first)
        return id
    }

    /// The records that a commit's files hold, in their order.
    private func entries(of tree: ObjectID, after parent: ObjectID?) throws -> [LedgerEntry] {
        let before = try parent.map { try store.commit($0).commit.tree }
        let files = store.difference(from: before, to: tree).filter { $0.key.hasPrefix("ledger/") }.sorted { $0.key < $1.key }
        let lines = try files.flatMap { path, change in
            try RecordFile.records(in: change.new.flatMap { store.blobs[$0] } ?? [], at: path, limits: LedgerLimits())
        }
        return lines.map(\.record).sorted { $0.place < $1.place }.map(\.entry)
    }

    func exists(_ id: ObjectID) throws -> Bool { store.blobs[id] != nil || store.commits[id] != nil }

    func reference(_ name: String) throws -> ObjectID? { cache.references[name] }

    func setReference(_ name: String, to id: ObjectID, expecting: ObjectID?) throws {
        guard cache.references[name] == expecting else { throw GitFailure(.other, in: "setReference", "\(name) moved meanwhile") }
        cache.references[name] = id
    }
}
