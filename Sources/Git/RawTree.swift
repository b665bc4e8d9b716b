import CLibGit2

/// The entries of a tree object, read from its bytes in their order: `<mode> <name>\0<20 bytes>` (git's pack-format and
/// libgit2's tree.c). Nothing is allocated for an entry: most are only compared.
struct RawTree {
    struct Entry {
        let name: UnsafeRawBufferPointer
        let kind: EntryKind
        let id: ObjectID
        /// As it is written, an octal number, and in how many digits.
        let mode: (number: UInt32, digits: Int)

        var side: Change.Side { Change.Side(id: id, kind: kind) }
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Nil behind the last one.
    mutating func next() throws -> Entry? {
        let start = position
        guard let (mode, name) = try read() else { return nil }
        let digits = name.lowerBound - start - 1
        let id = bytes.loadUnaligned(fromByteOffset: name.upperBound + 1, as: git_oid.self)
        return Entry(
            name: UnsafeRawBufferPointer(rebasing: bytes[name]), kind: EntryKind(mode: mode), id: ObjectID(id), mode: (mode, digits))
    }

    /// As `next`, for those who don't want to know; false behind the last one.
    private mutating func pass() throws -> Bool { try read() != nil }

    /// An entry's mode, and where its name stands, behind which there are a zero and twenty bytes.
    @inline(__always)
    private mutating func read() throws -> (mode: UInt32, name: Range<Int>)? {
        guard position < bytes.count else { return nil }
        var mode: UInt32 = 0
        while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 8, mode < 1 << 24 else { throw Self.damage("a mode") }
            mode = mode << 3 | UInt32(digit)
            position += 1
        }
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != 0 { position += 1 }
        let name = start..<position
        guard !name.isEmpty, name.count <= UInt16.max, position + 20 < bytes.count else { throw Self.damage("a name") }
        position += 21
        return (mode, name)
    }

    /// Passes by what both begin with alike, entry by entry.
    ///
    /// - Returns: how many entries that were.
    static func passAlike(_ one: inout RawTree, _ other: inout RawTree) throws -> Int {
        let end = one.position + one.alike(other)
        var count = 0
        while one.position < end {
            var next = one
            // Read as any other: what is damaged isn't passed by.
            guard try next.pass(), next.position <= end else { break }
            other.position += next.position - one.position
            one = next
            count += 1
        }
        return count
    }

    /// How many bytes from here on are the same in both.
    private func alike(_ other: RawTree) -> Int {
        let most = min(bytes.count - position, other.bytes.count - other.position)
        var count = 0
        while count + 8 <= most,
            bytes.loadUnaligned(fromByteOffset: position + count, as: UInt64.self)
                == other.bytes.loadUnaligned(fromByteOffset: other.position + count, as: UInt64.self)
        { count += 8 }
        while count < most, bytes[position + count] == other.bytes[other.position + count] { count += 1 }
        return count
    }

    private static func damage(_ what: String) -> GitFailure { GitFailure(.corrupt, in: "tree", "\(what) of a tree's entry is damaged") }
}

extension EntryKind {
    /// As git takes what is written in a tree: the kind of thing, and whether its owner may run it.
    fileprivate init(mode: UInt32) {
        switch mode & 0o170000 {
        case 0o040000: self = .tree
        case 0o120000: self = .symlink
        case 0o160000: self = .submodule
        default: self = mode & 0o100 == 0 ? .file : .executable
        }
    }
}

extension Repository {
    /// Lends a tree's bytes; none for the empty tree. They are compared with the tree's name when it is read.
    func withRawTree<Result>(_ id: ObjectID?, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        guard let id else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try trees.bytes(of: id, read: { try treeBytes(id) }).withUnsafeBytes(body)
    }

    private func treeBytes(_ id: ObjectID) throws -> [UInt8] {
        if let found = packed(id), found.kind == .tree { return found.bytes }
        var raw = id.raw
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, objects, &raw) }
        defer { git_odb_object_free(object) }
        guard git_odb_object_type(object) == GIT_OBJECT_TREE else {
            throw GitFailure(.invalid, in: "git_odb_read", "\(id) is not a tree")
        }
        return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }
}
