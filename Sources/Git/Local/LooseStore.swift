import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A way to write a repository's loose objects.
///
/// Libgit2's switch for waiting on the disk (GIT_OPT_ENABLE_FSYNC_GITDIR) is off: it holds for the whole process, and a
/// cache, which can be made again, would wait twice for each of its objects.
final class LooseStore {
    let handle: OpaquePointer

    /// - Parameter isDurable: whether each object is on the disk, and its name with it, before the write returns.
    init(in repository: String, isDurable: Bool) throws {
        handle = try Library.make("git_odb_new") { git_odb_new(&$0) }
        // From here on `deinit` frees it, also when the rest fails.
        var backend: UnsafeMutablePointer<git_odb_backend>?
        try Library.call("git_odb_backend_loose") {
            git_odb_backend_loose(&backend, repository + "objects", -1, isDurable ? 1 : 0, 0, 0)
        }
        do {
            try Library.call("git_odb_add_backend") { git_odb_add_backend(handle, backend, 1) }
        } catch {
            backend?.pointee.free(backend)
            throw error
        }
    }

    deinit { git_odb_free(handle) }
}

/// Waiting for the disk.
enum Disk {
    /// Until it has all that was written to the file system that `path` is on.
    static func flushAll(at path: String) throws {
        try withDescriptor(path) { descriptor in
            guard daypass_sync_file_system(descriptor) == 0 else { throw SystemCall.failure("syncfs", path) }
        }
    }

    /// Until it has a file, and the file's name.
    static func flush(_ path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        for path in [path, folder] {
            try withDescriptor(path) { descriptor in
                guard fsync(descriptor) == 0 else { throw SystemCall.failure("fsync", path) }
            }
        }
    }

    private static func withDescriptor(_ path: String, _ body: (Int32) throws -> Void) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemCall.failure("open", path) }
        defer { close(descriptor) }
        try body(descriptor)
    }
}
