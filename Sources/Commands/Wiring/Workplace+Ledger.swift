import AccessCore
import Git
import Ledger

extension Workplace {
    /// The ledger as it was fetched just now, and what its verification came to.
    struct VerifiedLedger: Sendable {
        let branch: String
        /// The commit at which it is to be looked at: that of the anchor, or the branch's tip.
        let looked: ObjectID
        let telling: VerdictTelling
    }

    func verifiedLedger(anchor: LedgerAnchor?, _ console: Console) async throws -> VerifiedLedger {
        let (branch, tip, name) = try await repositories.fetchLedger()
        guard let tip else {
            throw CommandFailure(
                "there is no branch '\(branch)'", advice: "If there was one, somebody deleted it; if not, run daypass audit init.")
        }
        try await expectContinuation(of: tip, on: branch)
        let identity = LedgerIdentity(repository: name, root: options.root.map { CommitID($0) })
        let verifier = LedgerVerifier(of: branch, expecting: identity, anchor: anchor)
        let isTerminal = Console.isTerminal(2)
        let (verdict, looked) = try await repositories.withRepository { repository in
            let verdict = verifier.verify(tip, in: repository) { done, all in
                if isTerminal { console.tell("\(done) of \(all) commits") }
            }
            return (verdict, try anchor.map { try $0.commit(leadingTo: tip, in: repository) } ?? tip)
        }
        guard let looked else {
            throw CommandFailure(
                "the ledger never had \(anchor.map { "\($0)" } ?? "that")", advice: "What led to it is gone or was replaced, if it was this ledger's.")
        }
        return VerifiedLedger(branch: branch, looked: looked, telling: VerdictTelling(verdict, branch: branch, tip: CommitID(tip.hex)))
    }
}
