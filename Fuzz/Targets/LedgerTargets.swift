import AccessCore
import Ledger

/// Records that can be read can be added up and written again, and are the same then.
func fuzzRecords(_ bytes: [UInt8]) throws(Broken) {
    for chain in ["jump", "_repository"] {
        let path = "ledger/\(chain)/2026/11/22/T170003Z-000001.jsonl"
        let lines: [RecordLine]
        do { lines = try RecordFile.records(in: bytes, at: path, limits: limits) } catch {
            try require(isOneLine(error.description), "the words of the fault aren't one line")
            continue
        }
        try require(!lines.isEmpty, "a file without records is one")
        for (index, line) in lines.enumerated() {
            try require(line.number == index + 1, "record \(index) is numbered \(line.number)")
            try require(isOneLine(line.record.entry.sentence), "the sentence of record \(index) isn't one line")
        }
        let entries = lines.map(\.record.entry)
        var snapshot = Snapshot()
        let files: [RecordFile]
        do { files = try snapshot.append(entries, limits: limits) } catch { throw Broken("can't be written again: \(error)") }
        try require(files.count == 1 && files[0].path.hasPrefix("ledger/\(chain)/"), "written to \(files.map(\.path))")
        do {
            let again = try RecordFile.records(in: files[0].bytes, at: files[0].path, limits: limits)
            try require(again.map(\.record.entry) == entries, "written again they are others")
            try require(again.last?.hash == snapshot.heads.values.first?.hash, "the head is another record's")
        } catch let fault as LedgerFault { throw Broken("can't be read again: \(fault)") } catch let broken as Broken {
            throw broken
        } catch { throw Broken("\(error)") }
        try roundTrip(snapshot)
    }
}

/// A snapshot that can be read is written as a text that reads the same, and always as that text.
func fuzzSnapshot(_ bytes: [UInt8]) throws(Broken) {
    let snapshot: Snapshot
    do { snapshot = try Snapshot(text: bytes, limits: limits) } catch {
        try require(isOneLine(error.description), "the words of the fault aren't one line")
        return
    }
    try roundTrip(snapshot)
}

private func roundTrip(_ snapshot: Snapshot) throws(Broken) {
    do {
        let text = try snapshot.text()
        let again = try Snapshot(text: text)
        try require(again == snapshot, "the snapshot written again is another")
        try require(try again.text() == text, "the snapshot has two texts")
    } catch let broken as Broken { throw broken } catch { throw Broken("the snapshot can't be read again: \(error)") }
}

/// Wide enough for what libFuzzer makes, and narrow enough for it to meet them.
private let limits = LedgerLimits(line: 64 << 10, file: 256 << 10, snapshot: 256 << 10, depth: 16, keys: 64, commits: 100, entries: 100)
