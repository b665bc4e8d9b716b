package import AccessCore
package import Git

/// Who had what, when, why and on whose word: a question to the ledger. A record must meet all that is asked.
package struct LedgerQuery: Hashable, Sendable {
    package var user: UserName?
    package var entitlement: EntitlementName?
    package var account: AccountName?
    package var request: RequestID?
    /// Recorded at or after it.
    package var from: Timestamp?
    /// Recorded before it.
    package var until: Timestamp?
    /// Empty: of any kind.
    package var kinds: Set<LedgerEvent.Kind>

    package init(
        user: UserName? = nil, entitlement: EntitlementName? = nil, account: AccountName? = nil, request: RequestID? = nil,
        from: Timestamp? = nil, until: Timestamp? = nil, kinds: Set<LedgerEvent.Kind> = []
    ) {
        (self.user, self.entitlement, self.account, self.request) = (user, entitlement, account, request)
        (self.from, self.until, self.kinds) = (from, until, kinds)
    }

    /// The records at a commit of the ledger that answer the question, by time; those of one account always in its chain's order.
    ///
    /// What is read is decoded, not proved: `LedgerVerifier` does that.
    ///
    /// - Parameter also: what else is wanted of the same reading.
    package func records(
        at tip: ObjectID, in repository: any LedgerObjects, limits: LedgerLimits = LedgerLimits(),
        or also: (LedgerEntry) -> Bool = { _ in false }
    ) throws(LedgerFault) -> [FoundRecord] {
        let files = try LedgerVerifier.git(tip) {
            try repository.list(try repository.commit(tip).tree, under: folder, limits: limits.listing)
        }
        var found: [FoundRecord] = []
        for file in files where file.kind == .file {
            let path = file.path.text
            let bytes = try LedgerVerifier.git(file.id) { try repository.blob(file.id, limit: limits.file) }
            for line in try RecordFile.records(in: bytes, at: path, limits: limits)
            where accepts(line.record.entry) || also(line.record.entry) {
                found.append(FoundRecord(path: path, line: line))
            }
        }
        return Self.sorted(found)
    }

    /// Whether an entry is asked for.
    package func accepts(_ entry: LedgerEntry) -> Bool {
        if let from, entry.time < from { return false }
        if let until, entry.time >= until { return false }
        if !kinds.isEmpty, !kinds.contains(entry.event.kind) { return false }
        if let account, entry.account != account { return false }
        if user == nil, entitlement == nil, request == nil { return true }
        return entry.event.subjects.contains(where: accepts)
    }

    /// Whether a subject of a record is one that is asked for.
    package func accepts(_ subject: RecordSubject) -> Bool {
        (user == nil || subject.user == user) && (entitlement == nil || subject.entitlement == entitlement)
            && (request.map(subject.requests.contains) ?? true)
    }

    /// Records of other accounts needn't be read.
    private var folder: String {
        guard let account, let chain = Chain(account) else { return RecordPath.folder }
        return "\(RecordPath.folder)/\(chain)"
    }

    /// By time, but never against a chain's order, even where clocks disagreed: a record counts as no earlier than the one before it.
    private static func sorted(_ records: [FoundRecord]) -> [FoundRecord] {
        var latest: [Chain: Timestamp] = [:]
        let chained = records.sorted { ($0.name.chain, $0.name.seq) < ($1.name.chain, $1.name.seq) }
        let timed = chained.map { found in
            let time = max(latest[found.name.chain] ?? .earliest, found.record.entry.time)
            latest[found.name.chain] = time
            return (time: time, found: found)
        }
        return timed.sorted { ($0.time, $0.found.name.chain, $0.found.name.seq) < ($1.time, $1.found.name.chain, $1.found.name.seq) }.map(
            \.found)
    }
}

/// A record and where it stands.
package struct FoundRecord: Hashable, Sendable {
    package let path: String
    package let line: RecordLine

    package var record: Record { line.record }
    package var name: RecordName { RecordName(Chain(record.entry.account) ?? .repository, record.seq) }
    /// The record's JSON as it stands in the ledger.
    package var json: String { String(decoding: line.text, as: UTF8.self) }
}
