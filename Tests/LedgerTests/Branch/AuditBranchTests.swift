import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

@Suite struct AuditBranchTests {
    @Test func aLedgerBeginsWithItsGenesis() async throws {
        let world = try LedgerWorld()
        let made = try await world.begin(world.runner())
        #expect(made.state.genesis == Genesis(repository: "example/access", root: Samples.root, branch: "audit"))
        let log = try await world.git("log", "--format=%P|%an <%ae>|%cn <%ce>|%at|%s|%(trailers:only,unfold,separator=%x2C)", "audit")
        let head = try Snapshot(text: Array(try await world.file("state.json").utf8)).head
        #expect(
            log == """
                |Daypass <daypass@localhost>|Daypass <daypass@localhost>|1795348803|1 genesis|\
                Daypass-Run: run-0,Daypass-Phase: outcome,Daypass-Head: \(head)

                """)
        #expect(
            try await world.git("ls-tree", "-r", "--name-only", "audit")
                == "ledger/_repository/2026/11/22/T120003Z-000001.jsonl\nstate.json\n")
        #expect(try await world.runner("cache-2").open() == made)
        try await world.git("fsck", "--strict", "--full")
    }

    @Test func recordsAreChainedPerAccountInOneFileEach() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        let made = try await world.begin(runner)
        let grant = Samples.action()
        let first = [
            Samples.entry(Samples.policy, in: nil), Samples.entry(Samples.acceptance("deploy")),
            Samples.entry(Samples.acceptance("deploy"), in: Samples.prod), Samples.entry(Samples.intent([grant])),
        ]
        let view = try await runner.append(first, phase: .intent, to: made).view
        #expect(view.state.intents.count == 1)
        let next = try await runner.append([Samples.entry(Samples.granted(grant))], phase: .outcome, to: view).view
        #expect(next.state.intents.isEmpty && next.state.grants.count == 1)
        #expect(
            try await world.git("diff", "--name-status", "audit~2", "audit") == """
                A\tledger/_repository/2026/11/22/T120003Z-000002.jsonl
                A\tledger/jump/2026/11/22/T120003Z-000001.jsonl
                A\tledger/jump/2026/11/22/T120003Z-000003.jsonl
                A\tledger/prod/2026/11/22/T120003Z-000001.jsonl
                M\tstate.json

                """)
        let opened = try await world.runner("cache-2").open()
        #expect(opened == next)
        let path = "ledger/jump/2026/11/22/T120003Z-000001.jsonl"
        let lines = try RecordFile.records(in: Array(try await world.file(path).utf8), at: path, limits: LedgerLimits())
        #expect(lines.map(\.record.entry) == [first[1], first[3]])
        #expect(lines.map(\.record.seq) == [1, 2])
        #expect(lines.map(\.record.place) == [1, 3])
        #expect(lines.map(\.record.prev) == [.none, lines[0].hash])
        try await world.git("fsck", "--strict", "--full")
    }

    @Test func whoIsSecondRecordsNothing() async throws {
        let world = try LedgerWorld()
        let one = world.runner("cache-1")
        let two = world.runner("cache-2")
        try await world.begin(one)
        let (seenByOne, seenByTwo) = (try await one.open(), try await two.open())
        let won = try await one.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: seenByOne).view
        let entries = [Samples.entry(Samples.acceptance("two"))]
        #expect(try await two.append(entries, phase: .outcome, to: seenByTwo) == .lostRace)
        #expect(try await two.open() == won)
        let both = try await two.append(entries, phase: .outcome, to: won).view
        #expect(both.state.requests.count == 2)
    }

    @Test func aRunKilledBetweenStoringAndPushingLeavesNothingThatMatters() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        let made = try await world.begin(runner)
        let base = try #require(ObjectID(hex: made.tip.text))
        var snapshot = try Snapshot(text: Array(try await world.file("state.json").utf8))
        let files = try snapshot.append([Samples.entry(Samples.acceptance("lost"))])
        _ = try await runner.store(files, state: snapshot.text(), on: base, message: "never pushed", at: Samples.noon, signedBy: nil)
        // The next run, with the same cache.
        let next = world.runner()
        #expect(try await next.open() == made)
        #expect(
            try await next.append([Samples.entry(Samples.acceptance("kept"))], phase: .outcome, to: made).view.state.requests.count == 1)
    }

    @Test func aRunKilledAfterThePushIsFoundToHaveRecorded() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        let made = try await world.begin(runner)
        let seen = try await runner.seenTip()
        let view = try await runner.append([Samples.entry(Samples.intent([Samples.action()]))], phase: .intent, to: made).view
        // As if it had been killed before it took note.
        let now = try #require(ObjectID(hex: view.tip.text))
        try await runner.store.run { try $0.setReference("refs/daypass/ledger-seen/audit", to: seen!, expecting: now) }
        let next = world.runner()
        #expect(try await next.open() == view)
        #expect(try await next.seenTip() == now)
    }

    @Test func nothingToRecordMakesNoCommit() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        let made = try await world.begin(runner)
        #expect(try await runner.append([], phase: .outcome, to: made) == .appended(made))
        #expect(try await world.git("rev-list", "--count", "audit") == "1\n")
    }

    @Test func aSharedFetchSavesTheSecond() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        let made = try await world.begin(runner)
        let nowhere = world.runner("cache-1", remote: .local(path: world.directory("gone.git")))
        #expect(try await nowhere.open(fetched: ObjectID(hex: made.tip.text)) == made)
    }
}
