import Foundation
import TestSupport
import Testing

@testable import Git

/// What of an index is kept in memory finds what the index says, or that it can't tell.
@Suite struct PackTableTests {
    private static func name(_ first: UInt8, _ second: UInt8, last: UInt8) -> [UInt8] {
        [first, second, 1, 2, 3] + [UInt8](repeating: 9, count: 14) + [last]
    }

    /// How many begin with each byte or a lower one.
    private static func fanout(_ names: [[UInt8]]) -> [Int] { (0..<256).map { byte in names.count { Int($0[0]) <= byte } } }

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
        let fanout = Self.fanout(names)
        let table = try #require(PackTable(file, names: 2, offsets: 102, fanout: fanout))
        func find(_ id: ObjectID, in range: Range<Int>) -> PackTable.Place { table.find(id, in: range) { self.id(names[$0]) == id } }
        #expect(find(id(names[0]), in: 0..<1) == .at(12))
        #expect(find(id(names[1]), in: 1..<5) == .at(256))
        #expect(find(id(names[2]), in: 1..<5) == .unclear)
        #expect(find(id(names[3]), in: 1..<5) == .unclear)
        #expect(find(id(names[4]), in: 1..<5) == .at(0x8000_0001))
        #expect(find(id(Self.name(7, 2, last: 0)), in: 1..<5) == .nowhere)
        #expect(find(id(Self.name(7, 0, last: 1)), in: 1..<5) == .nowhere, "it begins as one that is there")
        #expect(find(id(Self.name(7, 255, last: 0)), in: 1..<5) == .nowhere)
        #expect(find(id(Self.name(9, 0, last: 0)), in: 5..<5) == .nowhere)
        #expect(PackTable(file, names: 2, offsets: 103, fanout: fanout) == nil, "the file ends too early")
    }

    /// Halving what isn't sorted finds one thing, and reading on from where a name should stand another.
    @Test func thereIsNoneOfNamesThatArentSorted() throws {
        let sound = [Self.name(3, 1, last: 1), Self.name(3, 1, last: 2), Self.name(3, 1, last: 2), Self.name(7, 0, last: 0)]
        func table(_ names: [[UInt8]], counted: [[UInt8]]? = nil) throws -> PackTable? {
            let folder = TemporaryDirectory()
            try Data(names.joined() + [UInt8](repeating: 0, count: 16)).write(to: URL(fileURLWithPath: folder("table")))
            let file = try #require(DiskFile(folder("table")))
            return PackTable(file, names: 0, offsets: 80, fanout: Self.fanout(counted ?? names))
        }
        #expect(try table(sound) != nil)
        #expect(try table([sound[1], sound[0], sound[2], sound[3]]) == nil)
        #expect(try table([sound[3], sound[0], sound[1], sound[2]]) == nil)
        #expect(try table(sound, counted: [sound[0], sound[1], Self.name(4, 0, last: 0), sound[3]]) == nil)
        #expect(try table(sound, counted: [sound[0], sound[1], sound[2], Self.name(8, 0, last: 0)]) == nil)
        #expect(try table(sound, counted: [sound[0], sound[1], sound[3], sound[3]]) == nil)
        #expect(try table(sound, counted: [Self.name(2, 0, last: 0), sound[1], sound[2], sound[3]]) == nil)
    }
}
