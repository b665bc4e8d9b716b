import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

/// Everything that can be done to a record, done to every record of a ledger, is found and named (P11).
@Suite struct TamperedRecordsTests: TamperingSuite {
    let sample: TamperingSample

    init() async throws { sample = try await TamperingSample() }

    @Test func theLedgerItselfIsConsistent() throws {
        let repository = try Repository.openBare(at: world.remotePath)
        for snapshots in [LedgerVerifier.Snapshots.tip, .every] {
            guard case .consistentNotAnchored(let summary) = LedgerVerifier(of: "audit", snapshots: snapshots).verify(tip, in: repository)
            else {
                Issue.record("it is not consistent")
                return
            }
            #expect(summary.commits == honest.steps.count && summary.records == honest.records.count && summary.accounts == 2)
            #expect(summary.snapshots == (snapshots == .tip ? 1 : honest.steps.count))
        }
        #expect(try honest.build(in: repository) == tip, "taken apart and put together it is the same")
        var covered = honest
        try covered.cover()
        #expect(covered.steps.map(\.files) == honest.steps.map(\.files))
    }

    @Test func everyRecordEditedInPlace() throws {
        for (path, step, line) in honest.records {
            // Each value of the record that a forger may care for, and each digit of what chains it.
            for change in [("member0", "member9"), ("2026-11-22T", "2026-11-23T"), ("\"run\":\"", "\"run\":\"x"), ("a", "b"), ("0", "1")] {
                let text = honest.lines(of: path)[line]
                guard let range = text.firstRange(of: change.0) else { continue }
                var forged = honest
                forged.edit(path, from: step) { $0[line].replaceSubrange(range, with: change.1) }
                expectFound(forged, near: step, "\(path):\(line + 1): \(change)")
            }
        }
    }

    /// With its chain, trailers and snapshot made anew.
    @Test("a last record that says one thing and means another is found, though all else fits")
    func sentenceThatLies() throws {
        let last = honest.steps.count - 1
        let (path, step, line) = try #require(honest.records.last { $0.step == last })
        let chain = try #require(RecordPath.chain(of: path))
        let sentence = try #require(honest.lines(of: path)[line].firstMatch(of: /"sentence":"([^"]*)"/)).1
        for (new, kind) in [
            (sentence, nil), ("Nothing was done.", LedgerFault.Kind.sentence(expected: String(sentence))),
            (sentence + "\",\"zzz\":\"", .form),
        ] {
            var forged = honest
            forged.edit(path, from: step) { $0[line] = $0[line].replacing("\"\(sentence)\"", with: "\"\(new)\"") }
            var snapshot = try Snapshot(text: #require(forged.steps[last].files[Snapshot.path]))
            let before = snapshot.head.hex
            snapshot.heads[chain]?.hash = RecordHash(of: Array(forged.lines(of: path)[line].utf8))
            forged.steps[last].files[Snapshot.path] = try snapshot.text()
            forged.steps[last].message = forged.steps[last].message.replacing(before, with: snapshot.head.hex)
            if let kind {
                #expect(expectFound(forged, near: last, "\(new)", file: path)?.kind == kind)
            } else {
                expectConsistent(forged)
            }
        }
    }

    @Test func everyRecordRemovedFromItsFile() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            forged.edit(path, from: step) { $0.remove(at: line) }
            if honest.lines(of: path).count == 1 { forged.remove(path, from: step) }
            expectFound(forged, near: step, "\(path):\(line + 1)")
        }
    }

    @Test func everyRecordRepeated() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            forged.edit(path, from: step) { $0.insert($0[line], at: line) }
            expectFound(forged, near: step, "\(path):\(line + 1)", file: path)
        }
    }

    @Test func everyPairOfRecordsSwapped() throws {
        for (path, step, line) in honest.records where line > 0 {
            var forged = honest
            forged.edit(path, from: step) { $0.swapAt(line, line - 1) }
            expectFound(forged, near: step, "\(path):\(line + 1)", file: path)
        }
    }

    @Test func aRecordInsertedAnywhere() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            let chain = RecordPath.chain(of: path)
            let record = try RecordFile.records(in: Array((honest.lines(of: path)[line] + "\n").utf8), at: path, limits: LedgerLimits())[0]
            let added = Record(
                entry: Samples.entry(Samples.acceptance("forged"), in: chain?.account), seq: record.record.seq + 1,
                place: record.record.place + 1,
                prev: record.hash)
            let text = String(decoding: try RecordFile.line(of: added), as: UTF8.self)
            forged.edit(path, from: step) { $0.insert(text, at: line + 1) }
            expectFound(forged, near: step, "\(path):\(line + 1)")
        }
    }

    @Test func everyRecordChangedInTheOpen() throws {
        for (path, _, line) in honest.records {
            let record = try #require(RecordPath.chain(of: path))
            for change in 0..<3 {
                var forged = honest
                forged.addStep()
                forged.edit(path, from: forged.steps.count - 1) { lines in
                    switch change {
                    case 0: lines[line] = lines[line].replacing("\"sentence\":\"", with: "\"sentence\":\"x")
                    case 1: lines.insert("{}", at: line)
                    default: lines.append(lines[line])
                    }
                }
                let fault = expectFound(forged, near: forged.steps.count - 1, "\(path):\(line + 1)", file: path)
                #expect(fault?.kind == .changed)
                #expect(fault?.line == (change == 2 ? honest.lines(of: path).count + 1 : line + 1))
                if change < 2 { #expect(fault?.record?.chain == record) }
            }
        }
    }
}
