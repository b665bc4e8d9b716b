import CLibGit2

/// An object's bytes, as git names them by their hash (without the header that git puts before them).
package struct RawObject: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case commit, tree, blob }

    package let kind: Kind
    package let bytes: [UInt8]
}

extension Repository {
    /// An object as it is stored.
    ///
    /// - Parameter limit: bytes; the size is looked up first, so that a huge object costs nothing but a `.limit` failure.
    package func raw(_ id: ObjectID, limit: Int) throws -> RawObject {
        if let found = packed(id, limit: limit) { return found }
        var raw = id.raw
        var size = 0
        var type = GIT_OBJECT_INVALID
        try Library.call("git_odb_read_header") { git_odb_read_header(&size, &type, objects, &raw) }
        guard let kind = RawObject.Kind(type) else {
            throw GitFailure(.invalid, in: "git_odb_read_header", "\(id) is neither a commit, a tree nor a file's content")
        }
        guard size <= limit else {
            throw GitFailure(.limit, in: "git_odb_read_header", "\(id) has \(size) bytes; at most \(limit) are read")
        }
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
        return RawObject(kind: kind, bytes: Array(bytes))
    }

    /// An object out of a pack, compared with its name; nil for one of more than `limit` bytes, and for whatever libgit2
    /// had better read, or tell what is wrong with.
    func packed(_ id: ObjectID, limit: Int = .max) -> RawObject? {
        guard let found = packs.read(id, limit: limit) else { return nil }
        var name = git_oid()
        guard git_odb_hash(&name, found.bytes, found.bytes.count, found.kind.type) == 0, ObjectID(name) == id else { return nil }
        return found
    }

    /// Stores an object's bytes as they are, well formed or not.
    func write(_ bytes: [UInt8], as kind: RawObject.Kind) throws -> ObjectID {
        var id = git_oid()
        try Library.call("git_odb_write") { git_odb_write(&id, objects, bytes, bytes.count, kind.type) }
        return ObjectID(id)
    }
}

extension RawObject.Kind {
    fileprivate var type: git_object_t {
        switch self {
        case .commit: GIT_OBJECT_COMMIT
        case .tree: GIT_OBJECT_TREE
        case .blob: GIT_OBJECT_BLOB
        }
    }

    fileprivate init?(_ type: git_object_t) {
        switch type {
        case GIT_OBJECT_COMMIT: self = .commit
        case GIT_OBJECT_TREE: self = .tree
        case GIT_OBJECT_BLOB: self = .blob
        default: return nil
        }
    }
}
