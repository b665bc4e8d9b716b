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
    private let verifier: LedgerVerifier

    init() throws {
        var snapshot = Snapshot()
        var steps: [ForgedObjects.Step] = []
        // Few records a commit: each change costs as much as checking the commit that it is in.
        let kinds = Samples.everyKind
        let others = [kinds[3], kinds[6], kinds[7]].map { entry in
            var other = entry
            other.account = Samples.prod
            return other
        }
        let rest = stride(from: 1, to: kinds.count, by: 3).map { Array(kinds[$0..<min($0 + 3, kinds.count)]) }
        let commits = [[kinds[0]]] + rest.enumerated().map { $0 < others.count ? $1 + [others[$0]] : $1 }
        for entries in commits {
            let files = try snapshot.append(entries).map { ForgedObjects.File(path: $0.path, bytes: $0.bytes) }
            let phase = entries.contains { $0.event.kind == .intent } ? LedgerPhase.intent : .outcome
            let message = CommitMessage(run: entries.last!.run, phase: phase, head: snapshot.head).text(for: entries)
            steps.append(.init(message: message, files: files + [.init(path: Snapshot.path, bytes: try snapshot.text())]))
        }
        let honest = ForgedObjects(steps: steps)
        let verifier = LedgerVerifier(of: "audit", snapshots: .every)
        var replay = Replay()
        var replays: [Replay] = []
        var last: Commit?
        for index in steps.indices {
            replays.append(replay)
            last = try verifier.step(
                to: ForgedObjects.name(index), after: last, isTip: index == steps.count - 1, &replay, honest)
        }
        (self.honest, self.verifier, before) = (honest, verifier, replays)
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
        // An order that is broken across files shows in the commit alone; what the genesis says is named by its record.
        if let file, fault.commit == names[0], fault.kind != .places, fault.file != nil || fault.record == nil {
            #expect(fault.file == file, "\(what()): \(fault)")
        }
    }

    /// Each byte with one bit flipped, every 16th with each of its bits; some bytes left out, and all cut off behind some.
    private func changes(_ bytes: [UInt8], seed: UInt64) -> [(what: String, bytes: [UInt8])] {
        var random = SplitMix64(seed: seed)
        var changes: [(what: String, bytes: [UInt8])] = []
        for index in bytes.indices {
            let bits = index % 16 == 0 ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)]
            for bit in bits {
                var flipped = bytes
                flipped[index] ^= 1 << UInt8(bit)
                changes.append(("bit \(bit) of byte \(index)", flipped))
            }
            if index % 8 == 0 {
                var without = bytes
                without.remove(at: index)
                changes.append(("without byte \(index)", without))
            }
            if index % 16 == 8 { changes.append(("cut off at byte \(index)", Array(bytes[..<index]))) }
        }
        return changes
    }

    private func expectEveryChangeFound(of step: Int, _ isChosen: (ForgedObjects.File) -> Bool) {
        for (index, file) in honest.steps[step].files.enumerated() where isChosen(file) {
            for (what, bytes) in changes(file.bytes, seed: UInt64(step << 8 | index)) {
                var forged = honest
                forged.steps[step].files[index].bytes = bytes
                expectFound(forged, at: step, file: file.path, "\(what) of \(file.path)")
            }
        }
    }

    @Test(arguments: 0..<8) func everyByteOfEveryRecord(step: Int) {
        #expect(honest.steps.count == 8)
        expectEveryChangeFound(of: step) { $0.path != Snapshot.path }
    }

    /// The tip's is compared by `audit verify`; those before it, which nobody reads any more, when every one is.
    @Test(arguments: [1, 7]) func everyByteOfASnapshot(step: Int) {
        expectEveryChangeFound(of: step) { $0.path == Snapshot.path }
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
                let found = fault(in: forged, from: step)
                let isInTrailers = bytes.starts(with: text[..<subject])
                if isInTrailers { #expect(found != nil || bytes == text.dropLast(), "\(what) of the message of \(step)") }
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
