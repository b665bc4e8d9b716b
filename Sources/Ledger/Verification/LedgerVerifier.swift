import AccessCore
package import Git
import Reconciliation

/// Proves a ledger from nothing but its branch: every commit only adds records, the records are chained without a gap,
/// trailers and snapshot say what the records add up to. One pass from the first commit to the tip; no network.
package struct LedgerVerifier: Sendable {
    /// Which snapshots are compared with the records.
    package enum Snapshots: Hashable, Sendable {
        /// The tip's: the one that the next run believes. The cost is that of the records.
        case tip
        /// Every commit's: what each run believed. The cost is that of the records times the size of the state.
        case every
    }

    package var branch: String
    package var identity: LedgerIdentity
    package var anchor: LedgerAnchor?
    package var snapshots: Snapshots
    package var limits: LedgerLimits

    package init(
        of branch: String, expecting identity: LedgerIdentity = LedgerIdentity(), anchor: LedgerAnchor? = nil,
        snapshots: Snapshots = .tip, limits: LedgerLimits = LedgerLimits()
    ) {
        (self.branch, self.identity, self.anchor, self.snapshots, self.limits) = (branch, identity, anchor, snapshots, limits)
    }

    /// - Parameter progress: told now and then how many commits of how many were read.
    package func verify(_ tip: ObjectID, in repository: any LedgerObjects, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in })
        -> LedgerVerdict
    {
        var replay = Replay()
        var isAnchored = false
        do throws(LedgerFault) {
            let commits = try history(to: tip, in: repository)
            var before: Commit?
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
        guard let anchor else { return .consistentNotAnchored(replay.summary) }
        return isAnchored
            ? .anchored(by: anchor, replay.summary) : .broken(LedgerFault(.anchorMissing("\(anchor)")), after: replay.summary)
    }

    /// The branch's commits, the oldest first.
    private func history(to tip: ObjectID, in repository: any LedgerObjects) throws(LedgerFault) -> [ObjectID] {
        let walk = try Self.git(tip) { try repository.firstParents(from: tip, downTo: nil, most: limits.commits) }
        guard walk.end == .root else { throw LedgerFault(.limit("the branch has more than \(limits.commits) commits")) }
        return walk.commits.reversed()
    }

    /// Checks one commit and adds its records.
    private func step(
        to id: ObjectID, after before: Commit?, isTip: Bool, _ replay: inout Replay, _ repository: any LedgerObjects
    ) throws(LedgerFault) -> Commit {
        let commit = try Self.git(id) { try repository.commit(id) }
        do throws(LedgerFault) {
            guard commit.parents.count == (before == nil ? 0 : 1) else { throw LedgerFault(.merge) }
            let files = try CommitFiles(of: commit, after: before, in: repository, limits)
            try replay.add(files.records)
            if before == nil, let genesis = replay.sum.state.genesis,
                let kind = identity.disagreement(with: genesis, branch: branch)
            {
                throw LedgerFault(kind, record: RecordName(.repository, 1))
            }
            try check(trailersOf: commit, files, replay)
            if isTip || snapshots == .every {
                try check(snapshot: files.snapshot, replay, repository)
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
        let entries = files.records.flatMap { $0.lines.map(\.record.entry) }
        let isIntent = entries.contains { $0.event.kind == .intent }
        try check(CommitMessage.Trailer.head, [replay.summary.head.hex])
        try check(CommitMessage.Trailer.run, Set(entries.map { CommitMessage.oneLine($0.run.text) }).sorted())
        try check(
            CommitMessage.Trailer.phase,
            isIntent ? [LedgerPhase.intent.rawValue] : [LedgerPhase.outcome.rawValue, LedgerPhase.intent.rawValue])
    }

    private func check(snapshot blob: ObjectID, _ replay: Replay, _ repository: any LedgerObjects) throws(LedgerFault) {
        let text = try Self.git(blob) { try repository.blob(blob, limit: limits.snapshot) }
        if let same = try? replay.sum.text(), same == text { return }
        let found = try Snapshot(text: text, limits: limits)
        let parts = replay.sum.parts(differingFrom: found)
        guard parts.isEmpty else { throw LedgerFault(.snapshot(differs: parts), file: Snapshot.path) }
    }

    /// Runs a call that reads objects.
    static func git<Result>(_ id: ObjectID, _ body: () throws -> Result) throws(LedgerFault) -> Result {
        do { return try body() } catch {
            let message = (error as? GitFailure)?.message ?? "\(error)"
            throw LedgerFault(.unreadable("git can't read \(id.short()): \(message)"))
        }
    }
}
