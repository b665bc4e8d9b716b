package import AccessCore
import Reconciliation

/// What a ledger must be the ledger of.
package struct LedgerIdentity: Hashable, Sendable {
    /// The settings' `repository`; nil: not known.
    package var repository: String?
    /// The root of trust; nil: not known.
    package var root: CommitID?

    package init(repository: String? = nil, root: CommitID? = nil) { (self.repository, self.root) = (repository, root) }

    /// What doesn't agree with the genesis record.
    func disagreement(with genesis: Genesis, branch: String) -> LedgerFault.Kind? {
        if genesis.branch != branch { return .foreign(what: "branch", expected: branch, found: genesis.branch) }
        if let repository, genesis.repository != repository {
            return .foreign(what: "repository", expected: repository, found: genesis.repository)
        }
        if let root, genesis.root != root { return .foreign(what: "root of trust", expected: root.text, found: genesis.root.text) }
        return nil
    }

    func check(_ genesis: Genesis?, branch: String) throws(LedgerFailure) {
        guard let genesis else { throw LedgerFailure(.corrupt, "the ledger has no genesis record") }
        if let kind = disagreement(with: genesis, branch: branch) {
            throw LedgerFailure(.foreign, LedgerFault(kind).description)
        }
    }
}
