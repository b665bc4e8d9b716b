import Cryptography
import Git

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

    /// Bytes that must be free for a fetch and the state of an ordinary repository: a disk that fills up halfway through a
    /// run is found out later, and with less said.
    static let leastFree = 4 << 20

    /// - Parameter path: made if it isn't there.
    init(at path: String) throws(CommandFailure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
            runner = try Self.runner(in: path)
        } catch {
            throw CommandFailure(
                "the cache \(path) can't be used: \(Self.reason(error))",
                advice: "Name another folder with --cache, or make this one writable.")
        }
        // Root may do what the permissions forbid, but not write to a file system that is read-only.
        guard access(path, W_OK) == 0 else {
            throw CommandFailure(
                "the cache \(path) can't be written: \(String(cString: strerror(errno)))",
                advice: "Name another folder with --cache, or make this one writable.")
        }
        if let free = FreeSpace.bytes(at: path), free < Self.leastFree {
            throw CommandFailure(
                "the disk of the cache \(path) is full",
                advice: "Make at least \(Self.leastFree >> 20) MiB free there, or name another with --cache.")
        }
    }

    /// Makes do without a cache that can't be used, for what is due alone.
    ///
    /// - Parameter path: of a folder that is read from, if it is there, and never written to.
    /// - Parameter runner: of no cache.
    init(unusable path: String, runner: String) { (self.path, self.runner) = (path, runner) }

    /// Where a repository's cache is.
    ///
    /// - Parameter identity: what tells it from others; nothing if `given` names the folder.
    static func place(given: String?, identity: String, environment: Environment) -> String {
        given ?? "\(environment.cacheHome)/daypass/\(SHA256.hash(Array(identity.utf8)).hex.prefix(16))"
    }

    /// The system's words for what Foundation wraps up.
    private static func reason(_ error: any Error) -> String {
        let cause = (error as? CocoaError)?.underlying as? POSIXError
        return cause.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
    }

    static func newRunner() throws -> String { Hex.encode(try randomBytes(16)) }

    private static func runner(in path: String) throws -> String {
        let file = URL(fileURLWithPath: path + "/runner")
        if let text = try? String(contentsOf: file, encoding: .utf8), text.utf8.count == 32 { return text }
        let made = try newRunner()
        try Data(made.utf8).write(to: file, options: .atomic)
        return made
    }

    /// Waits for its turn, and clears what a killed run left; the lock goes with the value or with the process.
    ///
    /// - Parameter shouldStop: asked while waiting.
    func lock(waiting: () -> Void, shouldStop: () -> Bool) throws(CommandFailure) -> CacheLock {
        do {
            let lock = CacheLock(try Claim(ofCache: path, repository: repository, waiting: waiting, shouldStop: shouldStop))
            clearDrafts()
            return lock
        } catch let failure as GitFailure where failure.kind == .cancelled {
            throw CommandFailure("stopped while waiting for another run", advice: "Run again when it has ended.")
        } catch {
            throw CommandFailure(
                "the cache \(path) can't be locked: \((error as? GitFailure)?.message ?? "\(error)")",
                advice: "Make it writable, or name another with --cache.")
        }
    }

    /// Where the bare clone is.
    var repository: String { path + "/repository.git" }

    /// Nobody else is here now: a state that was half written (`state.json.<process>`) belongs to a run that was killed, and
    /// so does a copy of the repository that didn't take the other's place.
    private func clearDrafts() {
        Renewal(of: repository).clear()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix("state.json.") { unlink("\(path)/\(name)") }
    }
}

/// Holds a cache for one run.
final class CacheLock: @unchecked Sendable {
    // Unchecked: nobody asks the claim for anything; it is only held until the value goes.
    private let claim: Claim

    init(_ claim: Claim) { self.claim = claim }
}
