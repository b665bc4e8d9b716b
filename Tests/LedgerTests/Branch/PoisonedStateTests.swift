import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

/// A state that somebody put beside records that are what they were, with a message whose head is the true one: who saw the
/// ledger before isn't taken in, though no key signs it (P2, P11).
@Suite struct PoisonedStateTests {
    private let world: LedgerWorld
    private let tip: ObjectID

    init() async throws {
        world = try LedgerWorld()
        tip = try await world.beginSample()
    }

    /// Puts a state on top, without a record or with the next one.
    private func poison(_ change: (inout Snapshot) -> Void, with entries: [LedgerEntry] = []) async throws -> ObjectID {
        let repository = try Repository.openBare(at: world.remotePath)
        let commit = try repository.commit(tip)
        let blob = try #require(try repository.entry(at: Snapshot.path, in: commit.tree)).id
        var snapshot = try Snapshot(text: try repository.blob(blob, limit: 1 << 20))
        let files = try snapshot.append(entries)
        let head = snapshot.head
        change(&snapshot)
        #expect(snapshot.head == head)
        let tree = try repository.updatingTree(
            commit.tree, files.map { .put(path: $0.path, bytes: $0.bytes) } + [.put(path: Snapshot.path, bytes: try snapshot.text())])
        let message = CommitMessage(run: entries.last?.run ?? RunID("run-2"), phase: .outcome, head: head).text(for: entries)
        let id = try repository.makeCommit(tree: tree, parents: [tip], author: commit.author, message: message)
        try await world.git("update-ref", "refs/heads/audit", id.hex)
        return id
    }

    private func failure(_ runner: AuditBranch) async -> LedgerFailure? {
        do { _ = try await runner.open() } catch { return error }
        return nil
    }

    private static func prolong(_ snapshot: inout Snapshot) {
        for (key, var grant) in snapshot.state.grants {
            grant.end = grant.end.advanced(by: .seconds(365 * 86_400))
            snapshot.state.grants[key] = grant
        }
    }

    @Test("an end on record that was moved", arguments: [false, true])
    func movedEnd(withRecord: Bool) async throws {
        let entries = withRecord ? [Samples.entry(Samples.acceptance("three", user: "member03"), run: "run-3")] : []
        let id = try await poison(Self.prolong, with: entries)
        let found = await failure(world.runner())
        #expect(found?.kind == .corrupt, "\(String(describing: found))")
        #expect(found?.message.contains("the snapshot isn't what the records add up to: grants") == true, "\(String(describing: found))")
        #expect(found?.message.contains(id.short()) == true)
        let known = try #require(try await world.runner().lastKnown())
        #expect(known.tip.text == tip.hex, "what is due is still known")
        #expect(try await world.runner().seenTip() == tip, "it isn't taken for seen")
        // Who sees it for the first time has nothing to hold it against; audit verify has.
        #expect(await failure(world.runner("cache-2")) == nil)
        let repository = try Repository.openBare(at: world.remotePath)
        #expect(LedgerVerifier(of: "audit").verify(id, in: repository).fault?.commit?.text == id.hex)
    }

    @Test("a record that doesn't go on where the chain ended")
    func brokenChain() async throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let commit = try repository.commit(tip)
        let path = "ledger/jump/2026/11/22/T120003Z-000099.jsonl"
        let tree = try repository.updatingTree(commit.tree, [.put(path: path, bytes: Array("{}\n".utf8))])
        let id = try repository.makeCommit(tree: tree, parents: [tip], author: commit.author, message: commit.message)
        try await world.git("update-ref", "refs/heads/audit", id.hex)
        let found = await failure(world.runner())
        #expect(found?.kind == .corrupt && found?.message.contains(path) == true, "\(String(describing: found))")
    }

    @Test("what others recorded rightly is taken, and what rebuild mended too")
    func honest() async throws {
        let other = world.runner("cache-2")
        let view = try await other.append(
            [Samples.entry(Samples.acceptance("three", user: "member03"), run: "run-3")], phase: .outcome, to: try await other.open()
        ).view
        let seen = try await world.runner().open()
        #expect(seen == view)
        let repository = try Repository.openBare(at: world.remotePath)
        let commit = try repository.commit(try #require(ObjectID(hex: view.tip.text)))
        let tree = try repository.updatingTree(commit.tree, [.put(path: Snapshot.path, bytes: Array("{}".utf8))])
        let id = try repository.makeCommit(tree: tree, parents: [commit.id], author: commit.author, message: "x")
        try await world.git("update-ref", "refs/heads/audit", id.hex)
        let mender = world.runner("cache-3")
        let rebuilt = try await mender.rebuild(fetched: try await mender.fetch(), run: RunID("run-4"), by: "op", at: Samples.noon)
        guard case .rebuilt(_, let mended, _) = rebuilt else {
            Issue.record("\(rebuilt)")
            return
        }
        #expect(try await world.runner().open() == mended)
    }
}
