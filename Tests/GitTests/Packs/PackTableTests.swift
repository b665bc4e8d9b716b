import Foundation
import TestSupport
import Testing

@testable import Git

/// What of an index is kept in memory finds what the index says, or that it can't tell.
@Suite struct PackTableTests {
    private static func name(_ first: UInt8, _ second: UInt8, last: UInt8) -> [UInt8] {
        [first, second, 1, 2, 3] + [UInt8](repeating: 9, count: 14) + [last]
    }

    private func id(_ bytes: [UInt8]) -> ObjectID { bytes.withUnsafeBytes { ObjectID(at: 0, in: $0) } }

    @Test func findsByTheFirstFiveBytes() throws {
        let names = [
            Self.name(0, 5, last: 0), Self.name(7, 0, last: 0), Self.name(7, 1, last: 1), Self.name(7, 1, last: 2),
            Self.name(7, 200, last: 0),
        ]
        let words: [[UInt8]] = [[0, 0, 0, 12], [0, 0, 1, 0], [0, 0, 2, 0], [0, 0, 3, 0], [0x80, 0, 0, 1]]
        let folder = TemporaryDirectory()
        let path = folder("table")
        try Data([0xAA, 0xBB] + names.joined() + words.joined()).write(to: URL(fileURLWithPath: path))
        let file = try #require(DiskFile(path))
        let table = try #require(PackTable(file, names: 2, offsets: 102, count: 5))
        #expect(table.find(id(names[0]), in: 0..<1) == .at(12))
        #expect(table.find(id(names[1]), in: 1..<5) == .at(256))
        #expect(table.find(id(names[2]), in: 1..<5) == .unclear)
        #expect(table.find(id(names[3]), in: 1..<5) == .unclear)
        #expect(table.find(id(names[4]), in: 1..<5) == .at(0x8000_0001))
        #expect(table.find(id(Self.name(7, 2, last: 0)), in: 1..<5) == .nowhere)
        #expect(table.find(id(Self.name(7, 255, last: 0)), in: 1..<5) == .nowhere)
        #expect(table.find(id(Self.name(9, 0, last: 0)), in: 5..<5) == .nowhere)
        #expect(PackTable(file, names: 2, offsets: 103, count: 5) == nil, "the file ends too early")
    }
}
