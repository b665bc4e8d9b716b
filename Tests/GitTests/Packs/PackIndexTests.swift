import Foundation
import TestSupport
import Testing

@testable import Git

/// What can't be an index isn't taken for one: nothing is set aside for names that it doesn't have.
@Suite struct PackIndexTests {
    private static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// - Parameter counts: of names that begin with a byte or a lower one.
    private func index(_ counts: [Int], body: Int, head: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]) throws -> PackIndex? {
        let folder = TemporaryDirectory()
        let path = folder("index")
        try Data(head + counts.flatMap(Self.number) + [UInt8](repeating: 0, count: body)).write(to: URL(fileURLWithPath: path))
        return PackIndex(path)
    }

    @Test func asLongAsItsNamesOrLonger() throws {
        let counts = [Int](repeating: 2, count: 256)
        #expect(try index(counts, body: 2 * 28 + 40) != nil)
        #expect(try index(counts, body: 2 * 28 + 39) == nil)
        #expect(try index([Int](repeating: 0, count: 256), body: 40) != nil)
        #expect(try index([Int](repeating: 0x7FFF_FFFF, count: 256), body: 40) == nil, "sixty gigabytes of names in forty bytes")
    }

    @Test func itsNamesAreCountedUpwards() throws {
        var counts = [Int](repeating: 2, count: 256)
        counts[7] = 3
        #expect(try index(counts, body: 2 * 28 + 40) == nil)
    }

    @Test func ofTheVersionThatIsKnown() throws {
        let counts = [Int](repeating: 0, count: 256)
        #expect(try index(counts, body: 40, head: [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 3]) == nil)
        #expect(try index(counts, body: 40, head: [0, 0, 0, 0, 0, 0, 0, 0]) == nil)
    }
}
