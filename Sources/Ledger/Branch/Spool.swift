package import AccessCore
import Git
package import Reconciliation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a runner did while the ledger couldn't be reached, as a file of its cache:
/// `{"batches":[{"entries":[…],"sent":["…"],"since":"…"}],"version":1}`.
struct Spool: Sendable {
    /// The file's name in the cache.
    static let file = "spool.json"
    /// Commits that are looked through for what a spool has: a run every five minutes that records something each time, for two months.
    static let mostCommits = 20_000
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
        /// The tip that was seen last when they were put down: what came since may have them already, where the file is a copy of one
        /// that another run has recorded. Nil if none was seen.
        var since: CommitID?
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
        let since = await lastSeen()
        do {
            // What can't be read is left for a person to look at; nothing is put where it would be lost.
            var contents = try spooled.read()
            contents.batches.append(Spool.Batch(entries: entries, sent: commitsSent(with: entries), since: since))
            try spooled.write(contents)
        } catch { throw LedgerFailure(reading: error) }
    }

    package func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        let spool = spooled
        var contents: Spool.Contents
        do { contents = try spool.read() } catch { throw LedgerFailure(reading: error) }
        var open: [Spool.Batch] = []
        let runs = Set(contents.batches.flatMap(\.entries).map(\.run))
        var found: [CommitID: Set<LedgerEntry>] = [:]
        for var batch in contents.batches where try await !isOnRecord(anyOf: batch.sent, at: view.tip) {
            if let since = batch.since {
                let known = if let known = found[since] { known } else { try await recorded(by: runs, since: since, at: view.tip) }
                found[since] = known
                batch.entries.removeAll(where: known.contains)
            }
            if !batch.entries.isEmpty { open.append(batch) }
        }
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

    /// What runs put on record between two commits. An entry names its run, intent and place, so no two are the same by chance.
    ///
    /// It looks at no more than `Spool.mostCommits`, the newest: to put something down twice is better than never.
    private func recorded(by runs: Set<RunID>, since base: CommitID, at tip: CommitID) async throws(LedgerFailure) -> Set<LedgerEntry> {
        guard base != tip, let base = ObjectID(hex: base.text), let tip = ObjectID(hex: tip.text) else { return [] }
        return try await reading { [limits] objects in
            let walk = try objects.firstParents(from: tip, downTo: base, most: Spool.mostCommits)
            var entries: Set<LedgerEntry> = []
            for id in walk.commits {
                let commit = try objects.commit(id)
                guard let parent = commit.parents.first else { continue }
                let files = try CommitFiles(of: commit, after: try objects.commit(parent), in: objects, isWhole: false, limits)
                for file in files.records { entries.formUnion(file.lines.map(\.record.entry).filter { runs.contains($0.run) }) }
            }
            return entries
        }
    }

    private func forget(_ outcome: SpoolOutcome) throws(LedgerFailure) -> SpoolOutcome {
        do { try spooled.clear() } catch { throw LedgerFailure(reading: error) }
        return outcome
    }

    private var spooled: Spool { Spool(cache: cache, limits: limits) }
}
