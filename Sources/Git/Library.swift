import CLibGit2

/// The one way into libgit2: it is set up once, and every call's failure becomes a `GitFailure`.
///
/// libgit2's last error belongs to the thread, so it is read before anything else can run on it.
enum Library {
    /// Objects a fetched pack may hold. A year of a busy access repository and its ledger are some 100,000.
    static let mostObjectsInPack = 5_000_000
    /// Bytes one object of a fetched pack may have: libgit2 keeps the parts of a delta in memory.
    static let largestObject = 256 << 20

    /// Bytes of pack files mapped at a time, and of one piece; libgit2 would map packs as a whole.
    static let mappedPacks = 16 << 20
    static let mappedPiece = 4 << 20

    /// Runs libgit2's set-up before the first call; never torn down, since other threads may be inside.
    private static let setUp: Result<Void, GitFailure> = {
        guard git_libgit2_init() > 0 else {
            return .failure(lastFailure(GIT_ERROR.rawValue, in: "git_libgit2_init"))
        }
        // Nobody's own settings (`insteadOf`, proxies, credential helpers) may change what a remote's address means.
        let levels = [
            GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
        ]
        let codes =
            levels.map { daypass_git_set_search_path(Int32($0.rawValue), "") }
            + [
                flag(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1),
                flag(GIT_OPT_ENABLE_STRICT_SYMBOLIC_REF_CREATION, 1),
                flag(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1),
                daypass_git_set_size(Int32(GIT_OPT_SET_PACK_MAX_OBJECTS.rawValue), mostObjectsInPack),
                daypass_git_pack_max_object_size(largestObject),
                // It would keep up to 256 MB of what is read once; what is asked for again is kept by us (`TreeMemory`).
                flag(GIT_OPT_ENABLE_CACHING, 0),
                daypass_git_set_size(Int32(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT.rawValue), mappedPacks),
                daypass_git_set_size(Int32(GIT_OPT_SET_MWINDOW_SIZE.rawValue), mappedPiece),
                // The check (git's safe.directory) protects those who stumble into somebody's repository from its hooks and filters.
                // We are told the path, run none of a repository's programs, and distrust what it holds anyhow;
                // with the check, a checkout mounted into a container (owned by another user there) couldn't be read.
                daypass_git_owner_validation(0),
            ]
        guard let failed = codes.first(where: { $0 < 0 }) else { return .success(()) }
        return .failure(lastFailure(failed, in: "git_libgit2_opts"))
    }()

    static func start() throws { try setUp.get() }

    /// Runs one call of libgit2; a negative answer is thrown, anything else returned.
    @discardableResult
    static func call(_ function: StaticString, _ body: () -> Int32) throws -> Int32 {
        let code = body()
        guard code < 0 else { return code }
        throw lastFailure(code, in: "\(function)")
    }

    /// As `call`, but what isn't there is nil.
    static func find(_ function: StaticString, _ body: () -> Int32) throws -> Int32? {
        let code = body()
        guard code < 0 else { return code }
        if code == GIT_ENOTFOUND.rawValue { return nil }
        throw lastFailure(code, in: "\(function)")
    }

    /// As `call`, for functions that hand over an owned pointer.
    static func make(_ function: StaticString, _ body: (inout OpaquePointer?) -> Int32) throws -> OpaquePointer {
        var made: OpaquePointer?
        try call(function) { body(&made) }
        guard let made else { throw GitFailure(.other, in: "\(function)", "it returned nothing") }
        return made
    }

    /// What libgit2 says of the call that has just failed on this thread.
    static func lastFailure(_ code: Int32, in function: String) -> GitFailure {
        let last = git_error_last()
        let message = last?.pointee.message.map { String(cString: $0) } ?? "it failed with \(code)"
        return GitFailure(kind(code: code, class: last?.pointee.klass ?? 0, message: message), in: function, message)
    }

    private static func kind(code: Int32, class klass: Int32, message: String) -> GitFailure.Kind {
        switch code {
        case GIT_ENOTFOUND.rawValue: return .notFound
        case GIT_ELOCKED.rawValue: return .locked(path: quoted(in: message))
        case GIT_EAUTH.rawValue, GIT_ECERTIFICATE.rawValue: return .auth
        case GIT_EUSER.rawValue: return .cancelled
        case GIT_EINVALIDSPEC.rawValue, GIT_EINVALID.rawValue, GIT_EEXISTS.rawValue, GIT_EAMBIGUOUS.rawValue: return .invalid
        case GIT_EMISMATCH.rawValue: return .corrupt
        default: break
        }
        switch git_error_t(rawValue: numericCast(klass)) {
        case GIT_ERROR_ZLIB, GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_INDEXER, GIT_ERROR_SHA: return .corrupt
        case GIT_ERROR_REFERENCE where message.contains("corrupted"): return .corrupt
        case GIT_ERROR_TREE, GIT_ERROR_REFERENCE, GIT_ERROR_INVALID: return .invalid
        case GIT_ERROR_NET, GIT_ERROR_SSL, GIT_ERROR_SSH, GIT_ERROR_HTTP: return .unreachable
        default: return .other
        }
    }

    /// The path between quotation marks in "failed to lock file '…' for writing".
    private static func quoted(in message: String) -> String {
        let parts = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : message
    }

    private static func flag(_ option: git_libgit2_opt_t, _ value: Int32) -> Int32 {
        daypass_git_set_flag(Int32(option.rawValue), value)
    }
}
