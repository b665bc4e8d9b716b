#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is replaced as a whole: after a crash or a power cut it is what it was before, or what it is now.
package enum DurableFile {
    /// A call to the system that failed.
    struct Failure: Error, CustomStringConvertible {
        let call: String
        let path: String
        let reason: String

        init(_ call: String, _ path: String) {
            (self.call, self.path) = (call, path)
            reason = String(cString: strerror(errno))
        }

        /// Something that isn't a plain file.
        init(noFile path: String) { (call, self.path, reason) = ("open", path, "it is no plain file") }

        var description: String { "\(call) of \(path): \(reason)" }
    }

    /// Nil if there is no such file. More than `limit` bytes are a `LedgerFault`.
    static func read(_ path: String, limit: Int) throws -> [UInt8]? {
        // A pipe that nobody writes to would keep us waiting.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure("open", path)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Failure("fstat", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(noFile: path) }
        guard status.st_size <= limit else { throw LedgerFault(.limit("it has more than \(limit) bytes"), file: path) }
        return try bytes(of: file, count: Int(status.st_size), path)
    }

    /// Whether the file is there and ends in these bytes.
    static func ends(_ path: String, with end: [UInt8]) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard lseek(file, -off_t(end.count), Int32(SEEK_END)) >= 0 else { return false }
        return (try? bytes(of: file, count: end.count, path)) == end
    }

    /// Writes a new file beside it, makes it durable, and renames it (rename(2)); makes the folder if need be.
    ///
    /// - Throws: `Failure`; then no draft is left, and the file is what it was unless only the folder couldn't be made durable.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw Failure("mkdir", folder) }
        let draft = "\(path).\(getpid())"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("open", draft) }
        do {
            do {
                defer { close(file) }
                try fill(file, with: bytes, draft)
            }
            guard rename(draft, path) == 0 else { throw Failure("rename", path) }
        } catch {
            unlink(draft)
            throw error
        }
        let directory = open(folder, O_RDONLY | O_CLOEXEC)
        guard directory >= 0 else { throw Failure("open", folder) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw Failure("fsync", folder) }
    }

    /// Takes the file away, if it is there.
    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw Failure("unlink", path) }
    }

    /// Writes to an open file, and makes it durable.
    ///
    /// - Parameter path: what the file is called in a failure.
    package static func fill(_ file: Int32, with bytes: [UInt8], _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure("write", path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw Failure("fsync", path) }
    }

    /// At most `count` bytes from where the file is read.
    package static func bytes(of file: Int32, count: Int, _ path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes[filled...].withUnsafeMutableBytes { fill($0, from: file) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Failure("read", path) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: Int32) -> Int {
        #if canImport(Glibc)
            Glibc.read(file, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(file, buffer.baseAddress, buffer.count)
        #endif
    }
}
