import Cryptography

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder of a repository's bare clone and of what was seen last. One run at a time uses it.
struct CacheDirectory: Sendable {
    let path: String
    /// Names this cache in intents: a later run of the same cache knows that an earlier one is over.
    let runner: String

    /// - Parameter identity: what tells this cache from others; nil if `given` names the folder.
    init(given: String?, identity: String, environment: Environment) throws(CommandFailure) {
        let name = SHA256.hash(Array(identity.utf8)).hex.prefix(16)
        path = given ?? "\(environment.cacheHome)/daypass/\(name)"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
            runner = try Self.runner(in: path)
        } catch {
            throw CommandFailure(
                "the cache \(path) can't be used: \(error)", advice: "Name another folder with --cache, or make this one writable.")
        }
    }

    private static func runner(in path: String) throws -> String {
        let file = URL(fileURLWithPath: path + "/runner")
        if let text = try? String(contentsOf: file, encoding: .utf8), text.utf8.count == 32 { return text }
        let made = Hex.encode(try randomBytes(16))
        try Data(made.utf8).write(to: file, options: .atomic)
        return made
    }

    /// Waits for its turn; the lock goes with the value or with the process.
    ///
    /// - Parameter shouldStop: asked while waiting.
    func lock(waiting: () -> Void, shouldStop: () -> Bool) throws(CommandFailure) -> CacheLock {
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("the cache \(path) can't be locked", advice: "Make it writable, or name another with --cache.")
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            waiting()
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                guard !shouldStop() else {
                    close(descriptor)
                    throw CommandFailure("stopped while waiting for another run", advice: "Run again when it has ended.")
                }
                usleep(100_000)
            }
        }
        clearLocks()
        return CacheLock(descriptor: descriptor)
    }

    /// Where the bare clone is.
    var repository: String { path + "/repository.git" }

    /// Nobody else is here now: locks of the clone's references were left by a run that was killed.
    private func clearLocks() {
        let files = FileManager.default
        let references = (try? files.subpathsOfDirectory(atPath: repository + "/refs")) ?? []
        for name in ["HEAD", "config", "packed-refs"] + references.map({ "refs/" + $0 }) {
            let lock = name.hasSuffix(".lock") ? name : name + ".lock"
            unlink("\(repository)/\(lock)")
        }
    }
}

/// Holds a cache for one run.
final class CacheLock: Sendable {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}
