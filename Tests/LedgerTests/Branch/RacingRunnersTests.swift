import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

@Suite struct RacingRunnersTests {
    @Test func twoRunnersAtOnceLoseNothing() async throws {
        let world = try LedgerWorld()
        try await world.begin(world.runner("cache-0"))
        let runners = ["one", "two"]
        let lost = try await withThrowingTaskGroup(of: Int.self) { group in
            for name in runners {
                group.addTask {
                    let runner = world.runner(name)
                    var view = try await runner.open()
                    var lost = 0
                    for number in 0..<50 {
                        let entries = [
                            Samples.entry(Samples.acceptance("\(name)-\(number)"), run: "\(name)-\(number)"),
                            Samples.entry(Samples.acceptance("\(name)-\(number)"), in: AccountName(name), run: "\(name)-\(number)"),
                        ]
                        while true {
                            if case .appended(let next) = try await runner.append(entries, phase: .outcome, to: view) {
                                view = next
                                break
                            }
                            lost += 1
                            view = try await runner.open()
                        }
                    }
                    return lost
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(lost > 0, "they never raced")
        let view = try await world.runner("cache-3").open()
        #expect(view.state.requests.count == 100)
        #expect(view.state.requests.values.allSatisfy { $0.units.count == 2 })
        let repository = try Repository.openBare(at: world.remotePath)
        let verdict = LedgerVerifier(of: "audit", snapshots: .every).verify(try #require(ObjectID(hex: view.tip.text)), in: repository)
        guard case .consistentNotAnchored(let summary) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(summary.records == 201 && summary.commits == 101)
        try await world.git("fsck", "--strict", "--full")
    }
}
