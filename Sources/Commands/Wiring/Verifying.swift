import AccessCore
import Git
import Ledger
import Reconciliation
import SSHSignatures

/// A verification of the ledger's branch as it is now, with what was kept of it elsewhere.
struct Verifying {
    let branch: String
    private let place: Workplace
    private let verifier: LedgerVerifier
    private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

    /// - Parameter progress: told how many commits of how many were read, where somebody watches.
    init(
        _ options: VerificationOptions, _ place: Workplace, branch: String, of repository: String?,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws {
        (self.branch, self.place, self.progress) = (branch, place, progress)
        verifier = LedgerVerifier(
            of: branch, expecting: LedgerIdentity(repository: repository, root: place.options.root.map { CommitID($0) }),
            anchor: try options.anchor(), after: try options.base(), signedBy: try Self.pinned(options.keys)
        )
    }

    /// What the branch's history up to a commit comes to.
    func verdict(at tip: ObjectID) async throws -> VerdictTelling {
        try await place.expectContinuation(of: tip, on: branch)
        let (verifier, progress) = (verifier, progress)
        let verdict = try await place.repositories.withRepository { verifier.verify(tip, in: $0, progress: progress) }
        return VerdictTelling(verdict, branch: branch, tip: CommitID(tip.hex), since: verifier.base.map { CommitID($0.hex) })
    }

    private static func pinned(_ path: String?) throws -> [SSHPublicKey] {
        switch LedgerKeySettings(keys: path, Environment.process).values.pinned {
        case .none: return []
        case .usable(let keys): return keys
        case .unusable(let why):
            throw CommandFailure(why, advice: "Give a file with a public key a line, as ssh-keygen writes them into .pub files.")
        }
    }
}

extension Workplace {
    /// Fetches the ledger's branch, to be verified.
    func verifying(_ options: VerificationOptions, _ console: Console) async throws -> (verifying: Verifying, tip: ObjectID) {
        let (branch, tip, name) = try await repositories.fetchLedger()
        guard let tip else {
            throw CommandFailure(
                "there is no branch '\(branch)'", advice: "If there was one, somebody deleted it; if not, run daypass audit init.")
        }
        let isWatched = Console.isTerminal(2)
        let verifying = try Verifying(options, self, branch: branch, of: name) { done, all in
            if isWatched { console.tell("\(done) of \(all) commits") }
        }
        return (verifying, tip)
    }

    /// What this cache saw last must lead to the tip: else the branch was cut off or written anew since.
    fileprivate func expectContinuation(of tip: ObjectID, on branch: String) async throws {
        guard let seen = try? await repositories.lastKnown()?.tip, let known = ObjectID(hex: seen.text) else { return }
        let continues = try await repositories.withRepository { repository in
            repository.exists(known) ? try repository.isAncestor(known, of: tip) : true
        }
        guard !continues else { return }
        throw CommandFailure(
            "the branch '\(branch)' is at \(tip.short()), which doesn't descend from \(seen), seen before from here",
            advice: "It was cut off or written anew. Compare with a clone that has \(seen), and push that back."
        )
    }
}
