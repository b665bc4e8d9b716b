import Foundation
import TestSupport
import Testing

/// Whatever call of the command fails or is its last, nothing is lost: the next run puts all right (P2, P3, P4).
///
/// `make test` takes a sample by chance; `make faults` takes every call of every scenario, or each twentieth (`EVERY=20`).
@Suite(.serialized, .enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct FaultSweepTests {
    /// `DAYPASS_FAULTS=1`: every call; 20: each twentieth, beginning with one by chance. Nil: a sample.
    static let every = ProcessInfo.processInfo.environment["DAYPASS_FAULTS"].flatMap { Int($0) }.map { max(1, $0) }
    static var isThorough: Bool { every != nil }

    static let local = FaultScenario.Work.allCases.map { FaultScenario(work: $0) }
    static let remote = [FaultScenario.Work.firstGrant, .dueRemoval, .extended].map {
        FaultScenario(work: $0, ledger: .http, cloud: .stub)
    }

    /// Every so many kinds of calls are in one sample; another sample begins with another one. A trial is four runs or five.
    private static let stride = 97

    /// Where samples begin in this process: another time others are tried. A failure names its call.
    private static let beginning = Int.random(in: 0..<stride)

    /// By how many calls two runs of a scenario may differ.
    private static let chance = 40

    /// Which calls are tried: all, or some that no other sample has.
    private func sample(_ calls: [FaultLibrary.Call], of bench: FaultBench, offset: Int) -> [FaultLibrary.Call] {
        if let every = Self.every {
            let first = (offset + Self.beginning) % every
            return calls.enumerated().filter { ($0.offset + first).isMultiple(of: every) }.map(\.element)
        }
        var kinds: Set<String> = []
        let firsts = calls.filter { kinds.insert($0.kind(below: bench.root)).inserted }
        return firsts.enumerated().filter { ($0.offset + offset + Self.beginning).isMultiple(of: Self.stride) }.map(\.element)
    }

    /// - Parameters:
    ///   - offset: of the sample.
    ///   - scope: which calls count.
    ///   - next: the cache of the run that comes after.
    private func sweep(
        _ bench: FaultBench, _ kind: FaultLibrary.Kind, offset: Int, _ scope: FaultLibrary.Scope = .all, next: String = "cache"
    ) async throws {
        let scenario = bench.scenario
        let calls = try await bench.calls(scope)
        #expect(calls.count > 10, "\(scenario.testDescription): \(calls)")
        let tried = sample(calls, of: bench, offset: offset)
        for call in tried {
            let what = "\(scenario.testDescription), \(kind) \(scope) at \(call)"
            let trial = try await bench.trial()
            let met = try await trial.run(environment: try await FaultLibrary.environment(kind, at: call.number, scope))
            if kind == .kill {
                // Which folders objects fall into is chance, so one run makes a few more than another.
                let isOver = met.code == 0 && call.number > calls.count - Self.chance
                #expect(met.code == 128 + SIGKILL || isOver, "\(what): it ended by itself\n\(met.errors)")
            } else {
                try trial.expectHonest(met, reachesDirectory: scope != .all, what)
            }
            try await trial.expectMended(cache: next, "\(what)\nbroken run \(met.code):\n\(met.errors)")
        }
        // Hours of silence don't tell how far it is, nor afterwards what was tried.
        if Self.isThorough {
            print("\(scenario.testDescription), \(kind) \(scope), then \(next): \(tried.count) of \(calls.count) calls tried")
        }
    }

    @Test("a call that writes is the last one, fails, or is the first of all that fail", arguments: Array((local + remote).enumerated()))
    func faults(_ number: Int, scenario: FaultScenario) async throws {
        let bench = try await FaultBench(scenario)
        try await sweep(bench, .kill, offset: number * 12)
        try await sweep(bench, .failure(EIO), offset: number * 12 + 3 * 1)
        for reason in Self.isThorough ? [ENOSPC, EROFS] : [number.isMultiple(of: 2) ? ENOSPC : EROFS] {
            try await sweep(bench, .failure(reason, calls: nil), offset: number * 12 + 3 * 2)
        }
        // Another machine comes by after the deadline.
        if Self.isThorough || number.isMultiple(of: 3) { try await sweep(bench, .kill, offset: number * 12 + 3 * 3, next: "other") }
    }

    @Test(
        "only people's access can be changed any more: what is due goes all the same",
        arguments: [FaultLibrary.Scope.only("/cache"), .only("/access/.git"), .except("socket")])
    func dueGoesAllTheSame(_ scope: FaultLibrary.Scope) async throws {
        for (number, work) in [FaultScenario.Work.dueRemoval, .dueRemovalByExpire].enumerated() {
            // Where no file can be written at all, people's access is in the cloud.
            let scenario = FaultScenario(work: work, cloud: scope == .except("socket") ? .stub : .embedded)
            try await sweep(try await FaultBench(scenario), .failure(ENOSPC, calls: nil), offset: number * 10, scope)
        }
    }
}
