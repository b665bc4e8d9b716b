import Testing

@testable import HTTP

struct TransferClockTests {
    private let start = ContinuousClock.now
    private let limits = Timeouts(
        connect: .seconds(5), total: .seconds(100), stall: .init(bytesPerSecond: 10, window: .seconds(20)))

    private func clock() -> TransferClock { TransferClock(limits, now: start) }

    @Test func connectingHasItsOwnLimit() {
        var clock = clock()
        #expect(clock.nextCheck == start + .seconds(5))
        #expect(clock.check(at: start + .milliseconds(4999), moved: 0) == nil)
        #expect(clock.check(at: start + .seconds(5), moved: 0) == .connect)
    }

    @Test func aStallIsTooLittleInAWindow() {
        var clock = clock()
        clock.requestBegan(at: start + .seconds(1), moved: 0)
        #expect(clock.nextCheck == start + .seconds(21))
        #expect(clock.check(at: start + .seconds(21), moved: 200) == nil)
        #expect(clock.nextCheck == start + .seconds(41))
        #expect(clock.check(at: start + .seconds(41), moved: 399) == .stall)
    }

    @Test func aReadersAbsenceIsNoStall() {
        var clock = clock()
        clock.requestBegan(at: start, moved: 0)
        clock.excuse(.seconds(50))
        #expect(clock.check(at: start + .seconds(69), moved: 0) == nil)
        #expect(clock.check(at: start + .seconds(70), moved: 0) == .stall)
    }

    @Test func nothingExtendsTheTotal() {
        var clock = clock()
        clock.requestBegan(at: start, moved: 0)
        clock.excuse(.seconds(500))
        clock.connectionBegins(at: start + .seconds(99))
        #expect(clock.nextCheck == start + .seconds(100))
        #expect(clock.check(at: start + .seconds(100), moved: .max) == .total)
    }

    @Test(arguments: [(1, Duration.milliseconds(1), 1), (10, .milliseconds(1250), 13), (Int.max, .seconds(1 << 40), Int.max)])
    func bytesPerWindow(rate: Int, window: Duration, bytes: Int) {
        #expect(Timeouts.Stall(bytesPerSecond: rate, window: window).bytesPerWindow == bytes)
    }
}
