#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is read whole and replaced whole: a reader sees the old content or the new one, and so does whoever
/// looks after a crash.
struct StoredFile: Sendable {
    let path: String

    /// What a read found.
    enum Content {
        case bytes([UInt8])
        case tooLarge
        case notAFile
    }

    func read(limit: Int) throws(SystemFailure) -> Content {
        // Not blocking, so that a named pipe in its place doesn't hold us up.
        let file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK)
        guard try file.mode() & S_IFMT == S_IFREG else { return .notAFile }
        return try file.contents(limit: limit).map { .bytes($0) } ?? .tooLarge
    }

    /// Replaces the content, durably; the caller holds the lock. A symbolic link stays one, permissions stay as they are.
    func replace(with bytes: [UInt8]) throws(SystemFailure) {
        let target = try resolved()
        let temporary = target.sibling(suffix: "new")
        do throws(SystemFailure) {
            // Whoever holds the lock is alone: what stands here is left over from a crash.
            let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
            try file.setMode(try Descriptor(opening: target, O_RDONLY | O_NONBLOCK).mode() & 0o7777)
            try file.append(bytes)
            try file.synchronize()
            try SystemFailure.check("rename", target) { Int(rename(temporary, target)) }
        } catch {
            unlink(temporary)
            throw error
        }
        // Without this a crash could bring the old content back after we said that it was replaced.
        try Descriptor(opening: target.folder, O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// Opens the file beside it that writers lock. It is left there: removing it would let two of them hold "the" lock.
    func openLock() throws(SystemFailure) -> Descriptor {
        try Descriptor(opening: try resolved().sibling(suffix: "lock"), O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o666)
    }

    /// The path without symbolic links (realpath(3)): two ways to one file share its lock.
    private func resolved() throws(SystemFailure) -> String {
        guard let pointer = realpath(path, nil) else { throw SystemFailure(function: "realpath", path: path, code: errno) }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}

extension String {
    /// The folder of a path from the root.
    fileprivate var folder: String {
        let end = lastIndex(of: "/") ?? startIndex
        return end == startIndex ? "/" : String(self[..<end])
    }

    /// `.name.suffix` in the same folder as a path from the root.
    fileprivate func sibling(suffix: String) -> String {
        let name = self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
        return self[..<name.startIndex] + "." + name + "." + suffix
    }
}
