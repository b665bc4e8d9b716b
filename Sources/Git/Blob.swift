import CLibGit2

extension Repository {
    /// A file's bytes.
    ///
    /// - Parameter limit: bytes; the size is looked up first, so that a huge blob costs nothing but a `.limit` failure.
    package func blob(_ id: ObjectID, limit: Int) throws -> [UInt8] {
        if let found = packed(id, limit: limit), found.kind == .blob { return found.bytes }
        var raw = id.raw
        var size = 0
        var type = GIT_OBJECT_INVALID
        try Library.call("git_odb_read_header") { git_odb_read_header(&size, &type, objects, &raw) }
        guard type == GIT_OBJECT_BLOB else { throw GitFailure(.invalid, in: "git_odb_read_header", "\(id) is not a file's content") }
        guard size <= limit else {
            throw GitFailure(.limit, in: "git_odb_read_header", "\(id) has \(size) bytes; at most \(limit) are read")
        }
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }

    /// The bytes of a blob, without reading it.
    package func blobSize(_ id: ObjectID) throws -> Int {
        var raw = id.raw
        var size = 0
        var type = GIT_OBJECT_INVALID
        try Library.call("git_odb_read_header") { git_odb_read_header(&size, &type, objects, &raw) }
        guard type == GIT_OBJECT_BLOB else { throw GitFailure(.invalid, in: "git_odb_read_header", "\(id) is not a file's content") }
        return size
    }

    /// Whether a blob is stored whole and has these bytes, which are let go of before it is read: never both are in memory.
    ///
    /// Both are named as git names them, by a hash that finds what is made to have the same one (libgit2's SHA-1 does).
    package func holds(_ bytes: consuming [UInt8], as id: ObjectID) throws -> Bool {
        var bytes = bytes
        let size = bytes.count
        var name = git_oid()
        try Library.call("git_odb_hash") { git_odb_hash(&name, bytes, size, GIT_OBJECT_BLOB) }
        bytes = []
        guard ObjectID(name) == id else { return false }
        var raw = id.raw
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        return git_odb_object_type(object) == GIT_OBJECT_BLOB && git_odb_object_size(object) == size
    }

    /// Stores bytes as a blob.
    package func store(_ bytes: [UInt8]) throws -> ObjectID {
        var id = git_oid()
        try Library.call("git_blob_create_from_buffer") { git_blob_create_from_buffer(&id, handle, bytes, bytes.count) }
        return ObjectID(id)
    }
}
