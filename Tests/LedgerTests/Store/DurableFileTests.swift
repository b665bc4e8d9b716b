import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite struct DurableFileTests {
    let directory = TemporaryDirectory()

    @Test(arguments: [0, 1, 1000])
    func asMuchAsTheLimitIsRead(_ count: Int) throws {
        let path = try directory.write(String(repeating: "x", count: count), to: "file")
        #expect(try DurableFile.read(path, limit: count)?.count == count)
    }

    @Test(arguments: [0, 1, 1000])
    func oneByteMoreIsRefused(_ limit: Int) throws {
        let path = try directory.write(String(repeating: "x", count: limit + 1), to: "file")
        #expect(throws: LedgerFault(.limit("it has more than \(limit) bytes"), file: path)) { _ = try DurableFile.read(path, limit: limit) }
    }

    @Test func whatIsNotThereIsNilAndRemovedAlready() throws {
        #expect(try DurableFile.read(directory("none"), limit: 10) == nil)
        try DurableFile.remove(directory("none"))
        #expect(!DurableFile.ends(directory("none"), with: [1]))
    }

    @Test func aFileIsReplacedAsAWhole() throws {
        let path = directory("folder/file")
        for bytes in [[1, 2, 3], [], [9]] as [[UInt8]] {
            try DurableFile.replace(path, with: bytes)
            #expect(try DurableFile.read(path, limit: 10) == bytes)
        }
        #expect(DurableFile.ends(path, with: [9]) && !DurableFile.ends(path, with: [8]) && !DurableFile.ends(path, with: [0, 9]))
    }

    @Test func whereTheFileCannotTakeItsNameNoDraftIsLeft() throws {
        try directory.write("kept", to: "file/inside")
        let failure = #expect(throws: DurableFile.Failure.self) { try DurableFile.replace(directory("file"), with: [1, 2, 3]) }
        #expect(failure?.call == "rename")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["file"])
    }
}
