import AccessCore
import Git
import Reconciliation
import SSHSignatures

extension AuditBranch {
    /// How often a commit is pushed while no answer comes. On the same base the same commit can land only once.
    private static let mostPushes = 3

    /// Where the remote's branch is; nil if it has none.
    nonisolated func fetch() async throws(LedgerFailure) -> ObjectID? {
        do { return try await store.fetch(settings.branch) } catch { throw LedgerFailure(fetching: error) }
    }

    /// A snapshot's text, if it could be read again.
    nonisolated func write(_ snapshot: Snapshot) throws(LedgerFailure) -> [UInt8] {
        let text: [UInt8]
        do { text = try snapshot.text() } catch { throw LedgerFailure(.corrupt, "the state can't be written as JSON: \(error)") }
        guard text.count <= limits.snapshot else {
            throw LedgerFailure(.corrupt, "the state would have \(text.count) bytes; at most \(limits.snapshot) can be read")
        }
        return text
    }

    /// A commit of entries that is stored here: the snapshot with them, and its text.
    struct Draft {
        let commit: ObjectID
        let snapshot: Snapshot
        let text: [UInt8]
    }

    /// Chains entries onto what a snapshot says, and stores the commit with them.
    ///
    /// - Parameters:
    ///   - newest: the last of the entries: the commit is of its run and time.
    ///   - base: the commit before it; nil for the first.
    nonisolated func draft(
        _ entries: [LedgerEntry], endingWith newest: LedgerEntry, phase: LedgerPhase, onto before: Snapshot, at base: ObjectID?,
        signedBy key: SSHPrivateKey?
    ) async throws(LedgerFailure) -> Draft {
        var snapshot = before
        let files = try snapshot.append(entries, limits: limits)
        let message = CommitMessage(run: newest.run, phase: phase, head: snapshot.head).text(for: entries)
        let text = try write(snapshot)
        let commit = try await store(files, state: text, on: base, message: message, at: newest.time, signedBy: key)
        return Draft(commit: commit, snapshot: snapshot, text: text)
    }

    /// Stores a commit here. Nothing leads to it yet: if it never lands, it never was.
    ///
    /// - Parameters:
    ///   - text: the snapshot's.
    ///   - base: the commit before it; nil for the first.
    ///   - key: signs the commit, as git does with gpg.format = ssh; nil: nothing does.
    nonisolated func store(
        _ files: [RecordFile], state text: [UInt8], on base: ObjectID?, message: String, at time: Timestamp,
        signedBy key: SSHPrivateKey?
    ) async throws(LedgerFailure) -> ObjectID {
        return try await reading { [settings] repository in
            let updates = files.map { TreeUpdate.put(path: $0.path, bytes: $0.bytes) } + [.put(path: Snapshot.path, bytes: text)]
            let tree = try repository.updatingTree(try base.map { try repository.commit($0).tree }, updates)
            let author = Signature(name: settings.committerName, mail: settings.committerEmail, seconds: time.seconds)
            return try repository.makeCommit(
                tree: tree, parents: base.map { [$0] } ?? [], author: author, committer: nil, message: message,
                armoredSignature: key.map { key in { try Self.signature(of: $0, by: key) } })
        }
    }

    /// Without its last line break: in a commit's header that would be one line more.
    private static func signature(of commit: [UInt8], by key: SSHPrivateKey) throws -> String {
        String(try SSHSignature(of: commit, namespace: LedgerKeys.namespace, by: key).armored.dropLast())
    }

    /// Moves the remote's branch from `base` to a commit.
    ///
    /// - Returns: whether it is there now; false if somebody was first.
    nonisolated func push(_ commit: ObjectID, expecting base: ObjectID?) async throws(LedgerFailure) -> Bool {
        var isOpen = false
        for _ in 0..<Self.mostPushes {
            switch try await attempt(commit, expecting: base, mayHaveLanded: isOpen) {
            case .landed: return true
            case .lostRace where !isOpen: return false
            case .refused(let reason): throw LedgerFailure(.refused, reason, mayHaveLanded: isOpen)
            case .lostRace, .unanswered: isOpen = true
            }
            // It may have landed, and others may have gone on from there.
            if let settled = try await settled(commit, on: base) { return settled }
        }
        throw LedgerFailure(.unreachable, "the remote didn't say whether it took \(commit.short())", mayHaveLanded: true)
    }

    private nonisolated func attempt(
        _ commit: ObjectID, expecting base: ObjectID?, mayHaveLanded: Bool
    ) async throws(LedgerFailure) -> PushOutcome {
        do { return try await store.push(commit, to: settings.branch, expecting: base) } catch {
            var failure = LedgerFailure(pushing: error)
            failure.mayHaveLanded = mayHaveLanded
            throw failure
        }
    }

    /// Whether a commit landed, as far as the branch can tell; nil while it is where it was.
    private nonisolated func settled(_ commit: ObjectID, on base: ObjectID?) async throws(LedgerFailure) -> Bool? {
        do {
            guard let now = try await fetch(), now != base else { return nil }
            return try await reading { try $0.isAncestor(commit, of: now) }
        } catch {
            throw LedgerFailure(.unreachable, error.message, mayHaveLanded: true)
        }
    }
}
