import AccessCore
import Foundation
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

/// What was done while the ledger couldn't be reached is recorded once, whatever happens in between.
@Suite struct SpoolTests {
    let world: LedgerWorld
    let revoke = Samples.action(.revoke)

    init() throws { world = try LedgerWorld() }

    /// A removal as a run without the ledger puts it down: before, and after.
    private func removal(run: String = "away", number: Int = 1) -> [LedgerEntry] {
        let change = Change(
            intent: ActionReference(run: RunID(run), number: number, index: 0), action: revoke, evidence: [], directory: ["req-9"], late: 5)
        return [
            Samples.entry(Samples.intent([revoke], number: number), run: run), Samples.entry(.revoked(change), run: run),
        ]
    }

    private func granted() async throws -> LedgerView {
        let runner = world.runner()
        let made = try await world.begin(runner)
        let intent = try await runner.append([Samples.entry(Samples.intent([Samples.action()]))], phase: .intent, to: made).view
        return try await runner.append([Samples.entry(Samples.granted(Samples.action()))], phase: .outcome, to: intent).view
    }

    private func verified(records: Int) async throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let tip = try #require(try repository.reference("refs/heads/audit"))
        guard case .consistentNotAnchored(let summary) = LedgerVerifier(of: "audit", snapshots: .every).verify(tip, in: repository) else {
            Issue.record("\(LedgerVerifier(of: "audit", snapshots: .every).verify(tip, in: repository))")
            return
        }
        #expect(summary.records == records)
    }

    @Test func whatIsPutDownIsRecordedByTheNextRunOfThatCache() async throws {
        let view = try await granted()
        #expect(view.state.grants.count == 1)
        for entry in removal() { try await world.runner().spool([entry]) }
        let next = world.runner()
        guard case .recorded(2, let after) = try await next.recordSpool(on: try await next.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(after.state.grants.isEmpty && after.state.intents.isEmpty)
        #expect(try await next.recordSpool(on: after) == .nothing)
        #expect(!FileManager.default.fileExists(atPath: world.directory("cache-1/spool.json")))
        try await verified(records: 5)
    }

    @Test func anotherCacheKnowsNothingOfIt() async throws {
        _ = try await granted()
        try await world.runner().spool(removal())
        let other = world.runner("cache-2")
        #expect(try await other.recordSpool(on: try await other.open()) == .nothing)
    }

    /// Killed after the intent was put down: it is open on record then, and a run looks what became of it.
    @Test func anIntentAloneIsLeftOpen() async throws {
        _ = try await granted()
        try await world.runner().spool([removal()[0]])
        let next = world.runner()
        guard case .recorded(1, let after) = try await next.recordSpool(on: try await next.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(after.state.intents.map(\.run) == [RunID("away")])
        #expect(after.state.grants.count == 1)
    }

    @Test func somebodyWasFirstAndAllOfItIsKept() async throws {
        let view = try await granted()
        let runner = world.runner()
        try await runner.spool(removal())
        let other = world.runner("cache-2")
        _ = try await other.append([Samples.entry(Samples.acceptance("x"))], phase: .outcome, to: try await other.open())
        #expect(try await runner.recordSpool(on: view) == .lostRace)
        guard case .recorded(2, _) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("it was lost")
            return
        }
        try await verified(records: 6)
    }

    /// The process died after the push and before the file went away.
    @Test func whatLandedIsNotRecordedTwice() async throws {
        _ = try await granted()
        let runner = world.runner()
        try await runner.spool(removal())
        let file = URL(fileURLWithPath: world.directory("cache-1/spool.json"))
        let before = try Data(contentsOf: file)
        guard case .recorded(2, let after) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        let spool = Spool(cache: CacheFolder(world.directory("cache-1")), limits: LedgerLimits())
        try before.write(to: file)
        var contents = try spool.read()
        (contents.batches[0].sent, contents.batches[0].since) = ([after.tip], nil)
        try spool.write(contents)
        // Somebody else went on from there.
        let other = world.runner("cache-2")
        _ = try await other.append([Samples.entry(Samples.acceptance("x"))], phase: .outcome, to: try await other.open())
        let next = world.runner()
        #expect(try await next.recordSpool(on: try await next.open()) == .nothing)
        try await verified(records: 6)
    }

    /// The process died between putting down which commit it would send and sending it.
    @Test func whatWasNeverSentIsRecorded() async throws {
        _ = try await granted()
        let runner = world.runner()
        try await runner.spool(removal())
        let spool = Spool(cache: CacheFolder(world.directory("cache-1")), limits: LedgerLimits())
        var contents = try spool.read()
        contents.batches[0].sent = [CommitID(String(repeating: "e", count: 40))]
        try spool.write(contents)
        guard case .recorded(2, _) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("nothing was recorded")
            return
        }
    }

    /// The cache as it was when something was put down, as a CI restores it in each of two runs.
    private func copy(of cache: String = "cache-1", as name: String) throws {
        try FileManager.default.copyItem(atPath: world.directory(cache), toPath: world.directory(name))
    }

    @Test func whatACopyOfTheCacheHasIsRecordedOnce() async throws {
        _ = try await granted()
        for entry in removal() { try await world.runner().spool([entry]) }
        try copy(as: "copy")
        let runner = world.runner()
        guard case .recorded(2, let after) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        // Others go on from there, and more than one is recorded later: the copy is behind.
        _ = try await runner.append([Samples.entry(Samples.acceptance("x"))], phase: .outcome, to: after)
        let other = world.runner("copy")
        #expect(try await other.recordSpool(on: try await other.open()) == .nothing)
        #expect(!FileManager.default.fileExists(atPath: world.directory("copy/spool.json")))
        try await verified(records: 6)
    }

    /// The copy was made in the middle: what it doesn't have is told by the other one.
    @Test func whatOnlyOneOfTwoCopiesHasIsRecordedByIt() async throws {
        _ = try await granted()
        try await world.runner().spool([removal()[0]])
        try copy(as: "copy")
        try await world.runner().spool([removal()[1]])
        let early = world.runner("copy")
        guard case .recorded(1, let open) = try await early.recordSpool(on: try await early.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(open.state.intents.count == 1 && open.state.grants.count == 1)
        let runner = world.runner()
        guard case .recorded(1, let after) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("the outcome got lost, or the intent was recorded twice")
            return
        }
        #expect(after.state.intents.isEmpty && after.state.grants.isEmpty)
        try await verified(records: 5)
    }

    /// It did the same, but it is another run, or another of its intents: that is another removal.
    @Test(arguments: [("elsewhere", 1), ("away", 2)]) func whatAnotherRunDidIsAnother(run: String, number: Int) async throws {
        _ = try await granted()
        try await world.runner().spool(removal())
        try copy(as: "copy")
        try FileManager.default.removeItem(atPath: world.directory("copy/spool.json"))
        try await world.runner("copy").spool(removal(run: run, number: number))
        for cache in ["cache-1", "copy"] {
            let runner = world.runner(cache)
            guard case .recorded(2, _) = try await runner.recordSpool(on: try await runner.open()) else {
                Issue.record("\(cache): it was taken for recorded")
                return
            }
        }
        try await verified(records: 7)
    }

    /// A file of an earlier version doesn't say what was seen: it is recorded, as it was then.
    @Test func whatDoesntSayWhenItWasPutDownIsRecorded() async throws {
        _ = try await granted()
        try await world.runner().spool(removal())
        let spool = Spool(cache: CacheFolder(world.directory("cache-1")), limits: LedgerLimits())
        var contents = try spool.read()
        let seen = try #require(await world.runner().lastSeen())
        #expect(contents.batches.map(\.since) == [seen])
        contents.batches[0].since = nil
        try spool.write(contents)
        let runner = world.runner()
        guard case .recorded(2, _) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("nothing was recorded")
            return
        }
    }

    /// What somebody else found out by looking doesn't stand for what a run knows it did: both are on record.
    @Test func anOutcomeIsRecordedThoughSomebodyLooked() async throws {
        let runner = world.runner()
        let made = try await world.begin(runner)
        _ = try await runner.append([Samples.entry(Samples.intent([Samples.action()]))], phase: .intent, to: made)
        try await runner.spool([Samples.entry(Samples.granted(Samples.action()))])
        let reference = ActionReference(run: RunID("run-1"), number: 1, index: 0)
        let other = world.runner("cache-2")
        let found = Recovery(intent: reference, action: Samples.action(), finding: .notDone)
        _ = try await other.append([Samples.entry(.recovered(found), run: "other")], phase: .outcome, to: try await other.open())
        guard case .recorded(1, let after) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("it was taken for said")
            return
        }
        #expect(after.state.grants.count == 1)
        try await verified(records: 4)
    }

    /// A removal of the grant before must not take the record of the one that came after it.
    @Test func aLateRemovalLeavesALaterGrantOnRecord() async throws {
        _ = try await granted()
        var entries = removal()
        entries[0].time = Samples.noon.advanced(by: .seconds(60))
        entries[1].time = Samples.noon.advanced(by: .seconds(60))
        for index in entries.indices {
            entries[index].event = entries[index].event.saying(was: Samples.noon.advanced(by: .seconds(4 * 3600)))
        }
        try await world.runner().spool(entries)
        let other = world.runner("cache-2")
        var again = Samples.action()
        again.until = Samples.noon.advanced(by: .seconds(9 * 3600))
        let late = Samples.noon.advanced(by: .seconds(120))
        let gone = Inference(user: again.user, userID: again.userID, group: again.group, finding: .membershipGone)
        _ = try await other.append(
            [Samples.entry(.inferred(gone), at: late), Samples.entry(Samples.granted(again, run: "other"), at: late)], phase: .outcome,
            to: try await other.open())
        let runner = world.runner()
        guard case .recorded(2, let after) = try await runner.recordSpool(on: try await runner.open()) else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(after.state.grants.values.map(\.end) == [again.until])
    }

    @Test(arguments: ["", "{", "[]", "{\"batches\":[],\"version\":2}", "{\"batches\":[{}],\"version\":1}"])
    func whatCantBeReadIsNamedAndKept(text: String) async throws {
        let view = try await granted()
        let file = try world.directory.write(text, to: "cache-1/spool.json")
        let runner = world.runner()
        await #expect { try await runner.recordSpool(on: view) } throws: { ($0 as? LedgerFailure)?.message.contains("spool.json") == true }
        await #expect(throws: LedgerFailure.self) { try await runner.spool(removal()) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }
}

extension LedgerEvent {
    fileprivate func saying(was: Timestamp) -> LedgerEvent {
        switch self {
        case .intent(var value):
            for index in value.actions.indices { value.actions[index].was = was }
            return .intent(value)
        case .revoked(var value):
            value.action.was = was
            return .revoked(value)
        default: return self
        }
    }
}
