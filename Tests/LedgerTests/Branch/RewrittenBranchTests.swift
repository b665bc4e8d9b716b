import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

/// What was seen once isn't forgotten, whatever becomes of the branch.
@Suite struct RewrittenBranchTests {
    private func kind(_ body: () async throws -> Void) async -> LedgerFailure.Kind? {
        do { try await body() } catch { return (error as? LedgerFailure)?.kind }
        return nil
    }

    @Test func aBranchSetBackIsRewritten() async throws {
        let world = try LedgerWorld()
        let tip = try await world.beginSample()
        try await world.git("update-ref", "refs/heads/audit", "audit~1")
        #expect(await kind { _ = try await world.runner().open() } == .rewritten)
        #expect(await kind { _ = try await world.runner().open() } == .rewritten, "it stays so")
        #expect(try await world.runner().seenTip() == tip)
        #expect(try await world.runner().lastKnown()?.tip.text == tip.hex)
        // Who never saw more can't know.
        #expect(try await world.runner("cache-2").open().tip.text != tip.hex)
        try await world.git("update-ref", "refs/heads/audit", tip.hex)
        #expect(try await world.runner().open().tip.text == tip.hex)
    }

    @Test func aBranchWrittenAnewIsRewritten() async throws {
        let world = try LedgerWorld()
        let tip = try await world.beginSample()
        let repository = try Repository.openBare(at: world.remotePath)
        var forged = try Forgery(of: tip, in: repository)
        let (path, step, line) = try #require(forged.records.first { forged.lines(of: $0.path)[$0.line].contains("member01") })
        forged.edit(path, from: step) { $0[line] = $0[line].replacing("member01", with: "member09") }
        try forged.cover()
        try await world.git("update-ref", "refs/heads/audit", try forged.build(in: repository).hex)
        #expect(await kind { _ = try await world.runner().open() } == .rewritten)
        #expect(try await world.runner("cache-2").open().state.genesis != nil, "in itself it is sound")
    }

    @Test func aDeletedBranchIsMissingAndNeverFoundedAgain() async throws {
        let world = try LedgerWorld()
        #expect(await kind { _ = try await world.runner().open() } == .missing)
        #expect(try await world.runner().lastKnown() == nil)
        let tip = try await world.beginSample()
        #expect(await kind { try await world.begin(world.runner()) } == .exists)
        #expect(await kind { try await world.begin(world.runner("cache-2")) } == .exists)
        try await world.git("update-ref", "-d", "refs/heads/audit")
        #expect(await kind { _ = try await world.runner().open() } == .missing)
        #expect(await kind { try await world.begin(world.runner()) } == .exists)
        #expect(try await world.runner().lastKnown()?.tip.text == tip.hex)
        #expect(try await world.runner().lastKnown()?.state.grants.count == 2)
        do { _ = try await world.runner().open() } catch { #expect(error.message == "the branch 'audit' is gone; it was at \(tip)") }
    }

    @Test func aStateThatItsCommitDoesntStandForIsCorrupt() async throws {
        let world = try LedgerWorld()
        let tip = try await world.beginSample()
        let repository = try Repository.openBare(at: world.remotePath)
        let text = String(decoding: try Forgery(of: tip, in: repository).steps.last!.files["state.json"]!, as: UTF8.self)
        for forged in [text.replacing("\"seq\":", with: "\"seq\":1"), "{}", "", String(repeating: "[", count: 1_000_000), nil] {
            let tree = try repository.commit(tip).tree
            let change = forged.map { TreeUpdate.put(path: "state.json", bytes: Array($0.utf8)) } ?? .remove(path: "state.json")
            let commit = try repository.makeCommit(
                tree: try repository.updatingTree(tree, [change]), parents: [tip],
                author: Signature(name: "x", mail: "x@example.com", seconds: 1), message: try repository.commit(tip).message)
            try await world.git("update-ref", "refs/heads/audit", commit.hex)
            #expect(await kind { _ = try await world.runner().open() } == .corrupt)
            #expect(try await world.runner().seenTip() == tip, "what can't be read isn't taken for seen")
        }
    }

    @Test func anotherRepositorysLedgerIsForeign() async throws {
        let world = try LedgerWorld()
        _ = try await world.beginSample()
        for identity in [LedgerIdentity(repository: "example/other"), LedgerIdentity(root: CommitID("0"))] {
            #expect(await kind { _ = try await world.runner("other", expecting: identity).open() } == .foreign)
            #expect(try await world.runner("other").seenTip() == nil)
        }
        try await world.git("update-ref", "refs/heads/second", "audit")
        #expect(await kind { _ = try await world.runner("other", settings: AuditSettings(branch: "second")).open() } == .foreign)
        let mine = LedgerIdentity(repository: "example/access", root: Samples.root)
        #expect(try await world.runner("other", expecting: mine).open().state.genesis != nil)
    }

    @Test func whatWasSeenLastIsKnownWhileGitIsDown() async throws {
        let world = try LedgerWorld()
        let tip = try await world.beginSample()
        let view = try await world.runner().open()
        let down = world.runner(remote: .local(path: world.directory("gone.git")))
        #expect(await kind { _ = try await down.open() } == .unreachable)
        #expect(await kind { _ = try await down.append([Samples.entry(Samples.ending("two"))], phase: .outcome, to: view) } == .unreachable)
        #expect(try await down.lastKnown() == view)
        #expect(view.tip.text == tip.hex)
    }
}
