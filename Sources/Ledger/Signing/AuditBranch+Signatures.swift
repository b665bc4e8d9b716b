import AccessCore
import Git
package import Reconciliation
import SSHSignatures

extension AuditBranch {
    /// Checks that the tip, and all that came since what was seen last, is signed by a key that counts. What was seen was
    /// checked when it was seen; what came before a runner's first look is `audit verify`'s to check.
    ///
    /// - Throws: `.forged`.
    nonisolated func checkSignatures(of tip: ObjectID, since seen: ObjectID?, by trusted: TrustedKeys) async throws(LedgerFailure) {
        let (branch, most) = (settings.branch, limits.signatures)
        try await reading { objects in
            var commits = [tip]
            if let seen, seen != tip {
                let walk = try objects.firstParents(from: tip, downTo: seen, most: most)
                guard walk.end == .base else {
                    let why = walk.end == .most ? "more than \(most) commits" : "a merge"
                    throw LedgerFailure(.forged, "\(why) came onto the branch '\(branch)' since \(seen.short()) was seen")
                }
                commits = walk.commits
            }
            for commit in commits.reversed() {
                guard let problem = try SignatureProblem.of(commit, in: objects, trusted) else { continue }
                throw LedgerFailure(.forged, "the commit \(commit.short()) of the branch '\(branch)' isn't the ledger's: \(problem)")
            }
        }
    }

    /// Why nothing could be put on record now, as far as the keys tell; nil if nothing is in the way.
    package func obstacle(to view: LedgerView) async -> LedgerFailure? {
        do {
            _ = try signer(for: view.state.genesis)
            return nil
        } catch { return error }
    }

    /// The key for the next commit; nil if the ledger isn't signed.
    func signer(for genesis: Genesis?) throws(LedgerFailure) -> SSHPrivateKey? {
        try keys.signer(trusted: try keys.trusted(orNamed: try namedKeys() ?? genesis?.keys ?? []))
    }

    /// The keys that the genesis record named when it was seen first from here; nil if it wasn't seen yet.
    func namedKeys() throws(LedgerFailure) -> [String]? {
        do { return try remembered.read() } catch { throw LedgerFailure(.unreachable, "\(error)") }
    }

    /// Keeps the genesis record's keys.
    func keep(_ keys: [String]) throws(LedgerFailure) {
        do { try remembered.write(keys) } catch { throw LedgerFailure(.unreachable, "\(error)") }
    }
}
