package import AccessCore
package import Git
package import Reconciliation

/// The ledger on a branch of a git repository, read and written through a store of git's objects.
///
/// What is seen is remembered in the cache: the tip as `refs/daypass/ledger-seen/<branch>`, so that a rewritten branch is
/// noticed, and the state as a file (`KnownState`), for the time when git can't be reached.
package actor AuditBranch: AuditLedger {
    /// The branch's short name, and whom its commits are by.
    package nonisolated let settings: AuditSettings
    nonisolated let store: any LedgerStore
    nonisolated let expected: LedgerIdentity
    nonisolated let limits: LedgerLimits
    nonisolated let keys: LedgerKeys
    nonisolated let cache: any CacheFiles
    nonisolated let known: KnownState
    let remembered: RememberedKeys
    /// What was sent without an answer that could be believed.
    private var unanswered: [(entries: [LedgerEntry], commit: CommitID)] = []
    /// The snapshot at the commit that was read or written last.
    private var last: (tip: ObjectID, snapshot: Snapshot)?
    /// What the ledger was held against when it was opened last.
    package private(set) var comparison = Comparison.withSeen

    /// Whether a ledger goes on from what was seen of it before.
    package enum Comparison: Sendable {
        /// It does.
        case withSeen
        /// Nothing was seen before, as far as can be told.
        case first
        /// Something was, and what it was can't be read any more.
        case lost
    }

    /// - Parameters:
    ///   - store: where the branch is.
    ///   - cache: keeps the state for the time when git can't be reached.
    ///   - expected: what the ledger must be the ledger of.
    ///   - keys: what its commits are signed with, and what must have signed them.
    package init(
        _ settings: AuditSettings, in store: any LedgerStore, cache: any CacheFiles,
        expecting expected: LedgerIdentity = LedgerIdentity(), keys: LedgerKeys = LedgerKeys(), limits: LedgerLimits = LedgerLimits()
    ) {
        (self.settings, self.store, self.expected, self.keys, self.limits) = (settings, store, expected, keys, limits)
        self.cache = cache
        known = KnownState(in: cache, limits: limits)
        remembered = RememberedKeys(of: settings.branch, in: cache)
    }

    package func open() async throws(LedgerFailure) -> LedgerView { try await open(rescued: nil) }

    package func open(rescued: ObjectID?) async throws(LedgerFailure) -> LedgerView {
        try await open(fetched: try await fetch(), rescued: rescued)
    }

    /// As `open()`, for who has fetched the branch already into the same cache.
    ///
    /// - Parameters:
    ///   - tip: where the branch is; nil if the remote doesn't have it.
    ///   - rescued: what another copy of the repository, which is damaged, says was seen last.
    package func open(fetched tip: ObjectID?, rescued: ObjectID? = nil) async throws(LedgerFailure) -> LedgerView {
        let seen = try await seenTip()
        let anchor = seen ?? rememberedTip() ?? rescued
        comparison = anchor == nil ? firstOrLost : .withSeen
        guard let tip else { throw absence(anchor) }
        try await expectContinuation(of: tip, from: anchor)
        let named = try namedKeys()
        let trusted = try keys.trusted(orNamed: named ?? [])
        if let trusted { try await checkSignatures(of: tip, since: anchor, by: trusted) }
        let (snapshot, text) = try await snapshot(at: tip)
        try expected.check(snapshot.state.genesis, branch: settings.branch)
        if trusted == nil { try await checkSum(of: snapshot, at: tip, since: anchor) }
        if named == nil {
            let found = snapshot.state.genesis?.keys ?? []
            if trusted == nil, let own = try keys.trusted(orNamed: found) { try await checkSignatures(of: tip, since: anchor, by: own) }
            try keep(found)
        }
        let view = LedgerView(tip: CommitID(tip.hex), state: snapshot.state)
        if seen != tip { try await reading { [seenReference] in try $0.setReference(seenReference, to: tip, expecting: seen) } }
        // Without the copy a later run could do nothing while git is down: better to hear of it now.
        do { try known.write(try text ?? snapshot.text(), at: view.tip, isAtHand: text != nil) } catch {
            throw LedgerFailure(.unreachable, "\(error)")
        }
        return view
    }

    package func append(_ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView) async throws(LedgerFailure) -> AppendOutcome {
        try await append(entries, phase: phase, to: view) { _ in }
    }

    /// - Parameter announce: told which commit is about to be sent; if it throws nothing is.
    func append(
        _ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView, announce: (ObjectID) throws(LedgerFailure) -> Void
    ) async throws(LedgerFailure) -> AppendOutcome {
        guard let newest = entries.last else { return .appended(view) }
        guard let base = ObjectID(hex: view.tip.text) else { throw LedgerFailure(.corrupt, "'\(view.tip)' is no commit of the ledger") }
        let key = try signer(for: view.state.genesis)
        let before = try await snapshot(at: base).snapshot
        let draft = try await draft(entries, endingWith: newest, phase: phase, onto: before, at: base, signedBy: key)
        try announce(draft.commit)
        do throws(LedgerFailure) {
            guard try await push(draft.commit, expecting: base) else { return .lostRace }
        } catch {
            if error.mayHaveLanded { unanswered.append((entries, CommitID(draft.commit.hex))) }
            throw error
        }
        return .appended(await remember(draft, seen: base))
    }

    package func lastKnown() async throws(LedgerFailure) -> LedgerView? {
        do { return try known.read() } catch { throw LedgerFailure(reading: error) }
    }

    /// The commits in which just these entries were sent, and may have landed.
    func commitsSent(with entries: [LedgerEntry]) -> [CommitID] { unanswered.filter { $0.entries == entries }.map(\.commit) }

    /// The ledger's head at what was read or recorded.
    package func head(of view: LedgerView) async throws(LedgerFailure) -> RecordHash {
        guard let tip = ObjectID(hex: view.tip.text) else { throw LedgerFailure(.corrupt, "'\(view.tip)' is no commit of the ledger") }
        return try await snapshot(at: tip).snapshot.head
    }

    /// What the ledger must go on from: the tip that was seen last, by whatever here still says it; nil if none was.
    ///
    /// - Parameter rescued: what another copy of the repository, which is damaged, says.
    func anchor(rescued: ObjectID?) async throws(LedgerFailure) -> ObjectID? {
        try await seenTip() ?? rememberedTip() ?? rescued
    }

    /// Where the branch is, if it goes on from what was seen of it last.
    ///
    /// - Parameters:
    ///   - tip: where it is, as fetched just now; nil if the remote doesn't have it.
    ///   - rescued: as in `open(fetched:rescued:)`.
    /// - Throws: `.missing` or `.rewritten`.
    package func continuation(_ tip: ObjectID?, rescued: ObjectID?) async throws(LedgerFailure) -> ObjectID {
        let anchor = try await anchor(rescued: rescued)
        guard let tip else { throw absence(anchor) }
        try await expectContinuation(of: tip, from: anchor)
        return tip
    }

    /// The tip that was seen last as git's note says, wherever the branch is now; nil if there is no note.
    package func seenTip() async throws(LedgerFailure) -> ObjectID? {
        try await reading { [seenReference] in try $0.reference(seenReference) }
    }

    /// What was seen last, as far as anything here can still be read.
    func lastSeen() async -> CommitID? { ((try? await seenTip()) ?? rememberedTip()).map { CommitID($0.hex) } }

    /// Where the branch was when the state beside the repository was written: what was seen last if the repository was made
    /// anew. Nil if that state is of another ledger, or can't be read.
    private nonisolated func rememberedTip() -> ObjectID? {
        guard let view = (try? known.read()) ?? nil, view.state.genesis?.branch == settings.branch else { return nil }
        if let repository = expected.repository, view.state.genesis?.repository != repository { return nil }
        return ObjectID(hex: view.tip.text)
    }

    private nonisolated var firstOrLost: Comparison {
        do {
            _ = try known.read()
            return .first
        } catch { return .lost }
    }

    /// Takes note of a commit that landed. It is on record whether or not the note can be written, so a failure isn't one
    /// of the append: the next run fetches it.
    func remember(_ draft: Draft, seen: ObjectID?) async -> LedgerView {
        let (commit, text) = (draft.commit, draft.text)
        last = (commit, draft.snapshot)
        let view = LedgerView(tip: CommitID(commit.hex), state: draft.snapshot.state)
        try? await store.run { [seenReference] in try $0.setReference(seenReference, to: commit, expecting: seen) }
        try? known.write(text, at: view.tip)
        return view
    }

    /// The snapshot that a commit carries, if its trailer agrees with it; its text, if it had to be read.
    func snapshot(at tip: ObjectID) async throws(LedgerFailure) -> (snapshot: Snapshot, text: [UInt8]?) {
        if let last, last.tip == tip { return (last.snapshot, nil) }
        let (message, text) = try await reading { [limits] repository in
            let commit = try repository.commit(tip)
            guard let entry = try repository.entry(at: Snapshot.path, in: commit.tree), entry.kind == .file else {
                throw LedgerFault(.noSnapshot, file: Snapshot.path, commit: CommitID(tip.hex))
            }
            return (commit.message, try repository.blob(entry.id, limit: limits.snapshot))
        }
        do {
            let snapshot = try Snapshot(text: text, limits: limits)
            let head = CommitMessage.trailer(CommitMessage.Trailer.head, in: message)
            guard head == snapshot.head.hex else {
                throw LedgerFault(.trailer(CommitMessage.Trailer.head, expected: snapshot.head.hex, found: head), commit: CommitID(tip.hex))
            }
            last = (tip, snapshot)
            return (snapshot, text)
        } catch {
            throw LedgerFailure(reading: error)
        }
    }

    /// The repository's reference that leads to what was seen last.
    package nonisolated var seenReference: String { "refs/daypass/ledger-seen/" + settings.branch }

    /// What was seen before must lead to the tip: else the branch was cut off or written anew since.
    nonisolated func expectContinuation(of tip: ObjectID, from seen: ObjectID?) async throws(LedgerFailure) {
        guard let seen, try await !reading({ try $0.exists(seen) && $0.isAncestor(seen, of: tip) }) else { return }
        let message = "the branch '\(settings.branch)' is at \(tip.short()), which doesn't descend from \(seen.short()), seen before"
        throw LedgerFailure(.rewritten, message)
    }

    /// There is no branch: what to do depends on whether there was one.
    nonisolated func absence(_ seen: ObjectID?) -> LedgerFailure {
        guard let seen else { return LedgerFailure(.missing, "there is no branch '\(settings.branch)'") }
        return LedgerFailure(.missing, "the branch '\(settings.branch)' is gone; it was at \(seen)")
    }

    nonisolated func reading<Result: Sendable>(_ body: @Sendable (any LedgerObjects) throws -> Result) async throws(LedgerFailure) -> Result
    {
        do { return try await store.run(body) } catch { throw LedgerFailure(reading: error) }
    }
}
