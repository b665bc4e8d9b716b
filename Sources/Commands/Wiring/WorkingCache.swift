import AccessCore
import Ledger
import Reconciliation

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

/// The cache that a run works with: the repository's own, or what stands in for one that can't be used.
///
/// A full disk must not keep a door open (P2): what is due is removed from a cache made for this run alone, or, where
/// there is no room for one either, from the state that the unusable cache remembers. Nothing else is done: what was seen
/// last is noted in the cache, and without that note a ledger that somebody cut short would pass.
struct WorkingCache: Sendable {
    let directory: CacheDirectory
    /// Why the repository's own cache isn't used; nil when it is.
    let trouble: CommandFailure?
    /// Whether git may be used: there is a place to fetch to.
    let hasRoom: Bool
    private let lock: CacheLock?
    private let folder: MomentaryFolder?

    /// The repository's own, once no other run uses it.
    init(at path: String, _ console: Console, stop: StopRequest) throws(CommandFailure) {
        directory = try CacheDirectory(at: path)
        lock = try directory.lock(
            waiting: { console.tell("another run uses \(path); waiting for it to end") }, shouldStop: { stop.isRequested })
        (trouble, hasRoom, folder) = (nil, true, nil)
    }

    /// What stands in for the cache at `path`.
    init(insteadOf path: String, because trouble: CommandFailure, _ console: Console) throws {
        self.trouble = trouble
        console.warn("\(trouble.message); only what is due is removed")
        for parent in [Environment.process["TMPDIR"], "/tmp", "/var/tmp", "/dev/shm"].compactMap(\.self) {
            guard let folder = MomentaryFolder(in: parent) else { continue }
            // What was seen last goes along. If it can't be copied, that can't be told from a first run: the place is no good.
            guard let made = try? CacheDirectory(at: folder.path), let lock = try? made.lock(waiting: {}, shouldStop: { false }),
                Self.copy(from: path, to: folder.path)
            else { continue }
            (self.directory, self.lock, self.folder, hasRoom) = (made, lock, folder, true)
            return
        }
        directory = CacheDirectory(unusable: path, runner: try CacheDirectory.newRunner())
        (lock, folder, hasRoom) = (nil, nil, false)
    }

    /// Says in a run's report what couldn't be used.
    func note(in report: inout RunReport) {
        guard let trouble else { return }
        report.diagnostics.append(
            Diagnostic(.error, "DP4004", trouble.message, advice: "Only what is due was removed. \(trouble.advice)"))
    }

    private static func copy(from: String, to: String) -> Bool {
        guard access(from, F_OK) == 0 else { return true }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: from) else { return false }
        return names.filter { $0 == "audit-branch" || LedgerMemory.holds($0) }.allSatisfy { name in
            (try? FileManager.default.copyItem(atPath: "\(from)/\(name)", toPath: "\(to)/\(name)")) != nil
        }
    }
}

/// A folder that goes with the value.
private final class MomentaryFolder: Sendable {
    let path: String

    /// Nil if it can't be made there.
    init?(in parent: String) {
        var template = Array("\(parent)/daypass-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
