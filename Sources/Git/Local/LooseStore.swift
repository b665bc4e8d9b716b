import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A repository's loose objects, written without waiting for the disk after each.
final class LooseStore {
    let handle: OpaquePointer
    private let folder: String

    init(in repository: String) throws {
        folder = repository + "objects"
        handle = try Library.make("git_odb_new") { git_odb_new(&$0) }
        do {
            var backend: UnsafeMutablePointer<git_odb_backend>?
            try Library.call("git_odb_backend_loose") { git_odb_backend_loose(&backend, folder, -1, 0, 0, 0) }
            try Library.call("git_odb_add_backend") { git_odb_add_backend(handle, backend, 1) }
        } catch {
            git_odb_free(handle)
            throw error
        }
    }

    deinit { git_odb_free(handle) }

    /// Waits until the disk has all that was written.
    func flush() throws {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemCall.failure("open", folder) }
        defer { close(descriptor) }
        guard daypass_sync_file_system(descriptor) == 0 else { throw SystemCall.failure("syncfs", folder) }
    }
}
