import AccessCore
import Git
import Reconciliation

extension AuditBranch {
    /// Checks that the state at the tip is what was seen last with the records that came since: where no key signs the
    /// ledger, whoever can push could put another state beside the records that are there.
    ///
    /// Without a state that was seen there is nothing to hold it against. Where they differ all records are added up, since
    /// another version of this program may have written down what was seen.
    /// - Parameter seen: the tip that was seen last.
    /// - Throws: `.corrupt`.
    func checkSum(of snapshot: Snapshot, at tip: ObjectID, since seen: ObjectID?) async throws(LedgerFailure) {
        guard let seen, seen != tip, let before = (try? known.readSnapshot()) ?? nil, before.tip.text == seen.hex else { return }
        let verifier = LedgerVerifier(of: settings.branch, expecting: expected, limits: limits)
        let now = try await reading { try verifier.sum(to: tip, after: seen, with: before.snapshot, in: $0) }
        if now.parts(differingFrom: snapshot).isEmpty { return }
        let differs = try await reading { try verifier.sum(to: tip, in: $0) }.0.parts(differingFrom: snapshot)
        guard !differs.isEmpty else { return }
        throw LedgerFailure(reading: LedgerFault(.snapshot(differs: differs), file: Snapshot.path, commit: CommitID(tip.hex)))
    }
}
