import CLibGit2

/// Trees that were read lately. Along a branch most folders stay as they are, and each is compared with the one before it.
///
/// Libgit2's own cache isn't used: it takes all kinds of objects, which are read once, and its map grows slow as it throws
/// them out again.
final class TreeMemory {
    /// Bytes of one tree that is kept, and of all of them.
    private static let largest = 256 << 10
    private static let most = 8 << 20

    private var objects: [ObjectID: OpaquePointer] = [:]
    private var bytes = 0

    deinit { forget() }

    /// A tree's object, which the caller owns a share of.
    func object(_ id: ObjectID, read: () throws -> OpaquePointer) throws -> OpaquePointer {
        var share: OpaquePointer?
        if let known = objects[id] {
            try Library.call("git_odb_object_dup") { git_odb_object_dup(&share, known) }
            return share ?? known
        }
        let object = try read()
        let size = git_odb_object_size(object)
        guard size <= Self.largest, git_odb_object_dup(&share, object) == 0, let share else { return object }
        if bytes + size > Self.most { forget() }
        objects[id] = share
        bytes += size
        return object
    }

    private func forget() {
        for object in objects.values { git_odb_object_free(object) }
        objects.removeAll(keepingCapacity: true)
        bytes = 0
    }
}
