import AccessCore
import Testing

@testable import Ledger

/// Records added up again, one commit after the other.
@Suite struct ReplayTests {
    /// A record's file as its writer would make it, with any number.
    private func file(_ entry: LedgerEntry, seq: Int, place: Int = 0, prev: RecordHash) throws -> (path: String, lines: [RecordLine]) {
        let record = Record(entry: entry, seq: seq, place: place, prev: prev)
        let path = RecordPath(.repository, time: entry.time, seq: seq).text
        return (path, try RecordFile.records(in: RecordFile.line(of: record) + [RecordFile.newline], at: path, limits: LedgerLimits()))
    }

    private func begun() throws -> (Replay, RecordHash) {
        var replay = Replay()
        let genesis = Genesis(repository: "example/access", root: Samples.root, branch: "audit")
        let first = try file(Samples.entry(.genesis(genesis), in: nil), seq: 1, prev: .none)
        try replay.add([first])
        return (replay, first.lines[0].hash)
    }

    @Test(arguments: [0, 1, 3, 4])
    func noNumberIsLeftOutOrGivenTwice(seq: Int) throws {
        var (replay, hash) = try begun()
        let next = try file(Samples.entry(Samples.policy, in: nil), seq: seq, prev: hash)
        #expect { try replay.add([next]) } throws: { ($0 as? LedgerFault)?.kind == .sequence(expected: 2) }
    }

    /// The places of a commit's records are 0, 1, 2 …: what happened first can't be told otherwise.
    @Test(arguments: [1, 2, -1])
    func noPlaceIsLeftOut(place: Int) throws {
        var (replay, hash) = try begun()
        let next = try file(Samples.entry(Samples.policy, in: nil), seq: 2, place: place, prev: hash)
        #expect { try replay.add([next]) } throws: { ($0 as? LedgerFault)?.kind == .places }
    }

    @Test func aSecondGenesisIsNone() throws {
        var (replay, hash) = try begun()
        let genesis = Genesis(repository: "example/access", root: Samples.root, branch: "audit")
        let next = try file(Samples.entry(.genesis(genesis), in: nil), seq: 2, prev: hash)
        #expect { try replay.add([next]) } throws: { ($0 as? LedgerFault)?.kind == .genesis }
    }

    @Test func theNextNumberGoesOn() throws {
        var (replay, hash) = try begun()
        try replay.add([try file(Samples.entry(Samples.policy, in: nil), seq: 2, prev: hash)])
        #expect(replay.summary.records == 2)
    }
}
