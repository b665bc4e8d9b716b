import AccessCore
import Foundation
import TestSupport
import Testing

@Suite struct WindowTests {
    @Test func anEndBelongsToNoWindowAndAStartDoes() throws {
        let window = try #require(Window(start: at(10), end: at(20)))
        #expect(!window.contains(at(9)))
        #expect(window.contains(at(10)))
        #expect(window.contains(at(19)))
        #expect(!window.contains(at(20)))
        #expect(Window(start: at(10), end: at(10)) == nil)
        #expect(Window(start: at(11), end: at(10)) == nil)
        #expect(window.ending(by: at(15)) == Window(start: at(10), end: at(15)))
        #expect(window.ending(by: at(25)) == window)
        #expect(window.ending(by: at(10)) == nil)
    }

    @Test(
        arguments: [
            ([(0, 10), (10, 20)], 5, 0, 20),  // adjoining
            ([(0, 10), (10, 20)], 10, 0, 20),
            ([(5, 20), (0, 10)], 3, 0, 20),  // overlapping, in any order
            ([(0, 30), (5, 10)], 20, 0, 30),  // one within the other
            ([(0, 10), (11, 20)], 5, 0, 10),  // a gap stays a gap
            ([(0, 10), (11, 20)], 11, 11, 20),
            ([(0, 30), (5, 10), (12, 14), (30, 31)], 11, 0, 31),
        ] as [([(Int64, Int64)], Int64, Int64, Int64)])
    func unionOfWindows(windows: [(Int64, Int64)], instant: Int64, start: Int64, end: Int64) {
        let whole = Window.unbroken(windows.compactMap { Window(start: at($0.0), end: at($0.1)) }, covering: at(instant))
        #expect(whole == Window(start: at(start), end: at(end)))
    }

    @Test(arguments: [([(0, 10), (11, 20)], 10), ([(0, 10)], 20), ([(5, 10)], 4), ([], 0)] as [([(Int64, Int64)], Int64)])
    func whatNoWindowCoversIsNil(windows: [(Int64, Int64)], instant: Int64) {
        #expect(Window.unbroken(windows.compactMap { Window(start: at($0.0), end: at($0.1)) }, covering: at(instant)) == nil)
    }

    /// Against a grid of seconds, each of which is open or not.
    @Test func agreesWithAGridOfSeconds() {
        for seed in UInt64(1)...3000 {
            var random = SplitMix64(seed: seed)
            var open = [Bool](repeating: false, count: 60)
            var windows: [Window] = []
            for _ in 0..<Int.random(in: 0...7, using: &random) {
                let start = Int.random(in: 0..<55, using: &random)
                let end = start + Int.random(in: 1...min(15, 60 - start), using: &random)
                for second in start..<end { open[second] = true }
                if let window = Window(start: at(Int64(start)), end: at(Int64(end))) { windows.append(window) }
            }
            let instant = Int.random(in: 0..<60, using: &random)
            var expected: Window?
            if open[instant] {
                var (start, end) = (instant, instant)
                while start > 0, open[start - 1] { start -= 1 }
                while end < 60, open[end] { end += 1 }
                expected = Window(start: at(Int64(start)), end: at(Int64(end)))
            }
            #expect(Window.unbroken(windows, covering: at(Int64(instant))) == expected, "seed \(seed)")
        }
    }

    @Test func aWindowThatEndsBeforeItStartsIsNotReadBack() {
        let text = #"{"start":"2026-11-22T17:00:00Z","end":"2026-11-22T16:00:00Z"}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Window.self, from: Data(text.utf8)) }
    }

    private func at(_ second: Int64) -> Timestamp { Timestamp(seconds: second) }
}
