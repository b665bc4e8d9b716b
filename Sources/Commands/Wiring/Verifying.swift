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
    ///
    /// - Throws: `LedgerFailure(.rewritten)` if it doesn't go on from what this cache saw last.
    func verdict(at tip: ObjectID) async throws -> VerdictTelling {
        let verdict = try await place.repositories.verdict(of: verifier, at: tip, progress: progress)
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
        let isWatched = Console.isTerminal(2)
        let verifying = try Verifying(options, self, branch: branch, of: name) { done, all in
            if isWatched { console.tell("\(done) of \(all) commits") }
        }
        return (verifying, tip)
    }
}
