import AccessCore
import Reconciliation
import TestSupport
import Testing

@testable import Git
@testable import Ledger

/// Folders that git stores and hands on, though it would never write them: what a verification reads in them must be what a
/// run does (P11).
@Suite struct TamperedFoldersTests {
    private let sample: TamperingSample
    private let repository: Repository

    init() async throws {
        sample = try await TamperingSample()
        repository = try Repository.openBare(at: sample.world.remotePath)
    }

    private struct Entry {
        var mode: String
        var name: String
        var id: ObjectID
    }

    /// The tip's own folder, with other entries than it has.
    private func tip(_ change: (inout [Entry]) throws -> Void) throws -> ObjectID {
        let tip = try repository.commit(sample.tip)
        let ledger = try #require(try repository.entry(at: "ledger", in: tip.tree)).id
        let state = try #require(try repository.entry(at: Snapshot.path, in: tip.tree)).id
        var entries = [Entry(mode: "40000", name: "ledger", id: ledger), Entry(mode: "100644", name: Snapshot.path, id: state)]
        try change(&entries)
        let bytes = entries.flatMap { Array("\($0.mode) \($0.name)\0".utf8) + $0.id.bytes }
        // By hand, since libgit2 makes no commit of some of them.
        let commit = String(decoding: try repository.raw(sample.tip, limit: 1 << 20).bytes, as: UTF8.self)
        let tree = try repository.write(bytes, as: .tree)
        return try repository.write(Array(commit.replacing(tip.tree.hex, with: tree.hex).utf8), as: .commit)
    }

    private func fault(_ tip: ObjectID) -> LedgerFault? { LedgerVerifier(of: "audit").verify(tip, in: repository).fault }

    /// A state in which nobody has an end, beside the true one.
    private func poisoned() throws -> ObjectID {
        let text = Array(try #require(sample.honest.steps.last?.files[Snapshot.path]))
        var snapshot = try Snapshot(text: text)
        snapshot.state.grants = [:]
        return try repository.store(try snapshot.text())
    }

    @Test("a second state.json, of which a run reads the one and a verification the other")
    func twoSnapshots() throws {
        let other = try poisoned()
        #expect(fault(try tip { _ in }) == nil)
        for place in [1, 2] {
            let tip = try tip { $0.insert(Entry(mode: "100644", name: Snapshot.path, id: other), at: place) }
            let found = try #require(fault(tip))
            #expect(found.commit?.text == tip.hex && found.description.contains("'state.json' stands there twice"), "\(found)")
        }
    }

    @Test(
        "modes that git doesn't write", arguments: ["100664", "100600", "0100644", "100645", "000644", "300644", "644"])
    func modes(mode: String) throws {
        let tip = try tip { $0[1].mode = mode }
        let found = try #require(fault(tip))
        #expect(found.commit?.text == tip.hex && found.description.contains("'state.json' has the mode \(mode)"), "\(found)")
    }

    @Test("a folder's mode with a zero before it")
    func folderMode() throws {
        let found = try #require(fault(try tip { $0[0].mode = "040000" }))
        #expect(found.description.contains("'ledger' has the mode 040000"), "\(found)")
    }

    @Test("names in another order than git's")
    func order() throws {
        #expect(fault(try tip { $0.swapAt(0, 1) })?.commit != nil)
    }

    @Test("an empty folder, wherever it stands")
    func empty() throws {
        let none = try repository.write([], as: .tree)
        for name in ["aside", "zero"] {
            let found = try #require(
                fault(
                    try tip {
                        $0.append(Entry(mode: "40000", name: name, id: none))
                        $0.sort { $0.name < $1.name }
                    }))
            #expect(found.file == name && found.description.contains("nothing stands in it"), "\(found)")
        }
        // Deep inside, and around nothing.
        let nested = try repository.write(Array("40000 jump\0".utf8) + none.bytes, as: .tree)
        #expect(fault(try tip { $0.insert(Entry(mode: "40000", name: "x", id: nested), at: 2) })?.file == "x/jump")
    }

    /// A folder beside a file of its name is two things with one path.
    @Test("a folder that has a file's name")
    func folderAndFile() throws {
        let ledger = try #require(try repository.entry(at: "ledger", in: try repository.commit(sample.tip).tree)).id
        let found = try #require(fault(try tip { $0.append(Entry(mode: "40000", name: Snapshot.path, id: ledger)) }))
        #expect(found.description.contains("'state.json' stands there twice"), "\(found)")
    }

    @Test("no damaged copy: it isn't fetched anew, and can't be made good by rebuild")
    func rebuilt() async throws {
        let other = try poisoned()
        let tip = try tip { $0.insert(Entry(mode: "100644", name: Snapshot.path, id: other), at: 1) }
        try await sample.world.git("update-ref", "refs/heads/audit", tip.hex)
        let runner = sample.world.runner("cache-2")
        let failure: LedgerFailure?
        do {
            _ = try await runner.rebuild(fetched: try await runner.fetch(), run: RunID("r"), by: "op", at: Samples.noon)
            failure = nil
        } catch { failure = error }
        #expect(failure?.message.contains("'state.json' stands there twice") == true, "\(String(describing: failure))")
        #expect(fault(tip)?.gitFailure == nil)
    }
}
