import Testing

@testable import HTTP

struct PullBufferTests {
    private func offer(_ count: Int, to buffer: PullBuffer) -> Reception {
        [UInt8](repeating: 7, count: count).withUnsafeBytes { buffer.receive($0) }
    }

    private func drain(_ buffer: PullBuffer, _ count: Int) -> Int {
        var bytes = [UInt8](repeating: 0, count: count)
        return bytes.withUnsafeMutableBytes { buffer.drain(into: $0) }
    }

    @Test func itTakesNoMoreThanItsBound() {
        let buffer = PullBuffer()
        var taken = 0
        while offer(10_000, to: buffer) == .taken { taken += 10_000 }
        #expect(taken == Limits.pullBytes / 10_000 * 10_000)
        #expect(drain(buffer, 15_000) == 15_000)
        #expect(offer(20_000, to: buffer) == .taken)
        #expect(offer(10_000, to: buffer) == .later)
        #expect(drain(buffer, 1_000_000) == taken + 5_000)
        #expect(buffer.isEmpty)
    }

    @Test func whatIsLargerThanTheBoundIsTakenWhenNothingIsHeld() {
        let buffer = PullBuffer()
        #expect(offer(Limits.pullBytes * 2, to: buffer) == .taken)
        #expect(offer(1, to: buffer) == .later)
        #expect(drain(buffer, .max >> 40) == Limits.pullBytes * 2)
    }

    @Test func aWaitingReaderIsFilledDirectly() {
        let buffer = PullBuffer()
        var bytes = [UInt8](repeating: 0, count: 150)
        let count = bytes.withUnsafeMutableBytes { destination in
            buffer.filling(destination) { filled in
                #expect(offer(100, to: buffer) == .taken)
                #expect(filled() == 100)
                #expect(offer(100, to: buffer) == .taken)
            }
        }
        #expect(count == 150)
        #expect(drain(buffer, 1000) == 50)
    }
}
