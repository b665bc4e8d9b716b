import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite struct TarArchiveTests {
    @Test("the machine's tar unpacks it to the same bytes", arguments: [0, 1, 511, 512, 513, 100_000])
    func unpacked(size: Int) async throws {
        let folder = TemporaryDirectory()
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let name = "a/" + String(repeating: "n", count: 98)
        var archive = TarArchive(time: 1_795_348_803)
        archive.add(name, content)
        archive.add("a/last", Array("end\n".utf8))
        archive.finish()
        #expect(archive.bytes.count % 512 == 0)
        try Data(archive.bytes).write(to: URL(fileURLWithPath: folder("x.tar")))
        let listed = try await Shell.run(["tar", "--utc", "--full-time", "-tvf", "x.tar"], in: folder.path)
        #expect(listed.code == 0 && listed.errors.isEmpty, "\(listed.errors)")
        #expect(listed.output.contains("-rw-r--r-- 0/0") && listed.output.contains("2026-11-22 12:00:03 \(name)\n"), "\(listed.output)")
        let unpacked = try await Shell.run(["tar", "-xf", "x.tar"], in: folder.path)
        #expect(unpacked.code == 0)
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder(name)))) == content)
        #expect(try String(contentsOfFile: folder("a/last"), encoding: .utf8) == "end\n")
    }

    /// A commit says when it was made, and anybody's commit may say anything.
    @Test(
        "a time that has no place in a header is the nearest that has",
        arguments: [
            (Int64.min, "1970-01-01 00:00:00"), (-1, "1970-01-01 00:00:00"), (1 << 33 - 1, "2242-03-16 12:56:31"),
            (1 << 33, "2242-03-16 12:56:31"), (.max, "2242-03-16 12:56:31"),
        ])
    func times(time: Int64, words: String) async throws {
        let folder = TemporaryDirectory()
        var archive = TarArchive(time: time)
        archive.add("x", Array("x".utf8))
        archive.finish()
        try Data(archive.bytes).write(to: URL(fileURLWithPath: folder("x.tar")))
        let listed = try await Shell.run(["tar", "--utc", "--full-time", "-tvf", "x.tar"], in: folder.path)
        #expect(listed.code == 0 && listed.errors.isEmpty && listed.output.contains("\(words) x\n"), "\(listed)")
    }
}
