import Foundation
import TestSupport
import Testing

/// IAM's connection is reset at each write, before or after its effect, once or for as long as the run tries: what may be
/// tried again is, what is uncertain is told, and the next run settles it. No grant stays without its record (P3, P4).
@Suite(.serialized)
struct CloudCutTests {
    struct Cut: Sendable, CustomTestStringConvertible {
        let work: FaultScenario.Work
        let action: String
        /// `cut-before` or `cut-after` the effect.
        let kind: String
        /// 0: for ever.
        let times: Int

        var testDescription: String { "\(work): \(action), \(kind), \(times == 0 ? "for ever" : "once")" }
        var plan: String { #"{"faults": [{"action": "\#(action)", "nth": 1, "times": \#(times), "kind": "\#(kind)"}]}"# }
    }

    private static let writes: [(FaultScenario.Work, [String])] = [
        (.firstGrant, ["TagUser", "AddUserToGroup"]), (.dueRemoval, ["RemoveUserFromGroup", "UntagUser"]), (.extended, ["TagUser"]),
    ]

    private static let benches = Dictionary(
        uniqueKeysWithValues: writes.map { work, _ in (work, Task { try await FaultBench(FaultScenario(work: work, cloud: .stub)) }) })

    private static let cuts = writes.flatMap { work, actions in
        actions.flatMap { action in
            ["cut-before", "cut-after"].flatMap { kind in [1, 0].map { Cut(work: work, action: action, kind: kind, times: $0) } }
        }
    }

    @Test("each write", arguments: cuts)
    func write(_ cut: Cut) async throws {
        let bench = try await #require(Self.benches[cut.work]).value
        let trial = try await bench.trial()
        let stub = try #require(trial.stub)
        try stub.plan(cut.plan)
        let broken = try await trial.run()
        let calls = try stub.state().calls
        let told = "\(cut.testDescription)\nbroken run \(broken.code):\n\(broken.errors)\(broken.output)\n\(calls)"
        // Each of these writes may be repeated: done twice it is what it was.
        #expect(calls[cut.action, default: 0] > 1, "\(told)")
        if cut.times == 1 {
            #expect(broken.code == 0, "\(told)")
            try trial.expectRight(told)
        } else {
            #expect(broken.code == 1 && (broken.errors + broken.output).contains("couldn't"), "\(told)")
            if cut.action == "AddUserToGroup" || cut.work == .extended {
                #expect((broken.errors + broken.output).contains("it may have happened all the same"), "\(told)")
            }
        }
        try stub.plan("{}")
        try await trial.expectMended(told)
        // What was done is told as done, and once; or as seen afterwards where it may have been; or, of a removal, as found.
        let type = [.firstGrant: "granted", .extended: "extended"][cut.work] ?? "revoked"
        let done = try await trial.site.records(type, user: FaultScenario.user)
        let perhaps = try await trial.site.records("failed", user: FaultScenario.user).filter { $0.contains("\"uncertain\":true") }
        let found = try await trial.site.records("inferred", user: FaultScenario.user)
        // An end that was in doubt and isn't there is put there.
        let seen =
            try await trial.site.records("recovered", user: FaultScenario.user)
            + trial.site.records("mended", user: FaultScenario.user)
        #expect(done.count <= 1 && done.count + seen.count + found.count > 0, "\(done) \(perhaps) \(seen) \(found): \(told)")
        #expect(perhaps.allSatisfy { $0.contains("Perhaps done") }, "\(perhaps)")
        if cut.times == 1 { #expect(done.count == 1 && perhaps.isEmpty && found.isEmpty, "\(told)") }
    }
}
