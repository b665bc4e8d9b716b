import AccessCore
import Git
import Reconciliation
import SSHSignatures
import Testing

@testable import Ledger

/// Commits of different accounts, put in another order with trailers and snapshots that agree.
@Suite struct ChainsSwappedTests {
    private struct Swapped {
        let world: LedgerWorld
        let tip, other: ObjectID
        let head: RecordHash
    }

    /// A ledger in which each of two accounts has a commit of its own, and the same with these swapped.
    private func swapped(_ keys: LedgerKeys = LedgerKeys()) async throws -> Swapped {
        let world = try LedgerWorld()
        let runner = world.runner(keys: keys)
        var view = try await world.begin(runner)
        for account in [Samples.jump, Samples.prod] {
            view = try await runner.append([Samples.entry(Samples.acceptance("one"), in: account)], phase: .outcome, to: view).view
        }
        let repository = try Repository.openBare(at: world.remotePath)
        let tip = try #require(ObjectID(hex: view.tip.text))
        let forged = try Forgery(of: tip, in: repository).reordered([0, 2, 1])
        let head = try await runner.head(of: view)
        let (sum, swapped) = (try Snapshot(text: Array(try await world.file("state.json").utf8)), try #require(forged.steps.last).files)
        #expect(try sum.heads == Snapshot(text: try #require(swapped[Snapshot.path])).heads, "no chain is another one")
        let other = try forged.build(in: repository)
        #expect(other != tip)
        return Swapped(world: world, tip: tip, other: other, head: head)
    }

    private func verify(_ swapped: Swapped, _ tip: ObjectID, _ anchor: LedgerAnchor?, _ keys: [SSHPublicKey] = []) throws -> LedgerVerdict {
        LedgerVerifier(of: "audit", anchor: anchor, signedBy: keys).verify(tip, in: try Repository.openBare(at: swapped.world.remotePath))
    }

    @Test("a head that was kept finds it, and without one nothing does")
    func head() async throws {
        let swapped = try await swapped()
        guard case .anchored = try verify(swapped, swapped.tip, .head(swapped.head)),
            case .consistentNotAnchored = try verify(swapped, swapped.other, nil),
            case .broken(let fault, _) = try verify(swapped, swapped.other, .head(swapped.head))
        else {
            Issue.record("a head as the anchor doesn't find it")
            return
        }
        #expect(fault.kind == .anchorMissing(swapped.head.hex))
    }

    @Test("a commit that was kept finds it")
    func commit() async throws {
        let swapped = try await swapped()
        let anchor = LedgerAnchor.commit(CommitID(swapped.tip.hex))
        guard case .anchored = try verify(swapped, swapped.tip, anchor),
            case .broken(let fault, _) = try verify(swapped, swapped.other, anchor)
        else {
            Issue.record("a commit as the anchor doesn't find it")
            return
        }
        #expect(fault.kind == .anchorMissing(swapped.tip.hex))
    }

    @Test("a pinned key finds it")
    func key() async throws {
        let swapped = try await swapped(.signing(SigningKeys.first))
        let keys = [SigningKeys.first.publicKey]
        guard case .anchored = try verify(swapped, swapped.tip, .head(swapped.head), keys),
            case .broken(let fault, _) = try verify(swapped, swapped.other, .head(swapped.head), keys)
        else {
            Issue.record("a pinned key doesn't find it")
            return
        }
        #expect(fault.kind == .signature(.unsigned))
    }

    @Test("a runner's cache finds it")
    func cache() async throws {
        let swapped = try await swapped()
        try await swapped.world.git("update-ref", "refs/heads/audit", swapped.other.hex)
        let failure = await #expect(throws: LedgerFailure.self) { try await swapped.world.runner().open() }
        #expect(failure?.kind == .rewritten)
    }
}
