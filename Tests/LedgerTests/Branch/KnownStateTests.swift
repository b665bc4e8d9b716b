import AccessCore
import Foundation
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

@Suite struct KnownStateTests {
    let directory = TemporaryDirectory()
    var snapshot: Snapshot {
        get throws {
            var snapshot = Snapshot()
            _ = try snapshot.append(Samples.everyKind)
            return snapshot
        }
    }

    @Test func whatIsWrittenIsReadAndReplacedAsAWhole() throws {
        let known = KnownState(in: CacheFolder(directory("cache")))
        #expect(try known.read() == nil)
        let tips = [CommitID(String(repeating: "1", count: 40)), CommitID(String(repeating: "2", count: 40))]
        for tip in tips {
            try known.write(try snapshot.text(), at: tip)
            #expect(try known.read() == LedgerView(tip: tip, state: try snapshot.state))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory("cache")) == ["state.json"])
    }

    @Test func aFileOfTheSameCommitIsLeftAlone() throws {
        let known = KnownState(in: CacheFolder(directory.path))
        let tip = CommitID(String(repeating: "1", count: 40))
        try known.write(try snapshot.text(), at: tip)
        let before = try FileManager.default.attributesOfItem(atPath: directory("state.json"))[.systemFileNumber] as? Int
        try known.write(try snapshot.text(), at: tip)
        #expect(try FileManager.default.attributesOfItem(atPath: directory("state.json"))[.systemFileNumber] as? Int == before)
    }

    @Test func aSnapshotTakenFromTheBranchWillDo() throws {
        try directory.write(String(decoding: try snapshot.text(), as: UTF8.self), to: "state.json")
        let view = try #require(try KnownState(in: CacheFolder(directory.path)).read())
        #expect(view.state == (try snapshot.state))
        #expect(view.tip.text == String(repeating: "0", count: 40))
    }

    @Test(arguments: ["", "{", "{}", "[]", "{\"snapshot\":{},\"tip\":\"\"}", "{\"version\":2,\"state\":{},\"heads\":{}}"])
    func whatCantBeReadIsNamed(_ text: String) throws {
        let path = try directory.write(text, to: "state.json")
        #expect { try KnownState(in: CacheFolder(directory.path)).read() } throws: { ($0 as? LedgerFault)?.file == path }
    }

    @Test func aHugeFileIsRefusedUnread() throws {
        try directory.write(String(repeating: " ", count: 5000), to: "state.json")
        #expect { try KnownState(in: CacheFolder(directory.path), limits: LedgerLimits(snapshot: 1000)).read() } throws: {
            ($0 as? LedgerFault)?.kind == .limit("it has more than 2024 bytes")
        }
    }

    @Test func aFolderInItsPlaceFails() throws {
        try directory.write("", to: "state.json/x")
        #expect(throws: (any Error).self) { try KnownState(in: CacheFolder(directory.path)).read() }
        #expect(throws: (any Error).self) { try KnownState(in: CacheFolder(directory.path)).write(try snapshot.text(), at: CommitID("1")) }
    }
}
