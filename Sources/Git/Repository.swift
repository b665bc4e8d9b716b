import CLibGit2

/// A repository's objects and references. There is no work tree here: files are read straight from trees.
///
/// Everything blocks; a repository belongs to the thread that opened it.
package final class Repository {
    /// The folder of the objects and references, with a trailing slash (`…/access.git/`, `…/work/.git/`).
    package let path: String
    let handle: OpaquePointer
    let objects: OpaquePointer
    let trees = TreeMemory()
    let packs: PackedObjects

    private init(owning handle: OpaquePointer) throws {
        self.handle = handle
        path = git_repository_commondir(handle).map { String(cString: $0) } ?? ""
        packs = PackedObjects(of: path)
        do {
            objects = try Library.make("git_repository_odb") { git_repository_odb(&$0, handle) }
        } catch {
            git_repository_free(handle)
            throw error
        }
        // From here on `deinit` frees both.
        try LooseObjects.guardReading(of: objects, in: path)
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(handle)
    }

    /// Opens a bare repository at exactly this path.
    package static func openBare(at path: String) throws -> Repository {
        try opening(path) { git_repository_open_bare(&$0, path) }
    }

    /// Opens a bare repository, or that of a work tree, at exactly this path: folders above are not searched.
    package static func open(at path: String) throws -> Repository {
        let flags = UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
        return try opening(path) { git_repository_open_ext(&$0, path, flags, nil) }
    }

    /// The folder of the repository that `directory` stands in, as `git` would find it; nil if there is none.
    package static func enclosing(_ directory: String) throws -> String? {
        try Library.start()
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        guard try Library.find("git_repository_discover", { git_repository_discover(&buffer, directory, 0, nil) }) != nil else {
            return nil
        }
        return buffer.ptr.map { String(cString: $0) }
    }

    /// Makes a bare repository, or opens what is there already.
    package static func initBare(at path: String) throws -> Repository {
        try Library.start()
        var options = git_repository_init_options()
        try Library.call("git_repository_init_options_init") {
            git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        }
        options.flags = UInt32(GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue)
        options.mode = UInt32(GIT_REPOSITORY_INIT_SHARED_UMASK.rawValue)
        return try Repository(
            owning: try Library.make("git_repository_init_ext") { git_repository_init_ext(&$0, path, &options) }
        )
    }

    /// Whether it has no work tree.
    package var isBare: Bool { git_repository_is_bare(handle) == 1 }

    private static func opening(_ path: String, _ open: (inout OpaquePointer?) -> Int32) throws -> Repository {
        try Library.start()
        do {
            return try Repository(owning: try Library.make("git_repository_open", open))
        } catch let failure as GitFailure {
            // libgit2 says "unsupported extension name extensions.objectformat".
            if failure.message.contains("objectformat") {
                throw GitFailure(.invalid, in: failure.function, "\(path) names its objects by SHA-256, which is not supported")
            }
            if failure.kind == .notFound {
                throw GitFailure(.notFound, in: failure.function, "there is no git repository at \(path)")
            }
            throw failure
        }
    }
}
