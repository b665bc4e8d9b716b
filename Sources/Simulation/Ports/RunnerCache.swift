import Git
import Ledger

/// What one runner keeps from run to run: small files, and where the ledger was when it was seen last.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class RunnerCache: @unchecked Sendable {
    var files: [String: [UInt8]] = [:]
    var references: [String: ObjectID] = [:]

    /// The machine was replaced.
    func lose() { (files, references) = ([:], [:]) }
}

/// The cache's files, as one run uses them.
struct CachePort: CacheFiles {
    let cache: RunnerCache
    let process: Process

    struct Full: Error, CustomStringConvertible { var description: String { "no space left on device" } }

    func read(_ name: String, limit: Int) throws -> [UInt8]? { cache.files[name] }

    func ends(_ name: String, with end: [UInt8]) -> Bool { cache.files[name]?.suffix(end.count).elementsEqual(end) ?? false }

    func replace(_ name: String, with bytes: [UInt8]) throws {
        guard !process.isDead else { throw Full() }
        if process.strikes(.cacheWriteFails) { throw Full() }
        cache.files[name] = bytes
    }

    func remove(_ name: String) throws { if !process.isDead { cache.files[name] = nil } }

    func place(of name: String) -> String { "cache/\(name)" }
}
