import Foundation
import TestSupport
import Testing

/// Runners that stand still, or die, while another one is at work (P2, P4).
@Suite(.enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct StallTests {
    /// The calls of a run by which the intent is on record and nothing is granted yet.
    private func calls(between: (FaultLibrary.Call) -> Bool) async throws -> (bench: FaultBench, calls: [FaultLibrary.Call]) {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        return (bench, try await bench.calls().filter(between))
    }

    @Test("a run that was stopped before it granted, for longer than its intent holds, grants nothing when it goes on")
    func stalled() async throws {
        let (bench, calls) = try await calls { $0.target.contains("state.json") || $0.target.contains("training.json.lock") }
        #expect(calls.count > 3, "\(calls)")
        // Before the first write to the directory; the lock's file is made after the deadline was looked at last.
        for call in calls.prefix(while: { !$0.target.contains("training.json") }).suffix(2) + calls.filter({ $0.name.hasPrefix("open") && $0.target.contains("training") }).prefix(1) {
            let trial = try await bench.trial()
            let program = try trial.site.start(
                ["reconcile", "--now", trial.scenario.now], log: "log",
                environment: try await FaultLibrary.environment(.stop(clocksAhead: .seconds(180)), at: call.number))
            try await program.untilStopped()
            #expect(try trial.access() == (false, nil))
            program.signal(SIGCONT)
            let code = await program.wait()
            let log = try String(contentsOfFile: trial.site.folder("log"), encoding: .utf8)
            #expect(code == 1, "\(call): \(log)")
            #expect(log.contains("deadline"), "\(call): \(log)")
            #expect(try trial.access() == (false, nil), "\(call): \(log)")
            try await trial.expectMended("\(call): \(log)")
        }
    }

    @Test("a run that is taken over while it stands still does nothing that the other doesn't know of", arguments: [true, false])
    func takenOver(isRevoked: Bool) async throws {
        let (bench, calls) = try await calls { $0.name.hasPrefix("open") && $0.target.contains("training.json.lock") }
        let trial = try await bench.trial()
        let site = trial.site
        let program = try site.start(
            ["reconcile", "--now", trial.scenario.now], log: "log",
            environment: try await FaultLibrary.environment(.stop(clocksAhead: .seconds(3600 * 5)), at: try #require(calls.first).number))
        try await program.untilStopped()
        // Another machine comes after the deadline, and finds the request gone or in force.
        if isRevoked {
            try site.remove("requests/one.yaml")
            try await site.commit("not needed any more")
        }
        let other = try await site.daypass("reconcile", now: trial.scenario.later, cache: "other")
        #expect(other.code == 0, "\(other.errors)")
        #expect(try trial.access().isMember == !isRevoked, "\(other.errors)")
        program.signal(SIGCONT)
        _ = await program.wait()
        let log = try String(contentsOfFile: site.folder("log"), encoding: .utf8)
        #expect(try trial.access().isMember == !isRevoked, "\(log)")
        let verified = try await site.daypass("audit", "verify", cache: "other")
        #expect(verified.code == 0, "\(verified.output)\(log)")
        let next = try await site.daypass("reconcile", now: trial.scenario.later, cache: "other")
        #expect(next.code == 0, "\(next.errors)")
        #expect(try trial.access().isMember == !isRevoked, "\(next.errors)")
    }

    @Test("of two runs at once one is killed: the other, or the next, puts all right", arguments: [0, 1, 2, 3])
    func oneOfTwo(quarter: Int) async throws {
        let (bench, calls) = try await calls { _ in true }
        let trial = try await bench.trial()
        let call = calls[calls.count * (2 * quarter + 1) / 8]
        let killed = try trial.site.start(
            ["reconcile", "--now", trial.scenario.now], environment: try await FaultLibrary.environment(.kill, at: call.number))
        let other = try trial.site.start(["reconcile", "--now", trial.scenario.later], cache: "other", log: "log")
        _ = await killed.wait()
        let code = await other.wait()
        let log = try String(contentsOfFile: trial.site.folder("log"), encoding: .utf8)
        #expect(code == 0, "\(call): \(log)")
        try await trial.expectMended("\(call): \(log)")
    }
}
