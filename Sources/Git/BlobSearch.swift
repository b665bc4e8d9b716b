import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Repository {
    /// Looks through blobs for any of some texts, without making anything of those that have none.
    ///
    /// What is found is compared with its name, as everything that is read. Of what has none of the texts, and stands in a
    /// pack, only the checksum that zlib keeps is looked at: hashing it takes as long again as reading it.
    ///
    /// - Parameters:
    ///   - blobs: in the order in which they are looked at; what is no blob, or larger than `limit` bytes, has nothing.
    ///   - texts: bytes of which one suffices; none finds nothing.
    /// - Returns: the places in `blobs` of those that have one, with their bytes.
    package func search(_ blobs: [ObjectID], for texts: [[UInt8]], limit: Int) throws -> [(place: Int, bytes: [UInt8])] {
        guard !texts.isEmpty else { return [] }
        var found: [(place: Int, bytes: [UInt8])] = []
        // In the order of the pack, which is read through once: that of their paths leads back and forth.
        for place in packs.order(of: blobs) {
            if let bytes = try search(blobs[place], for: texts, limit: limit) { found.append((place, bytes)) }
        }
        return found.sorted { $0.place < $1.place }
    }

    /// A blob's bytes if it has any of some texts.
    private func search(_ id: ObjectID, for texts: [[UInt8]], limit: Int) throws -> [UInt8]? {
        if let packed = packs.read(id, limit: limit), packed.kind == .blob {
            if !packed.bytes.holds(anyOf: texts) { return nil }
            if try name(of: packed.bytes) == id { return packed.bytes }
        }
        var raw = id.raw
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        let size = git_odb_object_size(object)
        guard git_odb_object_type(object) == GIT_OBJECT_BLOB, size <= limit else { return nil }
        let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(object), count: size)
        return bytes.holds(anyOf: texts) ? Array(bytes) : nil
    }

    /// The name that git gives to a file's bytes.
    package func name(of bytes: [UInt8]) throws -> ObjectID {
        var name = git_oid()
        try Library.call("git_odb_hash") { git_odb_hash(&name, bytes, bytes.count, GIT_OBJECT_BLOB) }
        return ObjectID(name)
    }
}

extension [UInt8] {
    /// Whether any of some texts stands in it.
    package func holds(anyOf texts: [[UInt8]]) -> Bool { withUnsafeBytes { $0.holds(anyOf: texts) } }
}

extension UnsafeRawBufferPointer {
    fileprivate func holds(anyOf texts: [[UInt8]]) -> Bool { texts.contains(where: holds) }

    /// Looks for the last byte first: names tend to differ at their ends.
    private func holds(_ text: [UInt8]) -> Bool {
        guard let start = baseAddress, let last = text.last, count >= text.count else { return false }
        var position = text.count - 1
        while position < count, let found = memchr(start + position, Int32(last), count - position) {
            let end = UnsafeRawPointer(found) - start
            if memcmp(start + end - (text.count - 1), text, text.count) == 0 { return true }
            position = end + 1
        }
        return false
    }
}
