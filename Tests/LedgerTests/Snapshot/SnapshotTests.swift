import AccessCore
import Reconciliation
import Testing

@testable import Ledger

@Suite struct SnapshotTests {
    @Test func theSumOfTheRecordsHoweverTheyCame() throws {
        var once = Snapshot()
        _ = try once.append(Samples.everyKind)
        var state = RecordedState()
        for entry in Samples.everyKind { state.apply(entry) }
        #expect(once.state == state)
        #expect(once.heads.mapValues(\.seq) == [.repository: 6, Chain(name: "jump")!: Samples.everyKind.count - 6])
    }

    @Test func theSameSnapshotIsTheSameText() throws {
        var snapshot = Snapshot()
        _ = try snapshot.append(Samples.everyKind)
        for number in 0..<40 {
            _ = try snapshot.append([
                Samples.entry(Samples.acceptance("r\(number)"), in: AccountName("a\(number)")),
                Samples.entry(.held(Holding(hash: "\(number)", removals: [Samples.action(.revoke)])), in: AccountName("a\(number)")),
                Samples.entry(.released(Release(hash: "h\(number)", by: "x"))),
            ])
        }
        let text = try snapshot.text()
        let back = try Snapshot(text: text)
        #expect(back == snapshot)
        #expect(try back.text() == text)
        #expect(back.parts(differingFrom: snapshot).isEmpty)
    }

    @Test(
        "a chain that has no next number can't be read, and is no crash of whoever goes on from it",
        arguments: [Int.min, -1, 0, 1 << 53 + 1, .max])
    func hostileNumbers(seq: Int) throws {
        var snapshot = Snapshot()
        snapshot.heads[.repository] = ChainHead(seq: seq, hash: .none)
        let text = try snapshot.text()
        let fault = #expect(throws: LedgerFault.self) { try Snapshot(text: text) }
        #expect(fault?.description.contains("no chain can be there") == true)
    }

    @Test("the longest chain that is read goes on", arguments: [1, 1 << 53])
    func longestChain(seq: Int) throws {
        var snapshot = Snapshot()
        snapshot.heads[.repository] = ChainHead(seq: seq, hash: .none)
        var read = try Snapshot(text: snapshot.text())
        _ = try read.append([Samples.entry(Samples.policy, in: nil), Samples.entry(Samples.policy, in: nil)])
        #expect(read.heads[.repository]?.seq == seq + 2)
    }

    @Test func nothingMovesNoHead() throws {
        var snapshot = Snapshot()
        _ = try snapshot.append(Samples.everyKind)
        let before = snapshot
        #expect(try snapshot.append([]).isEmpty && snapshot == before)
    }

    @Test func whatCouldntBeReadAgainIsntWritten() throws {
        var snapshot = Snapshot()
        let before = snapshot
        #expect(throws: LedgerFailure.self) {
            try snapshot.append([Samples.entry(Samples.policy, in: nil), Samples.entry(Samples.policy, in: AccountName("../x"))])
        }
        #expect(throws: LedgerFailure.self) {
            try snapshot.append([Samples.entry(Samples.policy, in: nil)], limits: LedgerLimits(line: 100))
        }
        #expect(throws: LedgerFailure.self) {
            try snapshot.append([Samples.entry(Samples.policy, in: nil)], limits: LedgerLimits(file: 100))
        }
        #expect(snapshot == before, "nothing is changed then")
    }

    /// What is written is exactly what may be read: no byte more.
    @Test func aFileOfRecordsMayBeAsLongAsTheLimit() throws {
        let entry = Samples.entry(Samples.policy, in: nil)
        var free = Snapshot()
        let length = try #require(try free.append([entry]).first).bytes.count
        var exact = Snapshot()
        #expect(try exact.append([entry], limits: LedgerLimits(file: length)).first?.bytes.count == length)
        #expect {
            var tight = Snapshot()
            _ = try tight.append([entry], limits: LedgerLimits(file: length - 1))
        } throws: {
            ($0 as? LedgerFailure)?.message.hasSuffix("would have \(length) bytes; at most \(length - 1) can be read") == true
        }
    }

    @Test(arguments: [
        ("", "can't be read"), ("{}", "version is missing"), ("{\"version\":2,\"state\":{},\"heads\":{}}", "2 isn't known here"),
        ("{\"version\":1,\"state\":{},\"heads\":{}}", "previous is missing"),
        ("{\"version\":1,\"state\":{},\"heads\":{},\"previous\":\"x\"}", "previous: "),
        (
            "{\"version\":1,\"previous\":\"\(RecordHash.none)\",\"state\":{},\"heads\":{\"../x\":{\"seq\":1,\"hash\":\"\(RecordHash.none)\"}}}",
            "no chain can be there"
        ),
        (
            "{\"version\":1,\"previous\":\"\(RecordHash.none)\",\"state\":{},\"heads\":{\"x\":{\"seq\":0,\"hash\":\"\(RecordHash.none)\"}}}",
            "no chain can be there"
        ),
        ("{\"version\":1,\"state\":{\"requests\":{}},\"heads\":{}}", "state.requests: "),
    ])
    func whatIsNoSnapshot(_ text: String, _ words: String) {
        #expect { try Snapshot(text: Array(text.utf8)) } throws: { ($0 as? LedgerFault)?.description.contains(words) == true }
    }

    @Test func theHeadIsOneHashOverTheOneBeforeAndAllChains() throws {
        var snapshot = Snapshot()
        #expect(snapshot.head == .none)
        _ = try snapshot.append([Samples.entry(Samples.policy, in: nil), Samples.entry(Samples.ending("x"))])
        let (repository, jump) = (snapshot.heads[.repository]!, snapshot.heads[Chain(name: "jump")!]!)
        let first = RecordHash(of: Array("previous \(RecordHash.none)\n_repository 1 \(repository.hash)\njump 1 \(jump.hash)\n".utf8))
        #expect(snapshot.head == first)
        _ = try snapshot.append([Samples.entry(Samples.ending("y"))])
        let next = snapshot.heads[Chain(name: "jump")!]!.hash
        #expect(
            snapshot.head == RecordHash(of: Array("previous \(first)\n_repository 1 \(repository.hash)\njump 2 \(next)\n".utf8)),
            "the head before is in it: which commit brought what, and in which order")
    }
}
