import AccessCore
import Git
import SSHSignatures

/// The signatures of a ledger's commits, one after the other from the first.
struct SignatureTrail {
    /// Whose count; nil while nobody's need to.
    private(set) var trusted: TrustedKeys?
    private(set) var summary: SignatureSummary?

    /// - Parameter pinned: keys named outside the ledger; empty: those that its genesis record names count.
    init(pinned: [SSHPublicKey]) { trusted = pinned.isEmpty ? nil : TrustedKeys(pinned, .pinned) }

    /// Checks the next commit.
    mutating func add(_ commit: ObjectID, in objects: any LedgerObjects) throws(LedgerFault) {
        guard let trusted else { return }
        let problem = try LedgerVerifier.git(commit) { try SignatureProblem.of(commit, in: objects, trusted) }
        if let problem { throw LedgerFault(.signature(problem)) }
        summary = SignatureSummary(origin: trusted.origin, keys: trusted.keys.count, commits: (summary?.commits ?? 0) + 1)
    }

    /// The first commit's records are read: if they name keys, and no others are pinned, that commit and all that follow
    /// must be signed by them.
    mutating func begin(_ genesis: Genesis?, at commit: ObjectID, in objects: any LedgerObjects) throws(LedgerFault) {
        guard trusted == nil else { return }
        trusted = try TrustedKeys(named: genesis?.keys ?? [])
        try add(commit, in: objects)
    }
}

/// What the signatures of a ledger's commits prove.
package struct SignatureSummary: Hashable, Sendable {
    /// Who says which keys count.
    package var origin: TrustedKeys.Origin
    package var keys: Int
    /// How many were checked, each sound.
    package var commits: Int
}
