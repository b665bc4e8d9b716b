import AccessCore
import Git

/// What one commit of a ledger brought: files of records that weren't there, and a snapshot.
struct CommitFiles {
    let records: [(path: String, lines: [RecordLine])]
    /// Nil only where it wasn't asked for.
    let snapshot: ObjectID?

    /// - Parameter isWhole: whether a commit must have brought records and a snapshot, and each record as it is written.
    /// - Throws: if the commit did anything else.
    init(
        of commit: Commit, after before: Commit?, in repository: any LedgerObjects, isWhole: Bool, _ limits: LedgerLimits
    ) throws(LedgerFault) {
        let changes = try LedgerVerifier.git(commit.id) {
            try repository.changes(from: before?.tree, to: commit.tree, limits: TreeLimits(entries: limits.entries))
        }
        var records: [(String, [RecordLine])] = []
        var snapshot: ObjectID?
        for change in changes {
            let path = change.path.text
            if path == Snapshot.path {
                if let new = change.new, new.kind == .file {
                    snapshot = new.id
                } else if isWhole {
                    throw LedgerFault(.noSnapshot, file: path)
                }
                continue
            }
            guard RecordPath.chain(of: path) != nil, change.path.isWellFormed else { throw LedgerFault(.strayFile, file: path) }
            guard let new = change.new else { throw try Self.removal(of: change, path, repository, limits) }
            guard change.old == nil else { throw try Self.edit(change, path, repository, limits) }
            guard new.kind == .file else { throw LedgerFault(.strayFile, file: path) }
            records.append((path, try Self.lines(of: new.id, path, repository, limits, strictly: isWhole)))
        }
        guard !records.isEmpty || !isWhole else { throw LedgerFault(.nothingRecorded) }
        // Each record moves a head, so a snapshot that stayed as it was is an old one.
        if snapshot == nil, isWhole {
            let isThere = try LedgerVerifier.git(commit.id) { try repository.entry(at: Snapshot.path, in: commit.tree) } != nil
            throw LedgerFault(isThere ? .snapshot(differs: ["heads"]) : .noSnapshot, file: Snapshot.path)
        }
        (self.records, self.snapshot) = (records, snapshot)
    }

    private static func lines(
        of blob: ObjectID, _ path: String, _ repository: any LedgerObjects, _ limits: LedgerLimits, strictly: Bool = false
    ) throws(LedgerFault) -> [RecordLine] {
        do throws(LedgerFault) {
            return try RecordFile.records(
                in: try LedgerVerifier.git(blob) { try repository.blob(blob, limit: limits.file) }, at: path, limits: limits,
                strictly: strictly)
        } catch {
            var fault = error
            fault.file = path
            throw fault
        }
    }

    private static func removal(
        of change: Git.Change, _ path: String, _ repository: any LedgerObjects, _ limits: LedgerLimits
    ) throws(LedgerFault) -> LedgerFault {
        let lines = try change.old.map { side throws(LedgerFault) in try Self.lines(of: side.id, path, repository, limits) } ?? []
        return LedgerFault(.removed, file: path, record: lines.first.map(Self.name))
    }

    /// A file that was changed: the first line that isn't as it was.
    private static func edit(
        _ change: Git.Change, _ path: String, _ repository: any LedgerObjects, _ limits: LedgerLimits
    ) throws(LedgerFault) -> LedgerFault {
        guard let old = change.old, let new = change.new, new.kind == .file else { return LedgerFault(.changed, file: path) }
        let before = try lines(of: old.id, path, repository, limits)
        let bytes = try LedgerVerifier.git(new.id) { try repository.blob(new.id, limit: limits.file) }
        let after = bytes.split(separator: RecordFile.newline, omittingEmptySubsequences: false)
        let index = before.indices.first { $0 >= after.count || before[$0].text != after[$0] } ?? before.count
        let record = index < before.count ? name(before[index]) : nil
        return LedgerFault(.changed, file: path, line: index + 1, record: record)
    }

    private static func name(_ line: RecordLine) -> RecordName {
        RecordName(Chain(line.record.entry.account) ?? .repository, line.record.seq)
    }
}
