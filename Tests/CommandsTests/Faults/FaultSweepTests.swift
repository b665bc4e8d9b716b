import Foundation
import TestSupport
import Testing

/// Whatever call of the command fails or is its last, nothing is lost: the next run puts all right (P2, P3, P4).
///
/// `make test` takes a sample by chance; `make faults` takes every call of every scenario, some at a time, or those that
/// its settings leave (`scripts/faults`).
@Suite(.serialized, .totals, .enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct FaultSweepTests {
    static let local = FaultScenario.Work.allCases.map { FaultScenario(work: $0) }
    static let remote = [FaultScenario.Work.firstGrant, .dueRemoval, .extended].map {
        FaultScenario(work: $0, ledger: .http, cloud: .stub)
    }

    @Test("a call that writes is the last one, fails, or is the first of all that fail", arguments: Array((local + remote).enumerated()))
    func faults(_ number: Int, scenario: FaultScenario) async throws {
        let isThorough = FaultSweep.isThorough
        let bench = try await FaultBench(scenario)
        try await FaultSweep(bench: bench, kind: .kill, offset: number * 12).run()
        try await FaultSweep(bench: bench, kind: .failure(EIO), offset: number * 12 + 3 * 1).run()
        for reason in isThorough ? [ENOSPC, EROFS] : [number.isMultiple(of: 2) ? ENOSPC : EROFS] {
            try await FaultSweep(bench: bench, kind: .failure(reason, calls: nil), offset: number * 12 + 3 * 2).run()
        }
        // Another machine comes by after the deadline.
        if !isThorough, number.isMultiple(of: 3) {
            try await FaultSweep(bench: bench, kind: .kill, offset: number * 12 + 3 * 3, next: "other").run()
        }
        guard isThorough else { return }
        // Once more where no chance moves the numbers, so that none is left out: an answer that comes over the network in
        // two parts is written in two.
        let exact = try await FaultBench(scenario, hasAllFolders: true)
        let scope = scenario.ledger == .http ? FaultLibrary.Scope.except("/objects/pack/pack_git2") : .all
        for next in ["cache", "other"] {
            try await FaultSweep(bench: exact, kind: .kill, offset: number * 12 + 3 * 3, scope: scope, next: next).run()
        }
    }

    @Test(
        "only people's access can be changed any more: what is due goes all the same",
        arguments: [FaultLibrary.Scope.only("/cache"), .only("/access/.git"), .except("socket")])
    func dueGoesAllTheSame(_ scope: FaultLibrary.Scope) async throws {
        for (number, work) in [FaultScenario.Work.dueRemoval, .dueRemovalByExpire].enumerated() {
            // Where no file can be written at all, people's access is in the cloud.
            let scenario = FaultScenario(work: work, cloud: scope == .except("socket") ? .stub : .embedded)
            let bench = try await FaultBench(scenario)
            try await FaultSweep(bench: bench, kind: .failure(ENOSPC, calls: nil), offset: number * 10, scope: scope).run()
        }
    }
}
