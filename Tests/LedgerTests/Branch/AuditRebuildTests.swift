import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

/// `state.json` made anew from the records.
@Suite struct AuditRebuildTests {
    let world: LedgerWorld
    let honest: Forgery

    init() async throws {
        world = try LedgerWorld()
        let tip = try await world.beginSample()
        honest = try Forgery(of: tip, in: try Repository.openBare(at: world.remotePath))
    }

    private func publish(_ forgery: Forgery) async throws -> ObjectID {
        let tip = try forgery.build(in: try Repository.openBare(at: world.remotePath))
        try await world.git("update-ref", "refs/heads/audit", tip.hex)
        return tip
    }

    private func rebuild(_ runner: AuditBranch) async throws -> LedgerRebuild {
        try await runner.rebuild(fetched: try await runner.fetch(), run: RunID("rebuild"), by: "lead01", at: Samples.noon)
    }

    @Test(arguments: ["garbage", "gone", "another state", "a grant for ever", "of another version"])
    func whatIsWrongIsMadeAnew(damage: String) async throws {
        var forged = honest
        let last = forged.steps.count - 1
        let text = forged.steps[last].files["state.json"]!
        var snapshot = try Snapshot(text: text)
        switch damage {
        case "garbage": forged.steps[last].files["state.json"] = Array("{".utf8)
        case "gone": forged.steps[last].files["state.json"] = nil
        case "of another version":
            forged.steps[last].files["state.json"] = Array(
                String(decoding: text, as: UTF8.self).replacing("\"version\":1}", with: "\"version\":7}").utf8)
        case "another state": forged.steps[last].files["state.json"] = try Snapshot().text()
        default:
            let membership = try #require(snapshot.state.grants.keys.first)
            snapshot.state.grants[membership]?.end = Timestamp(seconds: 4_000_000_000)
            forged.steps[last].files["state.json"] = try snapshot.text()
        }
        let tip = try await publish(forged)
        let runner = world.runner("cache-2")
        guard case .rebuilt(let summary, let view, let was) = try await rebuild(runner) else {
            Issue.record("it was left as it is")
            return
        }
        #expect(was.contains("state.json") || was.contains("Daypass-Head"))
        #expect(summary.commits == honest.steps.count)
        #expect(view.state == (try Snapshot(text: text).state))
        #expect(try await world.runner("cache-3").open() == view)
        let repository = try Repository.openBare(at: world.remotePath)
        let now = try #require(ObjectID(hex: view.tip.text))
        #expect(try repository.isAncestor(tip, of: now))
        // A commit without a snapshot stays one.
        if damage == "gone" {
            #expect(LedgerVerifier(of: "audit").verify(now, in: repository).fault?.commit == CommitID(tip.hex))
            #expect(LedgerVerifier(of: "audit", after: now).verify(now, in: repository).fault == nil)
        } else {
            #expect(LedgerVerifier(of: "audit").verify(now, in: repository).fault == nil)
        }
        guard case .agreed(let again) = try await rebuild(runner) else {
            Issue.record("it was made anew twice")
            return
        }
        #expect(again.commits == honest.steps.count + 1)
    }

    @Test("a commit that brings no records moves no head: runs go on after it, and the state is as it should be")
    func nothingRecorded() async throws {
        let world = try LedgerWorld()
        let runner = world.runner()
        try await world.begin(runner)
        let before = try await world.runner("cache-2").open()
        let repository = try Repository.openBare(at: world.remotePath)
        let tip = try #require(ObjectID(hex: before.tip.text))
        let commit = try repository.commit(tip)
        let stray = try repository.makeCommit(tree: commit.tree, parents: [tip], author: commit.author, message: commit.message)
        try await world.git("update-ref", "refs/heads/audit", stray.hex)
        let view = try await runner.open()
        let after = try await runner.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: view).view
        #expect(try await world.runner("cache-2").open() == after)
        guard case .agreed = try await rebuild(runner) else {
            Issue.record("the state was made anew")
            return
        }
    }

    @Test func whatIsRightIsLeftAlone() async throws {
        guard case .agreed(let summary) = try await rebuild(world.runner("cache-2")) else {
            Issue.record("it was written")
            return
        }
        #expect(summary.records == honest.records.count)
        #expect(try await world.git("rev-list", "--count", "audit") == "\(honest.steps.count)\n")
    }

    /// Who forged the trailer to go with it leaves a commit that `verify` goes on naming, unless it begins after it.
    @Test func aForgedTrailerIsPassedByBeginningLater() async throws {
        var forged = honest
        let last = forged.steps.count - 1
        var snapshot = try Snapshot(text: forged.steps[last].files["state.json"]!)
        snapshot.state.judged = CommitID(String(repeating: "9", count: 40))
        snapshot.heads[Chain(Samples.jump)!]?.seq += 1
        forged.steps[last].message = forged.steps[last].message.replacing(
            CommitMessage.trailer("Daypass-Head", in: forged.steps[last].message)!, with: snapshot.head.hex)
        forged.steps[last].files["state.json"] = try snapshot.text()
        let tip = try await publish(forged)
        guard case .rebuilt(_, let view, _) = try await rebuild(world.runner("cache-2")) else {
            Issue.record("it was left as it is")
            return
        }
        let repository = try Repository.openBare(at: world.remotePath)
        let now = try #require(ObjectID(hex: view.tip.text))
        guard case .broken(let fault, _) = LedgerVerifier(of: "audit").verify(now, in: repository) else {
            Issue.record("the forged trailer wasn't found")
            return
        }
        #expect(fault.commit == CommitID(tip.hex))
        let later = LedgerVerifier(of: "audit", after: now)
        guard case .anchored(by: .commit(view.tip), _) = later.verify(now, in: repository) else {
            Issue.record("\(later.verify(now, in: repository))")
            return
        }
    }

    @Test func recordsThatAreNotSoundAreNamedAndNothingIsWritten() async throws {
        var forged = honest
        let record = try #require(honest.records.last)
        forged.edit(record.path, from: record.step) { $0[record.line] = $0[record.line].replacing("member01", with: "member09") }
        forged.steps[forged.steps.count - 1].files["state.json"] = nil
        // Only the last record of a chain can be changed without another's hash: the trailer tells then, and isn't asked here.
        forged.edit(honest.records[0].path, from: honest.records[0].step) { $0[0] = $0[0].replacing("example", with: "elpmaxe") }
        let tip = try await publish(forged)
        await #expect { try await rebuild(world.runner("cache-2")) } throws: {
            ($0 as? LedgerFailure)?.kind == .corrupt && ($0 as? LedgerFailure)?.message.contains("_repository 2") == true
        }
        #expect(try await world.git("rev-parse", "audit") == "\(tip)\n")
    }

    @Test func aRewrittenBranchIsNotRebuilt() async throws {
        let runner = world.runner("cache-1")
        var cut = honest
        cut.steps.removeLast(2)
        _ = try await publish(cut)
        await #expect { try await rebuild(runner) } throws: { ($0 as? LedgerFailure)?.kind == .rewritten }
    }

    /// Beginning later proves the same of what came since, and nothing of what came before.
    @Test func aVerificationMayBeginAnywhere() async throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let commits: [ObjectID] = try repository.firstParents(from: try #require(try repository.reference("refs/heads/audit"))).commits
            .reversed()
        let tip = try #require(commits.last)
        let whole = LedgerVerifier(of: "audit").verify(tip, in: repository).summary
        for (index, base) in commits.enumerated() {
            guard
                case .anchored(by: .commit(let anchor), let summary) = LedgerVerifier(of: "audit", after: base).verify(tip, in: repository)
            else {
                Issue.record("not from \(index)")
                continue
            }
            #expect(anchor.text == base.hex && summary.head == whole.head && summary.commits == commits.count - index - 1)
        }
        var forged = honest
        forged.steps[forged.steps.count - 1].files["state.json"] = try Snapshot().text()
        let bad = try forged.build(in: repository)
        let base = try #require(try repository.commit(bad).parents.first)
        guard case .broken = LedgerVerifier(of: "audit", after: base).verify(bad, in: repository) else {
            Issue.record("the forged snapshot wasn't found")
            return
        }
        guard case .broken(let fault, _) = LedgerVerifier(of: "audit", after: bad).verify(tip, in: repository) else {
            Issue.record("a commit that isn't before the tip was taken")
            return
        }
        #expect(fault.kind == .anchorMissing(bad.hex))
    }
}
