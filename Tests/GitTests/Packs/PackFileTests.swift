import Foundation
import TestSupport
import Testing

@testable import Git

/// An entry's head: its kind, its size, and what it is told from.
@Suite struct PackFileTests {
    private static let head = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 1]

    private func file(_ bytes: [UInt8]) throws -> PackFile? {
        let folder = TemporaryDirectory()
        let path = folder("pack")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return PackFile(path)
    }

    /// The entry that begins behind the head and so many bytes.
    private func entry(_ bytes: [UInt8], behind count: Int = 0) throws -> PackFile.Entry? {
        try #require(try file(Self.head + [UInt8](repeating: 0, count: count) + bytes)).entry(at: UInt64(Self.head.count + count))
    }

    @Test func sizes() throws {
        let short = try #require(try entry([0x3F]))
        #expect(short.kind == .object(.blob) && short.size == 15 && short.start == 13)
        let long = try #require(try entry([0x9F, 0xFF, 0x01]))
        #expect(long.kind == .object(.commit) && long.size == 15 + 0x7F << 4 + 1 << 11 && long.start == 15)
        let longest = try #require(try entry([0xA0] + [UInt8](repeating: 0xFF, count: 6) + [0x7F]))
        #expect(longest.kind == .object(.tree) && longest.size == (1 << 53) - 16)
    }

    @Test("a size that goes on for ever, or up to the end of the file, is none")
    func endless() throws {
        for count in [7, 8, 9, 40] { #expect(try entry([0xBF] + [UInt8](repeating: 0xFF, count: count) + [1]) == nil, "\(count)") }
        #expect(try entry([]) == nil)
        #expect(try entry([0xBF]) == nil)
    }

    @Test("how far back: one more for each byte that follows")
    func distances() throws {
        #expect(try entry([0x60, 0x05], behind: 100)?.kind == .differenceBack(5))
        #expect(try entry([0x60, 0x80, 0x00], behind: 200)?.kind == .differenceBack(128))
        #expect(try entry([0x60, 0x81, 0x01], behind: 400)?.kind == .differenceBack(257))
        // Nothing stands before the file, and nothing is told from itself.
        #expect(try entry([0x60, 12], behind: 0) == nil)
        #expect(try entry([0x60, 0]) == nil)
        #expect(try entry([0x60] + [UInt8](repeating: 0xFF, count: 12) + [0]) == nil)
        #expect(try entry([0x60]) == nil)
    }

    @Test("by name, and what isn't looked for")
    func others() throws {
        let name = (0..<20).map { UInt8($0) }
        #expect(try entry([0x71] + name)?.kind == .difference(from: name.withUnsafeBytes { ObjectID(at: 0, in: $0) }))
        #expect(try entry([0x71] + name.dropLast()) == nil)
        for type in [0x00, 0x40, 0x50] as [UInt8] { #expect(try entry([type]) == nil) }
    }

    @Test func whatIsNoPackIsNone() throws {
        #expect(try file(Self.head) != nil)
        #expect(try file(Array("PACK".utf8) + [0, 0, 0, 3]) != nil)
        for bytes in [[], Array("PACK".utf8), Array("PACK".utf8) + [0, 0, 0, 4], Array("PACK".utf8) + [1, 0, 0, 2]] {
            #expect(try file(bytes) == nil, "\(bytes)")
        }
        #expect(try file(Array("PCAK".utf8) + [0, 0, 0, 2]) == nil)
    }
}
