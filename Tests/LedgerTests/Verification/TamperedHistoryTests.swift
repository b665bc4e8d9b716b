import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

/// Everything that can be done to files, commits and snapshots, done to every one of a ledger, is found and named (P11).
@Suite struct TamperedHistoryTests: TamperingSuite {
    let sample: TamperingSample

    init() async throws { sample = try await TamperingSample() }

    @Test func everyFileRemovedOrMoved() throws {
        for (path, step) in honest.origins {
            var open = honest
            open.addStep()
            open.remove(path, from: open.steps.count - 1)
            #expect(expectFound(open, near: open.steps.count - 1, path, file: path)?.kind == .removed)
            for other in [
                path.replacing("/2026/11/22/", with: "/2026/11/21/"), path.replacing("ledger/", with: "ledger/x"), "README.md", "ledger/x",
            ] {
                var moved = honest
                let bytes = moved.steps[step].files[path]
                moved.remove(path, from: step)
                for index in step..<moved.steps.count { moved.steps[index].files[other] = bytes }
                expectFound(moved, near: step, "\(path) as \(other)")
            }
        }
    }

    @Test func everyCommitDroppedSwappedOrEmptied() throws {
        for index in honest.steps.indices {
            if index < honest.steps.count - 1 {
                var dropped = honest
                let gone = Set(dropped.steps[index].files.keys).subtracting(index == 0 ? [] : Set(dropped.steps[index - 1].files.keys))
                dropped.steps.remove(at: index)
                for later in index..<dropped.steps.count {
                    for path in gone where path != "state.json" { dropped.steps[later].files[path] = nil }
                }
                expectFound(dropped, near: index, "commit \(index) dropped")
                // The same without hiding its files: they come with the next commit.
                var joined = honest
                joined.steps.remove(at: index)
                expectFound(joined, near: index, "commit \(index) joined with the next")
                var swapped = honest
                swapped.steps.swapAt(index, index + 1)
                expectFound(swapped, near: index, "commits \(index) and \(index + 1) swapped")
            }
            var doubled = honest
            doubled.steps.insert(doubled.steps[index], at: index)
            #expect(expectFound(doubled, near: index + 1, "commit \(index) doubled")?.kind == .nothingRecorded)
        }
    }

    /// The sample's commits all have records of one chain, so a head shows each; `ChainsSwappedTests` has those that don't.
    @Test func everyCommitSwappedWithTrueTrailers() throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let head = try Snapshot(text: honest.steps.last!.files["state.json"]!).head
        var order = Array(honest.steps.indices)
        #expect(try honest.reordered(order).build(in: repository) == tip, "in its own order it is the same")
        for index in honest.steps.indices.dropLast() {
            order = Array(honest.steps.indices)
            order.swapAt(index, index + 1)
            let swapped = try honest.reordered(order)
            if index == 0 {
                #expect(expectFound(swapped, near: 0, "the genesis second")?.kind == .genesis)
                continue
            }
            expectConsistent(swapped)
            for anchor in [LedgerAnchor.head(head), .commit(CommitID(tip.hex))] { expectMissing(anchor, try swapped.build(in: repository)) }
        }
    }

    @Test func everyCommitsTrailersAndSnapshot() throws {
        for index in honest.steps.indices {
            for name in ["Daypass-Run", "Daypass-Phase", "Daypass-Head"] {
                let value = try #require(CommitMessage.trailer(name, in: honest.steps[index].message))
                for text in ["\(name): x", "\(name): \(value)\n\(name): \(value)", "Other: x"] {
                    var forged = honest
                    forged.steps[index].message = forged.steps[index].message.replacing("\(name): \(value)", with: text)
                    let fault = expectFound(forged, near: index, "\(name) of \(index): \(text)")
                    if case .trailer(name, _, _) = fault?.kind {} else { Issue.record("\(name) isn't named: \(String(describing: fault))") }
                }
            }
            var gone = honest
            gone.steps[index].files["state.json"] = nil
            #expect(expectFound(gone, near: index, "snapshot of \(index)")?.kind == .noSnapshot)
            if index > 0 {
                var old = honest
                old.steps[index].files["state.json"] = old.steps[index - 1].files["state.json"]
                #expect(expectFound(old, near: index, "old snapshot at \(index)")?.file == "state.json")
            }
        }
    }

    @Test func everyPartOfTheSnapshotReplaced() throws {
        let last = honest.steps.count - 1
        let text = String(decoding: honest.steps[last].files["state.json"]!, as: UTF8.self)
        let snapshot = try Snapshot(text: Array(text.utf8))
        let changes: [(String, (inout Snapshot) -> Void)] = [
            ("heads", { $0.heads[.repository]?.seq += 1 }), ("heads", { $0.heads[.repository] = nil }),
            ("heads", { $0.heads[.repository]?.hash = .none }), ("genesis", { $0.state.genesis?.root = CommitID("x") }),
            ("previous", { $0.previous = .none }), ("judged", { $0.state.judged = nil }),
            ("policy", { $0.state.policy?.fence[0].standing = [] }),
            ("requests", { $0.state.requests = [:] }), ("tombstones", { $0.state.tombstones = [:] }),
            ("denials", { $0.state.denials = [:] }), ("grants", { $0.state.grants = [:] }), ("intents", { $0.state.intents = [] }),
            ("drift", { $0.state.drift = [:] }), ("refused-policy", { $0.state.refusedPolicy = TreeID("x") }),
            ("removed", { $0.state.removed = [:] }), ("malformed", { $0.state.malformed = [:] }), ("held", { $0.state.held = [:] }),
            ("released", { $0.state.released["x"] = Samples.noon }),
        ]
        for (part, change) in changes {
            var forged = honest
            var replaced = snapshot
            change(&replaced)
            #expect(replaced != snapshot, "\(part): the sample has nothing to take away")
            forged.steps[last].files["state.json"] = try replaced.text()
            #expect(expectFound(forged, near: last, part)?.kind == .snapshot(differs: [part]))
        }
        for garbage in ["", "{}", "[]", "null", String(repeating: "[", count: 100_000), text + "x", String(text.dropLast(40))] {
            var forged = honest
            forged.steps[last].files["state.json"] = Array(garbage.utf8)
            #expect(expectFound(forged, near: last, "garbage")?.file == "state.json")
        }
    }

    @Test func aSnapshotThatWasFalseForAWhileIsFoundWhenEveryOneIsCompared() throws {
        for index in honest.steps.indices.dropLast() {
            var forged = honest
            var snapshot = try Snapshot(text: forged.steps[index].files["state.json"]!)
            snapshot.state.judged = CommitID("f")
            forged.steps[index].files["state.json"] = try snapshot.text()
            let repository = try Repository.openBare(at: world.remotePath)
            let verdict = LedgerVerifier(of: "audit", snapshots: .every).verify(try forged.build(in: repository), in: repository)
            guard case .broken(let fault, let summary) = verdict else {
                Issue.record("not found at \(index)")
                continue
            }
            #expect(fault.kind == .snapshot(differs: ["judged"]) && summary.commits == index + 1)
        }
    }

    @Test func whatIsCutOffOrWrittenAnewIsFoundByAnAnchorOnly() throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let head = try Snapshot(text: honest.steps.last!.files["state.json"]!).head
        let anchors = [LedgerAnchor.head(head), .commit(CommitID(tip.hex))]
        for anchor in anchors {
            guard case .anchored(by: anchor, _) = LedgerVerifier(of: "audit", anchor: anchor).verify(tip, in: repository) else {
                Issue.record("the true ledger isn't anchored by \(anchor)")
                continue
            }
        }
        for count in 1..<honest.steps.count {
            var cut = honest
            cut.steps.removeLast(count)
            expectConsistent(cut)
            for anchor in anchors { expectMissing(anchor, try cut.build(in: repository)) }
        }
        for (path, step, line) in honest.records where honest.lines(of: path)[line].contains("member01") {
            var forged = honest
            forged.edit(path, from: step) { $0[line] = $0[line].replacing("member01", with: "member09") }
            try forged.cover()
            expectConsistent(forged)
            expectMissing(anchors[0], try forged.build(in: repository))
        }
        // An early anchor proves what came before it.
        let early = try Snapshot(text: honest.steps[2].files["state.json"]!).head
        guard case .anchored = LedgerVerifier(of: "audit", anchor: .head(early)).verify(tip, in: repository) else {
            Issue.record("an earlier head isn't found")
            return
        }
    }

    /// What comes in from the side is walked by nobody who follows first parents.
    @Test func aCommitHasOneParent() throws {
        let repository = try Repository.openBare(at: world.remotePath)
        let last = try repository.commit(tip)
        let side = try repository.makeCommit(tree: last.tree, parents: [], author: last.author, message: "from the side")
        let merge = try repository.makeCommit(
            tree: last.tree, parents: last.parents + [side], author: last.author, message: last.message)
        guard case .broken(let fault, _) = LedgerVerifier(of: "audit").verify(merge, in: repository) else {
            Issue.record("not found")
            return
        }
        #expect(fault.kind == .merge && fault.commit == CommitID(merge.hex))
    }

    /// Beside records that are sound, in every commit.
    @Test func aFileThatIsNoRecord() throws {
        for step in honest.steps.indices {
            for path in ["README.md", "ledger/notes", "ledger/jump/2026/notes.jsonl", "state.json.old"] {
                var open = honest
                for later in step..<open.steps.count { open.steps[later].files[path] = Array("x\n".utf8) }
                #expect(expectFound(open, near: step, "\(path) in \(step)", file: path)?.kind == .strayFile)
            }
        }
    }

    @Test(arguments: [1, nil])
    func anotherRepositorysLedger(commits: Int?) throws {
        let repository = try Repository.openBare(at: world.remotePath)
        var shown = honest
        shown.steps.removeLast(shown.steps.count - (commits ?? shown.steps.count))
        let tip = try shown.build(in: repository)
        let identity = LedgerIdentity(repository: "example/access", root: Samples.root)
        let verifiers = [
            "": LedgerVerifier(of: "audit", expecting: identity), "branch": LedgerVerifier(of: "other", expecting: identity),
            "repository": LedgerVerifier(of: "audit", expecting: LedgerIdentity(repository: "example/other")),
            "root of trust": LedgerVerifier(of: "audit", expecting: LedgerIdentity(root: CommitID("b"))),
        ]
        for (what, verifier) in verifiers {
            switch verifier.verify(tip, in: repository) {
            case .consistentNotAnchored: #expect(what == "")
            case .broken(let fault, _):
                if case .foreign(what, _, _) = fault.kind {} else { Issue.record("\(what): \(fault)") }
            case .anchored, .signed: Issue.record("nothing anchors it")
            }
        }
    }
}
