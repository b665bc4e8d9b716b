import AccessCore
import Git
import Reconciliation
import Testing

@testable import Ledger

/// Everything that can be done to a ledger, done to every record, file and commit of one, is found and named (P11).
@Suite struct TamperedLedgerTests {
    let world: LedgerWorld
    let tip: ObjectID
    let honest: Forgery

    init() async throws {
        world = try LedgerWorld()
        tip = try await world.beginSample()
        let repository = try Repository.openBare(at: world.remotePath)
        honest = try Forgery(of: tip, in: repository)
    }

    @Test func theLedgerItselfIsConsistent() throws {
        let repository = try Repository.openBare(at: world.remotePath)
        for snapshots in [LedgerVerifier.Snapshots.tip, .every] {
            guard case .consistentNotAnchored(let summary) = LedgerVerifier(of: "audit", snapshots: snapshots).verify(tip, in: repository)
            else {
                Issue.record("it is not consistent")
                return
            }
            #expect(summary.commits == honest.steps.count && summary.records == honest.records.count && summary.accounts == 2)
            #expect(summary.snapshots == (snapshots == .tip ? 1 : honest.steps.count))
        }
        #expect(try honest.build(in: repository) == tip, "taken apart and put together it is the same")
        var covered = honest
        try covered.cover()
        #expect(covered.steps.map(\.files) == honest.steps.map(\.files))
    }

    @Test func everyRecordEditedInPlace() throws {
        for (path, step, line) in honest.records {
            // Each value of the record that a forger may care for, and each digit of what chains it.
            for change in [("member0", "member9"), ("2026-11-22T", "2026-11-23T"), ("\"run\":\"", "\"run\":\"x"), ("a", "b"), ("0", "1")] {
                let text = honest.lines(of: path)[line]
                guard let range = text.firstRange(of: change.0) else { continue }
                var forged = honest
                forged.edit(path, from: step) { $0[line].replaceSubrange(range, with: change.1) }
                expectFound(forged, near: step, "\(path):\(line + 1): \(change)")
            }
        }
    }

    /// Without git, which is slow to write so many: what is read from a commit, and the head that its trailer states.
    @Test func everyByteOfARecordEditedInPlace() throws {
        let (path, step, line) = honest.records.first { $0.step == honest.steps.count - 1 }!
        let head = try replayed(honest)
        let text = Array(honest.lines(of: path)[line].utf8)
        for index in text.indices {
            var bytes = text
            bytes[index] ^= 1
            var forged = honest
            forged.edit(path, from: step) { $0[line] = String(decoding: bytes, as: UTF8.self) }
            #expect((try? replayed(forged)) != head, "byte \(index)")
        }
    }

    private func replayed(_ forgery: Forgery) throws -> RecordHash {
        var replay = Replay()
        for index in forgery.steps.indices {
            let paths = forgery.origins.filter { $0.step == index }.map(\.path)
            try replay.add(paths.map { ($0, try RecordFile.records(in: forgery.steps[index].files[$0]!, at: $0, limits: LedgerLimits())) })
        }
        return replay.summary.head
    }

    @Test func everyRecordRemovedFromItsFile() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            forged.edit(path, from: step) { $0.remove(at: line) }
            if honest.lines(of: path).count == 1 { forged.remove(path, from: step) }
            expectFound(forged, near: step, "\(path):\(line + 1)")
        }
    }

    @Test func everyRecordRepeated() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            forged.edit(path, from: step) { $0.insert($0[line], at: line) }
            expectFound(forged, near: step, "\(path):\(line + 1)", file: path)
        }
    }

    @Test func everyPairOfRecordsSwapped() throws {
        for (path, step, line) in honest.records where line > 0 {
            var forged = honest
            forged.edit(path, from: step) { $0.swapAt(line, line - 1) }
            expectFound(forged, near: step, "\(path):\(line + 1)", file: path)
        }
    }

    @Test func aRecordInsertedAnywhere() throws {
        for (path, step, line) in honest.records {
            var forged = honest
            let chain = RecordPath.chain(of: path)
            let record = try RecordFile.records(in: Array((honest.lines(of: path)[line] + "\n").utf8), at: path, limits: LedgerLimits())[0]
            let added = Record(
                entry: Samples.entry(Samples.acceptance("forged"), in: chain?.account), seq: record.record.seq + 1,
                place: record.record.place + 1,
                prev: record.hash)
            let text = String(decoding: try RecordFile.line(of: added), as: UTF8.self)
            forged.edit(path, from: step) { $0.insert(text, at: line + 1) }
            expectFound(forged, near: step, "\(path):\(line + 1)")
        }
    }

    @Test func everyRecordChangedInTheOpen() throws {
        for (path, _, line) in honest.records {
            let record = try #require(RecordPath.chain(of: path))
            for change in 0..<3 {
                var forged = honest
                forged.addStep()
                forged.edit(path, from: forged.steps.count - 1) { lines in
                    switch change {
                    case 0: lines[line] = lines[line].replacing("\"sentence\":\"", with: "\"sentence\":\"x")
                    case 1: lines.insert("{}", at: line)
                    default: lines.append(lines[line])
                    }
                }
                let fault = expectFound(forged, near: forged.steps.count - 1, "\(path):\(line + 1)", file: path)
                #expect(fault?.kind == .changed)
                #expect(fault?.line == (change == 2 ? honest.lines(of: path).count + 1 : line + 1))
                if change < 2 { #expect(fault?.record?.chain == record) }
            }
        }
    }

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
            ("judged", { $0.state.judged = nil }), ("policy", { $0.state.policy?.fence[0].standing = [] }),
            ("requests", { $0.state.requests[RequestID("2026/11/one")]?.ended = nil }),
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

    @Test func anotherRepositorysLedger() throws {
        let repository = try Repository.openBare(at: world.remotePath)
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
            case .anchored: Issue.record("nothing anchors it")
            }
        }
    }

    private func expectMissing(_ anchor: LedgerAnchor, _ tip: ObjectID) {
        guard let repository = try? Repository.openBare(at: world.remotePath),
            case .broken(let fault, _) = LedgerVerifier(of: "audit", anchor: anchor).verify(tip, in: repository)
        else {
            Issue.record("\(anchor) was found")
            return
        }
        #expect(fault.kind == .anchorMissing("\(anchor)"))
    }

    private func expectConsistent(_ forgery: Forgery) {
        do {
            let repository = try Repository.openBare(at: world.remotePath)
            let verdict = LedgerVerifier(of: "audit").verify(try forgery.build(in: repository), in: repository)
            if case .consistentNotAnchored = verdict {} else { Issue.record("\(verdict)") }
        } catch { Issue.record(error) }
    }

    /// The fault is in the forged commit, or in the next one, where the chain doesn't go on.
    @discardableResult
    private func expectFound(_ forgery: Forgery, near step: Int, _ what: String, file: String? = nil) -> LedgerFault? {
        do {
            let repository = try Repository.openBare(at: world.remotePath)
            var shown = forgery
            // What comes later plays no part, and writing it takes time.
            shown.steps.removeLast(max(0, shown.steps.count - step - 3))
            let tip = try shown.build(in: repository)
            guard case .broken(let fault, let summary) = LedgerVerifier(of: "audit").verify(tip, in: repository) else {
                Issue.record("not found: \(what)")
                return nil
            }
            #expect(fault.commit != nil, "\(what): no commit is named")
            #expect(summary.commits >= step && summary.commits <= step + 2, "\(what): found only at commit \(summary.commits)")
            if let file { #expect(fault.file == file, "\(what): \(fault)") }
            return fault
        } catch {
            Issue.record(error)
            return nil
        }
    }
}
