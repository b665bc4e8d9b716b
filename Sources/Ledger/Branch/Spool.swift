package import AccessCore
import Git
package import Reconciliation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a runner did while the ledger couldn't be reached, as a file of its cache: `{"batches":[{"entries":[…],"sent":["…"]}],"version":1}`.
struct Spool: Sendable {
    /// The file's name in the cache.
    static let file = "spool.json"
    let cache: any CacheFiles
    let limits: LedgerLimits

    /// What the file holds.
    struct Contents: Codable, Hashable {
        var version = 1
        /// In the order in which they were put down.
        var batches: [Batch] = []
    }

    /// Entries that are recorded together.
    struct Batch: Codable, Hashable {
        /// In the order in which they happened.
        var entries: [LedgerEntry]
        /// The commits in which they were sent to the remote without an answer that could be believed: whether one landed
        /// is known by the branch alone.
        var sent: [CommitID] = []
    }

    /// Nothing if there is no such file.
    ///
    /// - Throws: `LedgerFault` for one that can't be read.
    func read() throws -> Contents {
        guard let bytes = try cache.read(Self.file, limit: limits.file) else { return Contents() }
        do {
            try JSONShape.check(bytes[...], limits)
            let contents = try JSONDecoder().decode(Contents.self, from: Data(bytes))
            guard contents.version == 1 else { throw LedgerFault.Kind.undecodable("version \(contents.version) isn't known here") }
            return contents
        } catch {
            throw LedgerFault(LedgerFault.Kind(undecodable: error), file: cache.place(of: Self.file))
        }
    }

    func write(_ contents: Contents) throws { try cache.replace(Self.file, with: try StableJSON.bytes(of: contents)) }

    func clear() throws { try cache.remove(Self.file) }
}

extension AuditBranch {
    package func spool(_ entries: [LedgerEntry]) async throws(LedgerFailure) {
        guard !entries.isEmpty else { return }
        do {
            // What can't be read is left for a person to look at; nothing is put where it would be lost.
            var contents = try spooled.read()
            contents.batches.append(Spool.Batch(entries: entries, sent: commitsSent(with: entries)))
            try spooled.write(contents)
        } catch { throw LedgerFailure(reading: error) }
    }

    package func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        let spool = spooled
        var contents: Spool.Contents
        do { contents = try spool.read() } catch { throw LedgerFailure(reading: error) }
        var open: [Spool.Batch] = []
        for batch in contents.batches where try await !isOnRecord(anyOf: batch.sent, at: view.tip) { open.append(batch) }
        let entries = open.flatMap(\.entries)
        guard !entries.isEmpty else { return contents.batches.isEmpty ? .nothing : try forget(.nothing) }
        let phase: LedgerPhase = entries.contains { $0.event.kind == .intent } ? .intent : .outcome
        let outcome = try await append(entries, phase: phase, to: view) { commit throws(LedgerFailure) in
            for index in open.indices { open[index].sent.append(CommitID(commit.hex)) }
            contents.batches = open
            do { try spool.write(contents) } catch { throw LedgerFailure(reading: error) }
        }
        guard case .appended(let after) = outcome else { return .lostRace }
        return try forget(.recorded(entries.count, after))
    }

    private func isOnRecord(anyOf commits: [CommitID], at tip: CommitID) async throws(LedgerFailure) -> Bool {
        guard let tip = ObjectID(hex: tip.text), !commits.isEmpty else { return false }
        let commits = commits.compactMap { ObjectID(hex: $0.text) }
        return try await reading { objects in try commits.contains { try objects.exists($0) && objects.isAncestor($0, of: tip) } }
    }

    private func forget(_ outcome: SpoolOutcome) throws(LedgerFailure) -> SpoolOutcome {
        do { try spooled.clear() } catch { throw LedgerFailure(reading: error) }
        return outcome
    }

    private var spooled: Spool { Spool(cache: cache, limits: limits) }
}
