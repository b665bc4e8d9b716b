import Testing

@testable import Git

/// Differences that git makes, and such as nobody should.
@Suite struct PackDeltaTests {
    private let base = [UInt8]("0123456789".utf8)

    private func apply(_ delta: [UInt8], most: Int = 1 << 20) -> String? {
        PackDelta.apply(delta, to: base, most: most).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("pieces of what was before, and new bytes")
    func sound() {
        #expect(apply([10, 6, 0x91, 2, 3, 3, 0x61, 0x62, 0x63]) == "234abc")
        // From the beginning, without a place.
        #expect(apply([10, 2, 0x90, 2]) == "01")
        #expect(apply([10, 20, 0x90, 10, 0x90, 10]) == "01234567890123456789")
        #expect(apply([10, 0]) == "")
        // Numbers of two bytes; no length is 65,536.
        let long = [UInt8](repeating: 7, count: 70_000)
        let copied = PackDelta.apply([0xF0, 0xA2, 4, 0x80, 0x80, 4, 0x81, 1], to: long, most: 1 << 20)
        #expect(copied == [UInt8](repeating: 7, count: 65_536))
        #expect(PackDelta.apply([0xF0, 0xA2, 4, 0x80, 2, 0xB2, 1, 0, 1], to: long, most: 1 << 20)?.count == 256)
    }

    @Test(
        "what reads beside its base, ends early, or doesn't come out as it says",
        arguments: [
            [], [10], [9, 1, 0x90, 1], [11, 1, 0x90, 1], [10, 3, 0x91, 8, 3], [10, 1, 0x91, 10, 1], [10, 11, 0x90, 11],
            [10, 1, 0x91, 0xFF], [10, 1, 0x91], [10, 1, 0], [10, 2, 2, 0x61], [10, 1, 2, 0x61, 0x62], [10, 3, 0x90, 2], [10, 2, 0x90, 3],
            [10, 1, 0x90, 1, 0x90, 1], [0x8A], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
            [10, 1, 0x9F, 0xFF, 0xFF, 0xFF, 0xFF, 1],
            [10, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func refused(delta: [UInt8]) { #expect(apply(delta) == nil) }

    @Test("no more comes out than may")
    func limit() {
        #expect(apply([10, 2, 0x90, 2], most: 2) == "01")
        #expect(apply([10, 2, 0x90, 2], most: 1) == nil)
        #expect(apply([10, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x90, 2], most: 1 << 20) == nil)
    }
}
