import Foundation
import TestSupport
import Testing

/// Runners that stand still, or die, while another one is at work (P2, P4).
@Suite(.enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct StallTests {
    /// Where a run stands still that has its intent on record and has changed nobody's access yet.
    private enum Place: String, CaseIterable {
        /// The state in the cache is renamed after the tip was fetched, and again after the intent landed.
        case afterIntent = "state.json."
        /// Before the lock of the directory's file is made; the deadline is looked at once more after it.
        case beforeLock = "training.json.lock"

        /// The number among the calls on such paths.
        var call: Int { self == .afterIntent ? 2 : 1 }
    }

    private func start(_ trial: FaultTrial, stoppedAt place: Place, clocksAhead: Duration) async throws -> Program {
        let program = try trial.site.start(
            ["reconcile", "--now", trial.scenario.now], log: "log",
            environment: try await FaultLibrary.environment(.stop(clocksAhead: clocksAhead), at: place.call, .only(place.rawValue)))
        try await program.untilStopped()
        #expect(try trial.access() == (false, nil))
        return program
    }

    @Test("a run that was stopped before it granted, for longer than its intent holds, grants nothing when it goes on")
    func stalled() async throws {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        for place in Place.allCases {
            let trial = try await bench.trial()
            let program = try await start(trial, stoppedAt: place, clocksAhead: .seconds(180))
            program.signal(SIGCONT)
            let code = await program.wait()
            let log = try String(contentsOfFile: trial.site.folder("log"), encoding: .utf8)
            #expect(code == 1, "\(place): \(log)")
            #expect(log.contains("deadline"), "\(place): \(log)")
            #expect(try trial.access() == (false, nil), "\(place): \(log)")
            try await trial.expectMended("\(place): \(log)", isLater: true)
        }
    }

    @Test("a run that is taken over while it stands still does nothing that the other doesn't know of", arguments: [true, false])
    func takenOver(isRevoked: Bool) async throws {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        let trial = try await bench.trial()
        let site = trial.site
        let program = try await start(trial, stoppedAt: .beforeLock, clocksAhead: .seconds(300))
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
        withExtendedLifetime(bench) {}
    }

    @Test("of two runs at once one is killed: the other, or the next, puts all right", arguments: [0, 1, 2, 3])
    func oneOfTwo(quarter: Int) async throws {
        let bench = try await FaultBench(FaultScenario(work: .firstGrant))
        let calls = try await bench.calls()
        let trial = try await bench.trial()
        let call = calls[calls.count * (2 * quarter + 1) / 8]
        let killed = try trial.site.start(
            ["reconcile", "--now", trial.scenario.now], environment: try await FaultLibrary.environment(.kill, at: call.number))
        let other = try trial.site.start(["reconcile", "--now", trial.scenario.later], cache: "other", log: "log")
        _ = await killed.wait()
        let code = await other.wait()
        let log = try String(contentsOfFile: trial.site.folder("log"), encoding: .utf8)
        #expect(code == 0, "\(call): \(log)")
        try await trial.expectMended("\(call): \(log)", isLater: true)
    }
}
