import AccessCore
import Git

/// The part of a bundle that comes from the ledger: records, and what proves where they stand.
struct EvidenceLedger {
    private let question: EvidenceQuestion
    private let repository: Repository
    private let limits: LedgerLimits
    private(set) var objects: EvidenceObjects
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var genesis: Genesis?

    init(_ question: EvidenceQuestion, _ repository: Repository, _ limits: LedgerLimits, _ most: EvidenceLimits) {
        (self.question, self.repository, self.limits) = (question, repository, limits)
        objects = EvidenceObjects(repository, limits, most)
    }

    mutating func prove(_ found: [FoundRecord]) throws {
        var places = try EvidencePlaces(to: question.tip, in: repository, limits)
        let first = try LedgerQuery(kinds: [.genesis]).records(at: places.commits[0], in: repository, limits: limits)
        guard let begin = first.first, case .genesis(let genesis) = begin.record.entry.event else { throw LedgerFault(.genesis) }
        self.genesis = genesis
        files["tip"] = Array("\(question.tip)\n".utf8)
        files["genesis.jsonl"] = Self.lines([begin])
        files["records.jsonl"] = Self.lines(found)
        files["records.list"] = Array(try list(of: [begin] + found, &places).utf8)
        if !genesis.keys.isEmpty {
            files["allowed_signers"] = Array(genesis.keys.map { "ledger namespaces=\"git\" \(Self.oneLine($0))\n" }.joined().utf8)
        }
        if question.hasChain { try chain([begin] + found, places) }
    }

    /// A line for each file of records: the commit that brought it, and its path; in the chains' order.
    private mutating func list(of records: [FoundRecord], _ places: inout EvidencePlaces) throws -> String {
        var names: [String: RecordName] = [:]
        for record in records where record.name.seq < names[record.path]?.seq ?? .max { names[record.path] = record.name }
        var lines = ""
        for (path, _) in names.sorted(by: { ($0.value.chain, $0.value.seq) < ($1.value.chain, $1.value.seq) }) {
            guard Self.oneLine(path) == path else { throw LedgerFault(.strayFile, file: Self.oneLine(path)) }
            let index = try places.origin(of: path)
            let commit = places.commits[index]
            if let blob = try objects.add(wayTo: path, at: question.tip) { try objects.add(blob) }
            _ = try objects.add(wayTo: path, at: commit)
            // That it wasn't there before is what makes it the commit that brought it.
            if index > 0 { _ = try objects.add(wayTo: path, at: places.commits[index - 1]) }
            lines += "\(commit) \(path)\n"
        }
        return lines
    }

    /// All that leads from the records to the head.
    private mutating func chain(_ records: [FoundRecord], _ places: EvidencePlaces) throws {
        for commit in places.commits { try objects.add(commit) }
        let tree = try repository.commit(question.tip).tree
        guard let entry = try repository.entry(at: Snapshot.path, in: tree) else { throw LedgerFault(.noSnapshot, file: Snapshot.path) }
        files["heads"] = try Snapshot(text: try repository.blob(entry.id, limit: limits.snapshot), limits: limits).headLines
        var starts: [Chain: Int] = [:]
        for name in records.map(\.name) { starts[name.chain] = min(starts[name.chain] ?? .max, name.seq) }
        let all = try LedgerQuery().records(at: question.tip, in: repository, limits: limits)
        for (chain, start) in starts {
            let rest = all.filter { $0.name.chain == chain && $0.record.seq >= start }.sorted { $0.record.seq < $1.record.seq }
            files["chains/\(chain).jsonl"] = Self.lines(rest)
        }
    }

    /// Each as it stands in the ledger.
    private static func lines(_ records: [FoundRecord]) -> [UInt8] {
        var bytes: [UInt8] = []
        for record in records { bytes += record.line.text + [RecordFile.newline] }
        return bytes
    }

    /// Nothing in it can begin another line.
    private static func oneLine(_ text: String) -> String { CommitMessage.oneLine(text) }
}
