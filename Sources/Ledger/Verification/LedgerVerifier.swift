import AccessCore
package import Git
import Reconciliation
package import SSHSignatures

/// Proves a ledger from nothing but its branch: every commit only adds records, the records are chained without a gap,
/// trailers and snapshot say what the records add up to, the keys that count signed every commit. One pass from the first commit to the tip; no network.
package struct LedgerVerifier: Sendable {
    /// Which snapshots are compared with the records.
    package enum Snapshots: Hashable, Sendable {
        /// The tip's: the one that the next run believes. The cost is that of the records.
        case tip
        /// Every commit's: what each run believed. The cost is that of the records times the size of the state.
        case every
        /// None, nor what commits' trailers say: only what the records say, and that they were only ever added.
        case none
    }

    package var branch: String
    package var identity: LedgerIdentity
    package var anchor: LedgerAnchor?
    /// Begins after this commit and takes it as it is: whoever kept its name knew then that all was well. Nil: at the first.
    package var base: ObjectID?
    /// Keys kept elsewhere that must have signed every commit; empty: those that the genesis record names, if any.
    package var keys: [SSHPublicKey]
    package var snapshots: Snapshots
    package var limits: LedgerLimits

    package init(
        of branch: String, expecting identity: LedgerIdentity = LedgerIdentity(), anchor: LedgerAnchor? = nil,
        after base: ObjectID? = nil, signedBy keys: [SSHPublicKey] = [], snapshots: Snapshots = .tip,
        limits: LedgerLimits = LedgerLimits()
    ) {
        (self.branch, self.identity, self.base, self.keys) = (branch, identity, base, keys)
        (self.snapshots, self.limits) = (snapshots, limits)
        self.anchor = anchor ?? base.map { .commit(CommitID($0.hex)) }
    }

    /// - Parameter progress: told now and then how many commits of how many were read.
    package func verify(_ tip: ObjectID, in repository: any LedgerObjects, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in })
        -> LedgerVerdict
    {
        var replay = Replay()
        replay.signatures = SignatureTrail(pinned: keys)
        var isAnchored = false
        do throws(LedgerFault) {
            let commits = try history(to: tip, in: repository)
            var before: Commit?
            if let base {
                (before, replay) = try start(at: base, in: repository)
                isAnchored = anchor == .commit(CommitID(base.hex)) || anchor == .head(replay.summary.head)
            }
            for (index, id) in commits.enumerated() {
                if index % 256 == 0 { progress(index, commits.count) }
                before = try step(to: id, after: before, isTip: index == commits.count - 1, &replay, repository)
                switch anchor {
                case .commit(let commit)?: isAnchored = isAnchored || commit.text == id.hex
                case .head(let head)?: isAnchored = isAnchored || head == replay.summary.head
                case nil: break
                }
            }
            progress(commits.count, commits.count)
        } catch {
            return .broken(error, after: replay.summary)
        }
        guard let anchor else {
            return replay.signatures.trusted?.origin == .pinned ? .signed(replay.summary) : .consistentNotAnchored(replay.summary)
        }
        return isAnchored
            ? .anchored(by: anchor, replay.summary) : .broken(LedgerFault(.anchorMissing("\(anchor)")), after: replay.summary)
    }

    /// The branch's commits, the oldest first.
    private func history(to tip: ObjectID, in repository: any LedgerObjects) throws(LedgerFault) -> [ObjectID] {
        let walk = try Self.git(tip) { try repository.firstParents(from: tip, downTo: base, most: limits.commits) }
        guard walk.end != .most else { throw LedgerFault(.limit("the branch has more than \(limits.commits) commits")) }
        if let base, walk.end != .base { throw LedgerFault(.anchorMissing(base.hex)) }
        return walk.commits.reversed()
    }

    /// What the records up to `base` added up to, as that commit says: whoever signed it must be one of those that count.
    private func start(at base: ObjectID, in repository: any LedgerObjects) throws(LedgerFault) -> (Commit, Replay) {
        do throws(LedgerFault) {
            let commit = try Self.git(base) { try repository.commit(base) }
            var signatures = SignatureTrail(pinned: keys)
            // Before anything that it says is believed; where no key is pinned, it names the keys that count.
            try signatures.add(base, in: repository)
            guard let entry = try Self.git(base, { try repository.entry(at: Snapshot.path, in: commit.tree) }), entry.kind == .file else {
                throw LedgerFault(.noSnapshot, file: Snapshot.path)
            }
            let text = try Self.git(entry.id) { try repository.blob(entry.id, limit: limits.snapshot) }
            var replay = Replay(goingOnFrom: try Snapshot(text: text, limits: limits))
            let genesis = replay.sum.state.genesis
            if let genesis, let kind = identity.disagreement(with: genesis, branch: branch) { throw LedgerFault(kind) }
            try signatures.begin(genesis, at: base, in: repository)
            replay.signatures = signatures
            return (commit, replay)
        } catch {
            var fault = error
            fault.commit = CommitID(base.hex)
            throw fault
        }
    }

    /// What the records of a branch add up to, whatever its snapshots and trailers say.
    func sum(to tip: ObjectID, in repository: any LedgerObjects) throws(LedgerFault) -> (Snapshot, LedgerSummary) {
        var lenient = self
        lenient.snapshots = .none
        var replay = Replay()
        replay.signatures = SignatureTrail(pinned: keys)
        var before: Commit?
        for id in try history(to: tip, in: repository) {
            before = try lenient.step(to: id, after: before, isTip: false, &replay, repository)
        }
        return (replay.sum, replay.summary)
    }

    /// What the records after a commit add up to, beginning with what was known then; as `sum(to:in:)`.
    func sum(
        to tip: ObjectID, after known: ObjectID, with snapshot: Snapshot, in repository: any LedgerObjects
    ) throws(LedgerFault) -> Snapshot {
        var later = self
        (later.base, later.snapshots) = (known, .none)
        var replay = Replay(goingOnFrom: snapshot)
        var before = try Self.git(known) { try repository.commit(known) }
        for id in try later.history(to: tip, in: repository) {
            before = try later.step(to: id, after: before, isTip: false, &replay, repository)
        }
        return replay.sum
    }

    /// Checks one commit and adds its records.
    func step(
        to id: ObjectID, after before: Commit?, isTip: Bool, _ replay: inout Replay, _ repository: any LedgerObjects
    ) throws(LedgerFault) -> Commit {
        let commit = try Self.git(id) { try repository.commit(id) }
        do throws(LedgerFault) {
            guard commit.parents.count == (before == nil ? 0 : 1) else { throw LedgerFault(.merge) }
            try replay.signatures.add(id, in: repository)
            let files = try CommitFiles(of: commit, after: before, in: repository, isWhole: snapshots != .none, limits)
            try replay.add(files.records)
            if before == nil, let genesis = replay.sum.state.genesis,
                let kind = identity.disagreement(with: genesis, branch: branch)
            {
                throw LedgerFault(kind, record: RecordName(.repository, 1))
            }
            if before == nil { try replay.signatures.begin(replay.sum.state.genesis, at: id, in: repository) }
            if snapshots != .none {
                do throws(LedgerFault) { try check(trailersOf: commit, files, replay) } catch {
                    throw place(of: error, files, replay, repository)
                }
            }
            if snapshots == .every || (isTip && snapshots != .none), let snapshot = files.snapshot {
                try check(snapshot: snapshot, replay, repository)
                replay.comparedSnapshot()
            }
        } catch {
            var fault = error
            fault.commit = CommitID(id.hex)
            throw fault
        }
        return commit
    }

    private func check(trailersOf commit: Commit, _ files: CommitFiles, _ replay: Replay) throws(LedgerFault) {
        func check(_ name: String, _ expected: [String]) throws(LedgerFault) {
            let found = CommitMessage.trailer(name, in: commit.message)
            guard let found, expected.contains(found) else {
                throw LedgerFault(.trailer(name, expected: expected.joined(separator: "' or '"), found: found))
            }
        }
        var isIntent = false
        var runs: Set<RunID> = []
        var last: RunID?
        for file in files.records {
            for line in file.lines {
                if case .intent = line.record.entry.event { isIntent = true }
                if line.record.entry.run == last { continue }
                last = line.record.entry.run
                runs.insert(line.record.entry.run)
            }
        }
        try check(CommitMessage.Trailer.head, [replay.summary.head.hex])
        try check(CommitMessage.Trailer.run, runs.map { CommitMessage.oneLine($0.text) }.sorted())
        try check(
            CommitMessage.Trailer.phase,
            isIntent ? [LedgerPhase.intent.rawValue] : [LedgerPhase.outcome.rawValue, LedgerPhase.intent.rawValue])
    }

    /// A head that the trailer doesn't agree with: whose chain the snapshot beside it doesn't agree with either.
    private func place(
        of fault: LedgerFault, _ files: CommitFiles, _ replay: Replay, _ repository: any LedgerObjects
    ) -> LedgerFault {
        guard case .trailer(CommitMessage.Trailer.head, _, _) = fault.kind,
            let snapshot = files.snapshot, let text = try? repository.blob(snapshot, limit: limits.snapshot),
            let heads = try? Snapshot(text: text, limits: limits).heads
        else { return fault }
        var placed = fault
        for (path, lines) in files.records {
            guard let chain = RecordPath.chain(of: path), replay.sum.heads[chain] != heads[chain], let last = lines.last else { continue }
            (placed.file, placed.line, placed.record) = (path, last.number, RecordName(chain, last.record.seq))
            break
        }
        return placed
    }

    private func check(snapshot blob: ObjectID, _ replay: Replay, _ repository: any LedgerObjects) throws(LedgerFault) {
        if try isOurs(blob, replay.sum, repository) { return }
        let text = try Self.git(blob) { try repository.blob(blob, limit: limits.snapshot) }
        let found = try Snapshot(text: text, limits: limits)
        let parts = replay.sum.parts(differingFrom: found)
        // The same state in another text: what reads it now takes it for the same, but nobody of ours wrote it.
        throw LedgerFault(.snapshot(differs: parts.isEmpty ? ["text"] : parts), file: Snapshot.path)
    }

    /// Whether what is stored is what we would write. Our text is gone before theirs is read: of a large ledger that is
    /// much of the memory that a verification takes.
    private func isOurs(_ blob: ObjectID, _ sum: Snapshot, _ repository: any LedgerObjects) throws(LedgerFault) -> Bool {
        try Self.git(blob) {
            let size = try repository.blobSize(blob)
            guard size <= limits.snapshot, let same = try? sum.text(reserving: size), same.count == size else { return false }
            return try repository.holds(consume same, as: blob)
        }
    }

    /// Runs a call that reads objects.
    static func git<Result>(_ id: ObjectID, _ body: () throws -> Result) throws(LedgerFault) -> Result {
        do { return try body() } catch let strange as StrangeTree {
            throw LedgerFault(.strangeFolder(strange.what), file: strange.folder.isEmpty ? nil : strange.folder)
        } catch {
            let failure = error as? GitFailure
            throw LedgerFault(.unreadable("git can't read \(id.short()): \(failure?.message ?? "\(error)")", by: failure))
        }
    }
}
