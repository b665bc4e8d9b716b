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

/// The places of a cache's copy of the repository, and of the new one that may take its place.
///
/// All else in a cache stays: whose it is, what was seen of the ledger last, the keys that count, and what waits for its
/// record.
struct Renewal: Sendable {
    /// The copy that is used.
    let repository: String
    /// Where a new one is made, beside it: nothing is thrown away before the new one has proved better.
    var fresh: String { repository + ".new" }
    private var discarded: String { repository + ".old" }

    /// What is told when neither the copy nor the state beside it says any more what was seen.
    static let blindness =
        "warning: what this cache saw of the ledger before can't be read any more, so the ledger couldn't be compared with it; "
        + "if you keep heads elsewhere, run daypass audit verify --expect-head"

    init(of repository: String) { self.repository = repository }

    /// Opens a copy, or makes it.
    static func opened(_ path: String) throws -> Repository {
        // Opening writes nothing; making what is there already would.
        if let there = try? Repository.openBare(at: path) { return there }
        return try Repository.initBare(at: path)
    }

    /// What a reference's file says, where git can't be asked any more.
    func content(of reference: String) -> ObjectID? {
        let text = try? String(contentsOf: URL(fileURLWithPath: "\(repository)/\(reference)"), encoding: .utf8)
        return text.flatMap { ObjectID(hex: String($0.prefix { $0 != "\n" })) }
    }

    /// Puts the new copy in the old one's place. Cut off anywhere, one of the two or none is there, and never half of one.
    func settle() throws {
        remove(discarded)
        guard rename(repository, discarded) == 0 || errno == ENOENT, rename(fresh, repository) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        remove(discarded)
    }

    /// Takes away what no run uses.
    func clear() {
        remove(fresh)
        remove(discarded)
    }

    private func remove(_ path: String) {
        if access(path, F_OK) == 0 { try? FileManager.default.removeItem(atPath: path) }
    }
}
