package import AccessCore
import Git
package import Reconciliation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a runner did while the ledger couldn't be reached, as a file of its cache: `{"entries":[…],"pending":"…","version":1}`.
struct Spool: Sendable {
    /// The file's name in the cache.
    static let file = "spool.json"
    let cache: any CacheFiles
    let limits: LedgerLimits

    /// What the file holds.
    struct Contents: Codable, Hashable {
        var version = 1
        /// In the order in which they happened.
        var entries: [LedgerEntry] = []
        /// The commit in which they were sent to the remote last, if they ever were: whether it landed is known by the branch alone.
        var pending: CommitID?
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
            contents.entries += entries
            try spooled.write(contents)
        } catch { throw LedgerFailure(reading: error) }
    }

    package func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        let spool = spooled
        var contents: Spool.Contents
        do { contents = try spool.read() } catch { throw LedgerFailure(reading: error) }
        guard !contents.entries.isEmpty else { return .nothing }
        if let pending = contents.pending, try await isOnRecord(pending, at: view.tip) { return try await forget(.nothing) }
        let entries = Self.unanswered(contents.entries, in: view.state)
        guard !entries.isEmpty else { return try await forget(.nothing) }
        let phase: LedgerPhase = entries.contains { $0.event.kind == .intent } ? .intent : .outcome
        let outcome = try await append(entries, phase: phase, to: view) { commit throws(LedgerFailure) in
            contents.pending = CommitID(commit.hex)
            do { try spool.write(contents) } catch { throw LedgerFailure(reading: error) }
        }
        guard case .appended(let after) = outcome else { return .lostRace }
        return try await forget(.recorded(entries.count, after))
    }

    /// Outcomes of intents that are on record only while nobody answered for them: an answer may have got there though it
    /// wasn't heard, and who looks is right too.
    private static func unanswered(_ entries: [LedgerEntry], in state: RecordedState) -> [LedgerEntry] {
        let own = entries.compactMap { entry -> Key? in
            guard case .intent(let intent) = entry.event else { return nil }
            return Key(run: entry.run, number: intent.number)
        }
        let open = state.intents.map { Key(run: $0.run, number: $0.intent.number) }
        let known = Set(own + open)
        return entries.filter { entry in
            guard let reference = entry.event.answered else { return true }
            guard known.contains(Key(run: reference.run, number: reference.number)) else { return false }
            return !state.intents.contains {
                $0.run == reference.run && $0.intent.number == reference.number && $0.settled.contains(reference.index)
            }
        }
    }

    private struct Key: Hashable {
        var run: RunID
        var number: Int
    }

    private func isOnRecord(_ commit: CommitID, at tip: CommitID) async throws(LedgerFailure) -> Bool {
        guard let commit = ObjectID(hex: commit.text), let tip = ObjectID(hex: tip.text) else { return false }
        return try await reading { try $0.exists(commit) && $0.isAncestor(commit, of: tip) }
    }

    private func forget(_ outcome: SpoolOutcome) async throws(LedgerFailure) -> SpoolOutcome {
        do { try spooled.clear() } catch { throw LedgerFailure(reading: error) }
        return outcome
    }

    private var spooled: Spool { Spool(cache: cache, limits: limits) }
}

extension LedgerEvent {
    /// The action of an intent that this answers for; nil if it is about none.
    var answered: ActionReference? {
        switch self {
        case .granted(let value), .extended(let value), .shortened(let value), .mended(let value), .revoked(let value): value.intent
        case .failed(let value): value.intent
        case .recovered(let value): value.intent
        default: nil
        }
    }
}
