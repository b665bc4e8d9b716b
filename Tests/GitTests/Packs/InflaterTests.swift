import Foundation
import TestSupport
import Testing

@testable import Git

/// An entry is inflated exactly as long as its head says, or not at all.
@Suite struct InflaterTests {
    /// "abc" in a block that is stored as it is (RFC 1950 and 1951), behind a pack's head.
    private static let pack: [UInt8] =
        Array("PACK".utf8) + [0, 0, 0, 2, 0x78, 0x01, 0x01, 3, 0, 0xFC, 0xFF] + Array("abc".utf8) + [0x02, 0x4D, 0x01, 0x27]

    private func inflated(_ pack: [UInt8], size: Int) throws -> [UInt8]? {
        let folder = TemporaryDirectory()
        let path = folder("pack")
        try Data(pack).write(to: URL(fileURLWithPath: path))
        let (file, inflater) = (try #require(PackFile(path)), try #require(Inflater()))
        return inflater.bytes(of: PackFile.Entry(kind: .object(.blob), size: size, start: 8), in: file)
    }

    @Test func asLongAsItSays() throws { #expect(try inflated(Self.pack, size: 3) == Array("abc".utf8)) }

    @Test(arguments: [0, 2, 4, 5, 70_000, Int(UInt32.max) - 1, .max])
    func neitherShorterNorLonger(size: Int) throws { #expect(try inflated(Self.pack, size: size) == nil) }

    /// Freed twice, this would end the process.
    @Test func anotherZlibInflatesNothing() { for _ in 0..<100 { #expect(Inflater(version: "0.0") == nil) } }

    @Test func neitherCutOffNorWithAnotherChecksum() throws {
        #expect(try inflated(Self.pack.dropLast(), size: 3) == nil)
        #expect(try inflated(Self.pack.dropLast() + [0x28], size: 3) == nil)
    }
}
