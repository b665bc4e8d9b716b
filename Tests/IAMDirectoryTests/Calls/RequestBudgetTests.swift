import AccessCore
import Testing

@testable import IAMDirectory

@Suite struct RequestBudgetTests {
    let clock = VirtualClock(.earliest)

    func budget() -> RequestBudget { RequestBudget(sleep: { [clock] in clock.pause($0) }) }

    @Test func withoutThrottlingNobodyWaits() async throws {
        let budget = budget()
        for _ in 0..<50 {
            _ = try await budget.begin()
            await budget.succeeded()
        }
        #expect(clock.pauses.isEmpty)
    }

    @Test func callsThatWereUnderWayTogetherCountOnce() async throws {
        let budget = budget()
        let round = try await budget.begin()
        for _ in 0..<16 { await budget.throttled(in: round) }
        #expect(await budget.gap == .milliseconds(50))
        let next = try await budget.begin()
        await budget.throttled(in: next)
        await budget.throttled(in: round)
        #expect(await budget.gap == .milliseconds(100))
    }

    @Test func theGapIsBoundedAndCloses() async throws {
        let budget = budget()
        for _ in 0..<20 { await budget.throttled(in: try await budget.begin()) }
        #expect(await budget.gap == .seconds(5))
        var successes = 0
        while await budget.gap > .zero {
            await budget.succeeded()
            successes += 1
        }
        // ln(5 s / 5 ms) / -ln 0.95
        #expect(successes == 135)
    }

    @Test func callsThatComeTogetherGoOneAfterTheOther() async throws {
        let budget = budget()
        await budget.throttled(in: try await budget.begin())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try await budget.begin() } }
            try await group.waitForAll()
        }
        #expect(clock.pauses == Array(repeating: .milliseconds(50), count: 10))
    }

    @Test func backOffIsBounded() {
        let policy = RetryPolicy()
        #expect(
            (1...9).map { policy.pause(after: $0, asked: nil, chance: 0.5) }
                == [100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000].map { .milliseconds($0) })
        #expect(policy.pause(after: 100, asked: nil, chance: 1) == .seconds(20))
        #expect(policy.pause(after: 1, asked: .seconds(7), chance: 1) == .seconds(7))
        #expect(policy.pause(after: 1, asked: nil, chance: 0) == .zero)
    }
}
