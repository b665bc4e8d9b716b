import Foundation
import TestSupport
import Testing

/// A removal takes two writes of IAM: first the member, then the tag. A kill between them leaves a tag that gives nothing.
@Suite(.enabled(if: FaultLibrary.isUsable, "LD_PRELOAD is glibc's"))
struct KillBetweenWritesTests {
    @Test("the tag that a killed removal left goes, two minutes after the removal is on record (P4)", arguments: ["cache", "other"])
    func tagGoes(_ cache: String) async throws {
        let bench = try await FaultBench(FaultScenario(work: .dueRemoval, cloud: .stub))
        let sent = FaultLibrary.Scope.only("socket")
        var found = 0
        for call in try await bench.calls(sent) {
            let trial = try await bench.trial()
            let killed = try await trial.run(environment: try await FaultLibrary.environment(.kill, at: call.number, sent))
            #expect(killed.code == 128 + SIGKILL, "\(call): \(killed.errors)")
            let left = try trial.access()
            guard !left.isMember, left.tag != nil else { continue }
            found += 1
            let next = try await trial.run(cache: cache, now: trial.scenario.later)
            #expect(next.code == 0, "\(next.errors)")
            #expect(try await trial.site.records("recovered", user: FaultScenario.user).count == 1, "\(next.errors)")
            // Reads may still show what was before, so what was just put on record as gone isn't touched.
            #expect(try trial.access() == left, "\(next.errors)")
            let last = try await trial.run(cache: cache, now: trial.scenario.evenLater)
            #expect(last.code == 0, "\(last.errors)")
            try trial.expectRight("\(next.errors)\(last.errors)")
            let removed = try await trial.site.records("revoked", user: FaultScenario.user)
            #expect(removed.count == 1 && removed.allSatisfy { $0.contains("stray-lease") }, "\(removed)")
        }
        #expect(found > 0)
    }
}
