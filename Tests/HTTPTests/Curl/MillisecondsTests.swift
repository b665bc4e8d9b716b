import Testing

@testable import HTTP

struct MillisecondsTests {
    @Test(arguments: [
        (Duration.seconds(-5), Int32(0), 1), (.zero, 0, 1), (.nanoseconds(1), 1, 1), (.milliseconds(1), 1, 1),
        (.microseconds(1001), 2, 2), (.seconds(10), 10_000, 10_000), (.seconds(1 << 60), 3_600_000, 1_000_000_000),
    ])
    func roundedUpAndBounded(duration: Duration, poll: Int32, option: Int) {
        #expect(duration.pollMilliseconds == poll)
        #expect(duration.optionMilliseconds == option)
    }
}
