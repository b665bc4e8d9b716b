import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

/// A ledger with a record of every kind, in which each byte of each object is changed in turn (P11).
@Suite struct EveryByteTests {
    private let honest: ForgedObjects
    /// What the records before each commit add up to: a forger leaves them as they are.
    private let before: [Replay]
    private let verifier = LedgerVerifier(of: "audit", snapshots: .every)

    init() throws {
        var snapshot = Snapshot()
        var steps: [ForgedObjects.Step] = []
        // Two commits of each account and of the repository: the chains go on in later commits.
        let kinds = Samples.everyKind
        let others = kinds.dropFirst().filter { $0.account != nil }.map { entry in
            var other = entry
            other.account = Samples.prod
            return other
        }
        let commits: [[LedgerEntry]] = [
            [kinds[0]], Array(kinds[1..<8]), Array(kinds[8..<14]) + others.prefix(3), Array(kinds[14...]),
            Array(others.dropFirst(3).prefix(4)), [Samples.entry(Samples.acceptance("last"))],
        ]
        for entries in commits {
            let files = try snapshot.append(entries).map { ForgedObjects.File(path: $0.path, bytes: $0.bytes) }
            let phase = entries.contains { $0.event.kind == .intent } ? LedgerPhase.intent : .outcome
            let message = CommitMessage(run: entries.last!.run, phase: phase, head: snapshot.head).text(for: entries)
            steps.append(.init(message: message, files: files + [.init(path: Snapshot.path, bytes: try snapshot.text())]))
        }
        honest = ForgedObjects(steps: steps)
        var replay = Replay()
        var replays: [Replay] = []
        var last: Commit?
        for index in steps.indices {
            replays.append(replay)
            last = try verifier.step(
                to: ForgedObjects.name(index), after: last, isTip: index == steps.count - 1, &replay, honest)
        }
        before = replays
    }

    /// What is found first, when all before this step is as it was; nil if nothing is.
    private func fault(in forged: ForgedObjects, from step: Int) -> LedgerFault? {
        var replay = before[step]
        do throws(LedgerFault) {
            var last: Commit?
            if step > 0 { last = try LedgerVerifier.git(ForgedObjects.name(step - 1)) { try forged.commit(ForgedObjects.name(step - 1)) } }
            for index in step..<forged.steps.count {
                last = try verifier.step(
                    to: ForgedObjects.name(index), after: last, isTip: index == forged.steps.count - 1, &replay, forged)
            }
            return nil
        } catch { return error }
    }

    /// The fault names the forged commit or the one after it, and a file of it.
    private func expectFound(_ forged: ForgedObjects, at step: Int, file: String?, _ what: @autoclosure () -> String) {
        guard let fault = fault(in: forged, from: step) else {
            Issue.record("not found: \(what())")
            return
        }
        let names = [step, step + 1].map { CommitID(ForgedObjects.name($0).hex) }
        #expect(names.contains(fault.commit ?? CommitID("")), "\(what()): \(fault)")
        // A chain that goes on in the same commit shows it in the file itself; a broken order may show in the commit alone.
        if let file, fault.commit == names[0], fault.kind != .places { #expect(fault.file == file, "\(what()): \(fault)") }
    }

    /// Each byte with one bit flipped, every 16th with each of its bits, each byte left out, and the rest cut off at some.
    private func changes(_ bytes: [UInt8], seed: UInt64) -> [(what: String, bytes: [UInt8])] {
        var random = SplitMix64(seed: seed)
        return bytes.indices.flatMap { index -> [(String, [UInt8])] in
            let bits = index % 16 == 0 ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)]
            var changed = bits.map { bit -> (String, [UInt8]) in
                var flipped = bytes
                flipped[index] ^= 1 << UInt8(bit)
                return ("bit \(bit) of byte \(index)", flipped)
            }
            if index % 4 == 0 {
                var without = bytes
                without.remove(at: index)
                changed.append(("without byte \(index)", without))
            }
            if index % 8 == 0 { changed.append(("cut off at byte \(index)", Array(bytes[..<index]))) }
            return changed
        }
    }

    private func expectEveryChangeFound(of steps: [Int], _ isChosen: (ForgedObjects.File) -> Bool) {
        for step in steps {
            for (index, file) in honest.steps[step].files.enumerated() where isChosen(file) {
                for (what, bytes) in changes(file.bytes, seed: UInt64(step << 8 | index)) {
                    var forged = honest
                    forged.steps[step].files[index].bytes = bytes
                    expectFound(forged, at: step, file: file.path, "\(what) of \(file.path)")
                }
            }
        }
    }

    @Test(arguments: [[0, 1], [2], [3], [4, 5]]) func everyByteOfEveryRecord(steps: [Int]) {
        expectEveryChangeFound(of: steps) { $0.path != Snapshot.path }
    }

    /// The tip's is compared by `audit verify`; those before it, which nobody reads any more, when every one is.
    @Test(arguments: [[0, 1], [5]]) func everyByteOfASnapshot(steps: [Int]) {
        expectEveryChangeFound(of: steps) { $0.path == Snapshot.path }
    }

    @Test func everyByteOfEveryPath() {
        for (step, value) in honest.steps.enumerated() {
            for (index, file) in value.files.enumerated() {
                for (what, bytes) in changes(Array(file.path.utf8), seed: 1) where !bytes.isEmpty {
                    guard let path = String(validating: bytes, as: UTF8.self) else { continue }
                    var forged = honest
                    forged.steps[step].files[index].path = path
                    expectFound(forged, at: step, file: nil, "\(what) of \(file.path)")
                }
                for kind in [EntryKind.executable, .symlink, .submodule] {
                    var forged = honest
                    forged.steps[step].files[index].kind = kind
                    expectFound(forged, at: step, file: file.path, "\(file.path) as \(kind)")
                }
            }
        }
    }

    /// Trailers are held to the records. What else a commit says (its first line, its author, its times) isn't of the
    /// ledger: only a commit that was kept elsewhere, or a signature, covers it.
    @Test func everyByteOfEveryMessage() throws {
        let tip = try #require(honest.commits.last)
        for (step, value) in honest.steps.enumerated() {
            let text = Array(value.message.utf8)
            let subject = try #require(value.message.firstRange(of: "\n\n")).upperBound.utf16Offset(in: value.message)
            for (what, bytes) in changes(text, seed: UInt64(step)) {
                guard let message = String(validating: bytes, as: UTF8.self) else { continue }
                var forged = honest
                forged.steps[step].message = message
                let isTrailers = !bytes.starts(with: text[..<(subject + 1)])
                let found = fault(in: forged, from: step)
                if !isTrailers { #expect(found != nil || bytes.count == text.count - 1, "\(what) of the message of \(step)") }
                if found == nil { #expect(!forged.commits.contains(tip), "\(what) of the message of \(step)") }
            }
            var forged = honest
            forged.steps[step].author = Signature(name: "Daypass", mail: "daypass@localhost", seconds: 1)
            #expect(fault(in: forged, from: step) == nil && !forged.commits.contains(tip))
        }
    }

    /// What the shared work above takes for granted: from the first commit on it is the same.
    @Test func aWholeVerificationFindsTheSame() {
        var random = SplitMix64(seed: 7)
        let tip = ForgedObjects.name(honest.steps.count - 1)
        guard case .consistentNotAnchored(let summary) = verifier.verify(tip, in: honest) else {
            Issue.record("it is not consistent")
            return
        }
        #expect(summary.snapshots == honest.steps.count)
        for _ in 0..<200 {
            let step = Int.random(in: honest.steps.indices, using: &random)
            let file = Int.random(in: honest.steps[step].files.indices, using: &random)
            var forged = honest
            forged.steps[step].files[file].bytes[Int.random(in: forged.steps[step].files[file].bytes.indices, using: &random)] ^= 4
            guard case .broken(let found, _) = verifier.verify(tip, in: forged) else {
                Issue.record("not found: \(forged.steps[step].files[file].path)")
                continue
            }
            #expect(found == fault(in: forged, from: step))
        }
    }
}
