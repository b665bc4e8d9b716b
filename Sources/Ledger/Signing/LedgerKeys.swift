package import SSHSignatures

/// The keys that a run was given: one to sign the ledger's commits with, and those that must have signed them.
package struct LedgerKeys: Sendable {
    /// A setting that is there, but may be of no use. A run that can't use its keys must not go on as if it had none, but
    /// what is due must go away all the same: so the reason is kept until it is needed.
    package enum Given<Value: Sendable>: Sendable {
        case none
        case usable(Value)
        /// Why not, for people: no secrets, no full stop.
        case unusable(String)
    }

    /// Signs; `DAYPASS_LEDGER_KEY`.
    package var signing: Given<SSHPrivateKey>
    /// Pinned outside the repository: they count instead of those that the genesis record names; `DAYPASS_LEDGER_KEYS`.
    package var pinned: Given<[SSHPublicKey]>

    package init(signing: Given<SSHPrivateKey> = .none, pinned: Given<[SSHPublicKey]> = .none) {
        (self.signing, self.pinned) = (signing, pinned)
    }

    /// As git has it: `git log --show-signature` and `ssh-keygen -Y verify -n git` understand the signature.
    package static let namespace = "git"
}
