package import AccessCore
package import Git
package import Reconciliation
import SSHSignatures

extension AuditBranch {
    /// Makes the ledger: a commit without parents, whose only record is the genesis.
    ///
    /// With a key the commit is signed, and the genesis names the public half.
    ///
    /// - Parameters:
    ///   - root: the root of trust.
    ///   - rescued: as in `open(fetched:rescued:)`.
    /// - Throws: `.exists` if the branch is there, or if one was seen before: a deleted ledger isn't founded again.
    package func create(
        of repository: String, root: CommitID, run: RunID, at now: Timestamp, rescued: ObjectID? = nil
    ) async throws(LedgerFailure) -> LedgerView {
        if let tip = try await fetch() {
            throw LedgerFailure(.exists, "there is a branch '\(settings.branch)' already, at \(tip.short())")
        }
        if let seen = try await anchor(rescued: rescued) {
            throw LedgerFailure(.exists, "there was a branch '\(settings.branch)', at \(seen): put it back, don't begin another")
        }
        let key = try signer(for: nil)
        let named = key.map { [$0.publicKey.text] } ?? []
        let genesis = Genesis(repository: repository, root: root, branch: settings.branch, keys: named)
        let entry = LedgerEntry(time: now, run: run, account: nil, event: .genesis(genesis))
        let draft = try await draft([entry], endingWith: entry, phase: .outcome, onto: Snapshot(), at: nil, signedBy: key)
        guard try await push(draft.commit, expecting: nil) else {
            throw LedgerFailure(.exists, "somebody made the branch '\(settings.branch)' a moment ago")
        }
        try? remembered.write(named)
        return await remember(draft, seen: nil)
    }
}
