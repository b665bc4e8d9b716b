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
}
