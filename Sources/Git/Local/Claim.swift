#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Being the only process of ours that writes to a repository: an exclusive `flock` on `daypass.lock` in it.
///
/// The kernel gives the lock back when its holder dies, so a killed run never leaves it taken; the file itself stays.
/// While a reference is being moved, the file says which, so that the next holder can tell git's lock file of that
/// reference, left by the killed run, from one of a `git` that is alive.
package final class Claim {
    /// A move that was under way when its run died.
    struct Interrupted: Equatable {
        let reference: String
        let id: ObjectID
    }

    /// The lock's name in a repository's folder.
    static let fileName = "daypass.lock"

    let path: String
    private let descriptor: Int32

    /// Waits until no other run of ours uses a cache, then clears what a killed one left of its repository's locks and drafts.
    ///
    /// - Parameters:
    ///   - folder: what only we write to; it is there.
    ///   - repository: the bare repository's folder, which need not be there yet.
    ///   - waiting: called once if another run holds it.
    ///   - shouldStop: asked while waiting, which has no other end.
    /// - Throws: `.cancelled`, or why the lock can't be written.
    package convenience init(
        ofCache folder: String, repository: String, waiting: () -> Void = {}, shouldStop: () -> Bool = { false }
    ) throws {
        try self.init(in: folder + "/", patience: nil, waiting: waiting, shouldStop: shouldStop)
        // The lock holds without the note, which says who has it: a full disk must not keep what is due from going.
        try? note()
        StaleLocks.clearAll(in: repository + "/")
    }

    /// Waits for the lock.
    ///
    /// - Parameter patience: nil for as long as it takes.
    /// - Throws: `.locked` when somebody else has held it for longer than `patience`.
    init(in folder: String, patience: Duration?, waiting: () -> Void = {}, shouldStop: () -> Bool) throws {
        path = folder + Self.fileName
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard opened >= 0 else { throw SystemCall.failure("open", path) }
        let end = patience.map { ContinuousClock.now + $0 }
        var hasWaited = false
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            do {
                guard reason == EWOULDBLOCK || reason == EINTR else { throw SystemCall.failure("flock", path, reason) }
                guard !shouldStop() else { throw GitFailure.stopped }
                if let end, ContinuousClock.now >= end {
                    throw GitFailure(.locked(path: path), in: "flock", "another run holds \(path)\(Self.holder(opened))")
                }
            } catch {
                close(opened)
                throw error
            }
            if !hasWaited { waiting() }
            hasWaited = true
            _ = poll(nil, 0, 10)
        }
        // Set last: of an object that has all its values when its making fails, `deinit` runs, and would close the file once
        // more, which by then may be another thread's.
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// What a killed run was about, and when it noted that (the file's time of modification).
    func interrupted() -> (move: Interrupted, noted: timespec)? {
        let words = Self.content(descriptor).split(whereSeparator: \.isWhitespace)
        var status = stat()
        guard words.count == 5, words[2] == "moves", let id = ObjectID(hex: words[4]), fstat(descriptor, &status) == 0 else { return nil }
        return (Interrupted(reference: String(words[3]), id: id), status.modified)
    }

    /// Notes who holds the lock and what is about to be moved.
    func note(_ move: Interrupted? = nil) throws {
        let text = "process \(getpid())" + (move.map { " moves \($0.reference) \($0.id.hex)" } ?? "") + "\n"
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw SystemCall.failure("pwrite", path)
        }
    }

    private static func content(_ descriptor: Int32) -> String {
        // Longer than any reference that git can store as a file.
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func holder(_ descriptor: Int32) -> String {
        let words = content(descriptor).split(whereSeparator: \.isWhitespace)
        return words.count >= 2 && words[0] == "process" ? " (process \(words[1]))" : ""
    }
}
