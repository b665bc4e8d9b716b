#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lock files of git's that a killed run of ours left: with one in place, every later try would find the reference locked.
enum StaleLocks {
    /// Seconds between a run's note of what it is about to do and its lock file; both are made in one breath.
    static let breath = 2.0

    /// Removes the lock that a killed run left in a repository where others write too.
    ///
    /// It is ours, and nobody's who is alive, when all of this holds: we hold the claim, so no run of ours is at it; the
    /// last run's note says that it was moving this very reference; the file was made within a breath of that note; and
    /// it is empty or holds the id that the run was writing, as no other writer's would.
    @discardableResult
    static func clear(after claim: Claim, in folder: String) -> Bool {
        guard let (move, noted) = claim.interrupted(), move.reference.hasPrefix("refs/") else { return false }
        let path = folder + move.reference + ".lock"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 41 else { return false }
        // The clock that stamps files ticks every few milliseconds.
        guard (-0.1...breath).contains(status.modified.seconds(since: noted)) else { return false }
        guard let content = beginning(of: path), (move.id.hex + "\n").utf8.starts(with: content) else { return false }
        return unlink(path) == 0
    }

    /// Removes every lock and half-written file from a repository that only we write to, such as a cache.
    static func clearAll(in folder: String) {
        for name in ["HEAD.lock", "packed-refs.lock", "config.lock"] { unlink(folder + name) }
        // What libgit2 tries a new repository's file system with.
        for (name, isFolder) in Folder.entries(of: folder) ?? [] where !isFolder && name.hasPrefix("_git2_") { unlink(folder + name) }
        for name in Folder.files(below: folder, in: "refs/") where name.hasSuffix(".lock") { unlink(folder + name) }
        for file in Folder.files(below: folder, in: "objects/") {
            let name = file[(file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex)...]
            if name.hasPrefix("tmp_") || name.hasPrefix("pack_git2_") || name.hasSuffix(".lock") { unlink(folder + file) }
        }
    }

    private static func beginning(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }
}

/// A folder's content.
enum Folder {
    /// The files below `folder` of `root`, by their paths from `root`; links and what can't be read are left out.
    static func files(below root: String, in folder: String, depth: Int = 0) -> [String] {
        guard depth < 32 else { return [] }
        return (entries(of: root + folder) ?? []).flatMap { name, isFolder in
            isFolder ? files(below: root, in: folder + name + "/", depth: depth + 1) : [folder + name]
        }
    }

    /// Names and whether they are folders (links are not); nil if it can't be read.
    static func entries(of path: String) -> [(name: String, isFolder: Bool)]? {
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var found: [(String, Bool)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            guard lstat(path + name, &status) == 0 else { continue }
            found.append((name, status.st_mode & S_IFMT == S_IFDIR))
        }
        return found
    }
}
