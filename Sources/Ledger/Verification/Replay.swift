import AccessCore

/// The records of a ledger added up again, commit by commit, and checked on the way.
struct Replay {
    private(set) var sum = Snapshot()
    private(set) var summary = LedgerSummary(head: Snapshot().head)
    var signatures = SignatureTrail(pinned: []) {
        didSet { summary.signatures = signatures.summary }
    }

    /// Of a ledger's first commit on.
    init() {}

    /// Of the commit after the one that says this.
    init(goingOnFrom snapshot: Snapshot) {
        sum = snapshot
        summary = LedgerSummary(genesis: snapshot.state.genesis, head: snapshot.head)
        isBegun = true
    }

    /// Whether the genesis was read before.
    private var isBegun = false

    /// Adds the records of one commit's files.
    ///
    /// - Throws: at the first record that doesn't go on where its chain ended.
    mutating func add(_ files: [(path: String, lines: [RecordLine])]) throws(LedgerFault) {
        var records: [Record] = []
        for (path, lines) in files.count == 1 ? files : files.sorted(by: Self.comesBefore) {
            guard let chain = RecordPath.chain(of: path), let first = lines.first?.record else { throw LedgerFault(.strayFile, file: path) }
            for line in lines { try link(line, in: chain, path) }
            let name = RecordPath(chain, time: first.entry.time, seq: first.seq).text
            guard name == path else { throw LedgerFault(.wrongName(expected: name), file: path, record: RecordName(chain, first.seq)) }
            records += lines.map(\.record)
        }
        records.sort { $0.place < $1.place }
        for (place, record) in records.enumerated() {
            let name = Chain(record.entry.account).map { RecordName($0, record.seq) }
            guard record.place == place else { throw LedgerFault(.places, record: name) }
            try check(genesis: record.entry, name)
            sum.state.apply(record.entry)
            summary.records += 1
            summary.times = Self.range(summary.times, record.entry.time)
        }
        summary.commits += 1
        summary.genesis = sum.state.genesis
        summary.accounts = sum.heads.keys.count { $0 != .repository }
        summary.head = sum.head
    }

    mutating func comparedSnapshot() { summary.snapshots += 1 }

    private mutating func link(_ line: RecordLine, in chain: Chain, _ path: String) throws(LedgerFault) {
        let record = line.record
        let head = sum.heads[chain]
        let expected = (head?.seq ?? 0) + 1
        let name = RecordName(chain, record.seq)
        guard record.seq == expected else { throw LedgerFault(.sequence(expected: expected), file: path, line: line.number, record: name) }
        let before = head?.hash ?? .none
        guard record.prev == before else {
            throw LedgerFault(.link(expected: before, found: record.prev), file: path, line: line.number, record: name)
        }
        sum.heads[chain] = ChainHead(seq: record.seq, hash: line.hash)
    }

    /// The ledger's first record is the genesis, and there is one.
    private mutating func check(genesis entry: LedgerEntry, _ name: RecordName?) throws(LedgerFault) {
        var isGenesis = false
        if case .genesis = entry.event { isGenesis = entry.account == nil }
        defer { isBegun = true }
        guard isGenesis != isBegun, entry.event.kind != .genesis || isGenesis else {
            throw LedgerFault(.genesis, record: name)
        }
    }

    /// Files of one chain by their records' numbers, wherever a wrong name puts them.
    private static func comesBefore(_ left: (path: String, lines: [RecordLine]), _ right: (path: String, lines: [RecordLine])) -> Bool {
        let (one, other) = (RecordPath.chain(of: left.path), RecordPath.chain(of: right.path))
        if let one, let other, one != other { return one < other }
        return (left.lines.first?.record.seq ?? 0) < (right.lines.first?.record.seq ?? 0)
    }

    private static func range(_ range: ClosedRange<Timestamp>?, _ time: Timestamp) -> ClosedRange<Timestamp> {
        guard let range else { return time...time }
        return min(range.lowerBound, time)...max(range.upperBound, time)
    }
}
