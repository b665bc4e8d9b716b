#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The first fetch from a repository on this machine: its object files are copied as they are, which costs a hundredth
/// of packing them anew. Copied and not linked, so that no damage to a cache can reach the repository itself.
struct ObjectFiles {
    private let source: String
    private let target: String
    private let stopwatch: Stopwatch
    private var bytes = 0

    /// - Parameters: the repositories' folders, with a trailing slash.
    init(from source: String, to target: String, stopwatch: Stopwatch) {
        self.source = source + "objects/"
        self.target = target + "objects/"
        self.stopwatch = stopwatch
    }

    /// Whether all objects are in the repository's own files (and not borrowed from another one).
    var areComplete: Bool { access(source + "info/alternates", F_OK) != 0 }

    /// Copies what isn't there yet. False when files went away meanwhile, as they do when git packs them: begin again.
    mutating func copy() throws -> Bool {
        guard let folders = Folder.entries(of: source) else { throw SystemCall.failure("opendir", source) }
        for (name, isFolder) in folders where isFolder && name.utf8.count == 2 {
            guard try copyAll(in: name + "/", { $0.utf8.count == 38 }) else { return false }
        }
        // A pack counts once its index is there.
        return try copyAll(in: "pack/") { $0.hasPrefix("pack-") && $0.hasSuffix(".pack") }
            && copyAll(in: "pack/") { $0.hasPrefix("pack-") && $0.hasSuffix(".idx") }
    }

    private mutating func copyAll(in folder: String, _ isWanted: (String) -> Bool) throws -> Bool {
        guard let entries = Folder.entries(of: source + folder) else { return errno == ENOENT && folder == "pack/" }
        guard mkdir(target + folder, 0o777) == 0 || errno == EEXIST else { throw SystemCall.failure("mkdir", target + folder) }
        for (name, isFolder) in entries where !isFolder && isWanted(name) {
            try stopwatch.check(in: "copy")
            guard try copyFile(folder + name) else { return false }
        }
        return true
    }

    /// Under another name first, so that a half-written file never counts.
    private mutating func copyFile(_ name: String) throws -> Bool {
        if access(target + name, F_OK) == 0 { return true }
        let from = open(source + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard from >= 0 else {
            if errno == ENOENT { return false }
            throw SystemCall.failure("open", source + name)
        }
        defer { close(from) }
        let draft = target + "tmp_copy_\(getpid())"
        let to = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o444)
        guard to >= 0 else { throw SystemCall.failure("open", draft) }
        defer { close(to) }
        do {
            try pour(from, into: to, name)
            guard rename(draft, target + name) == 0 else { throw SystemCall.failure("rename", target + name) }
        } catch {
            unlink(draft)
            throw error
        }
        return true
    }

    private mutating func pour(_ from: Int32, into to: Int32, _ name: String) throws {
        try withUnsafeTemporaryAllocation(byteCount: 128 << 10, alignment: 16) { buffer in
            while true {
                let count = read(from, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw SystemCall.failure("read", source + name) }
                if count == 0 { return }
                bytes += count
                guard bytes <= stopwatch.limits.bytes else {
                    throw GitFailure(.limit, in: "copy", "the remote has more than \(stopwatch.limits.bytes) bytes")
                }
                var written = 0
                while written < count {
                    let step = write(to, buffer.baseAddress?.advanced(by: written), count - written)
                    guard step > 0 else { throw SystemCall.failure("write", target + name) }
                    written += step
                }
            }
        }
    }
}
