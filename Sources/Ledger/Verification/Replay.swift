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

    /// The chains of `sum`, sorted.
    private var chains: [Chain] = []
    /// Whether the genesis was read before.
    private var isBegun = false

    /// Adds the records of one commit's files.
    ///
    /// - Throws: at the first record that doesn't go on where its chain ended.
    mutating func add(_ files: [(path: String, lines: [RecordLine])]) throws(LedgerFault) {
        // Where they are, not they themselves: a record has twenty strings, each of which a copy would count.
        var order: [(place: Int, file: Int, line: Int)] = []
        let files = files.count == 1 ? files : files.sorted(by: Self.comesBefore)
        for file in files.indices {
            let (path, lines) = files[file]
            guard let chain = RecordPath.chain(of: path), !lines.isEmpty else { throw LedgerFault(.strayFile, file: path) }
            for line in lines.indices {
                try link(lines[line], in: chain, path)
                order.append((lines[line].record.place, file, line))
            }
            let (time, seq) = (lines[0].record.entry.time, lines[0].record.seq)
            let name = RecordPath(chain, time: time, seq: seq).text
            guard name == path else { throw LedgerFault(.wrongName(expected: name), file: path, record: RecordName(chain, seq)) }
        }
        order.sort { $0.place < $1.place }
        for (place, at) in order.enumerated() {
            try add(files[at.file].lines[at.line].record, at: place)
        }
        summary.commits += 1
        // What brings no records, and is read all the same where a state is made anew, moves no head.
        if files.isEmpty { return }
        sum.previous = summary.head
        // Chains only come: once there are as many as before, they are the same.
        if chains.count != sum.heads.count { chains = sum.heads.keys.sorted() }
        summary.genesis = sum.state.genesis
        summary.accounts = chains.count { $0 != .repository }
        summary.head = sum.head(in: chains)
    }

    private mutating func add(_ record: Record, at place: Int) throws(LedgerFault) {
        guard record.place == place else { throw LedgerFault(.places, record: Self.name(of: record)) }
        try check(genesis: record)
        sum.state.apply(record.entry)
        summary.records += 1
        summary.times = Self.range(summary.times, record.entry.time)
    }

    mutating func comparedSnapshot() { summary.snapshots += 1 }

    private mutating func link(_ line: RecordLine, in chain: Chain, _ path: String) throws(LedgerFault) {
        let record = line.record
        let head = sum.heads[chain]
        let expected = (head?.seq ?? 0) + 1
        var name: RecordName { RecordName(chain, record.seq) }
        guard record.seq == expected else { throw LedgerFault(.sequence(expected: expected), file: path, line: line.number, record: name) }
        let before = head?.hash ?? .none
        guard record.prev == before else {
            throw LedgerFault(.link(expected: before, found: record.prev), file: path, line: line.number, record: name)
        }
        sum.heads[chain] = ChainHead(seq: record.seq, hash: line.hash)
    }

    /// The ledger's first record is the genesis, and there is one.
    private mutating func check(genesis record: Record) throws(LedgerFault) {
        var isNamedSo = false
        if case .genesis = record.entry.event { isNamedSo = true }
        let isGenesis = isNamedSo && record.entry.account == nil
        defer { isBegun = true }
        guard isGenesis != isBegun, isNamedSo == isGenesis else { throw LedgerFault(.genesis, record: Self.name(of: record)) }
    }

    private static func name(of record: Record) -> RecordName? { Chain(record.entry.account).map { RecordName($0, record.seq) } }

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
