import TestSupport
import Testing

@testable import Git

/// The bytes of a tree, entry by entry: an entry that isn't whole is damage, never read beyond.
@Suite struct RawTreeTests {
    private static let entry = Array("100644 a\0".utf8) + [UInt8](repeating: 7, count: 20)

    private func names(_ bytes: [UInt8]) throws -> [String] {
        try bytes.withUnsafeBytes { bytes in
            var tree = RawTree(bytes)
            var names: [String] = []
            while let entry = try tree.next() { names.append(String(decoding: entry.name, as: UTF8.self)) }
            return names
        }
    }

    @Test func readsUpToTheLastByte() throws {
        #expect(try names([]) == [])
        #expect(try names(Self.entry) == ["a"])
        #expect(try names(Self.entry + Array("40000 b\0".utf8) + [UInt8](repeating: 8, count: 20)) == ["a", "b"])
    }

    @Test(arguments: 1..<29)
    func anEntryThatIsCutOffIsDamage(count: Int) {
        for start in [[], Self.entry] {
            #expect(Repository.kind { _ = try names(start + Self.entry.prefix(count)) } == .corrupt, "\(start.count) and \(count) bytes")
        }
    }
}
