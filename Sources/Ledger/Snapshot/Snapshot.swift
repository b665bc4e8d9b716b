package import AccessCore
package import Reconciliation

/// Where a chain ends.
package struct ChainHead: Hashable, Sendable, Codable {
    package var seq: Int
    package var hash: RecordHash

    package init(seq: Int, hash: RecordHash) { (self.seq, self.hash) = (seq, hash) }
}

/// What `state.json` holds: the sum of all records, and where their chains go on.
package struct Snapshot: Hashable, Sendable {
    package var state: RecordedState
    package var heads: [Chain: ChainHead]
    /// The ledger's head with the commit before the last one: it is what puts the commits in order.
    package var previous: RecordHash

    /// Of a ledger without records.
    package init() { (state, heads, previous) = (RecordedState(), [:], .none) }

    package init(state: RecordedState, heads: [Chain: ChainHead], previous: RecordHash) {
        (self.state, self.heads, self.previous) = (state, heads, previous)
    }

    /// The file's path in the branch.
    package static let path = "state.json"
}

extension Snapshot {
    /// Chains the entries of one commit, adds them up, and returns the files that hold them: one for each account.
    ///
    /// - Throws: `.corrupt` for what couldn't be read again: an account whose name can't be a folder's, a record that is
    ///   too large. Nothing is changed then.
    package mutating func append(
        _ entries: [LedgerEntry], limits: LedgerLimits = LedgerLimits()
    ) throws(LedgerFailure) -> [RecordFile] {
        if entries.isEmpty { return [] }
        // Not the state itself: it is large, and a copy of it that is changed would be copied as a whole.
        var next = heads
        var files: [Chain: (path: String, bytes: [UInt8])] = [:]
        for (place, entry) in entries.enumerated() {
            guard let chain = Chain(entry.account) else {
                throw LedgerFailure(.corrupt, "the account name '\(entry.account?.text ?? "")' can't be a folder's")
            }
            let head = next[chain]
            let record = Record(entry: entry, seq: (head?.seq ?? 0) + 1, place: place, prev: head?.hash ?? .none)
            let line = try Self.line(of: record, limits)
            next[chain] = ChainHead(seq: record.seq, hash: RecordHash(of: line))
            files[chain, default: (RecordPath(chain, time: entry.time, seq: record.seq).text, [])].bytes += line + [RecordFile.newline]
        }
        if let large = files.values.first(where: { $0.bytes.count > limits.file }) {
            throw LedgerFailure(.corrupt, "\(large.path) would have \(large.bytes.count) bytes; at most \(limits.file) can be read")
        }
        previous = head
        heads = next
        for entry in entries { state.apply(entry) }
        return files.sorted { $0.key < $1.key }.map { RecordFile(path: $1.path, bytes: $1.bytes) }
    }

    private static func line(of record: Record, _ limits: LedgerLimits) throws(LedgerFailure) -> [UInt8] {
        let line: [UInt8]
        do { line = try RecordFile.line(of: record) } catch {
            throw LedgerFailure(.corrupt, "a record can't be written as JSON: \(error)")
        }
        guard line.count <= limits.line else {
            let kind = record.entry.event.kind.rawValue
            throw LedgerFailure(.corrupt, "a record '\(kind)' would have \(line.count) bytes; at most \(limits.line) can be read")
        }
        return line
    }
}
