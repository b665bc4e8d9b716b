package import AccessCore

/// What somebody kept of the ledger, elsewhere: a head printed by an earlier run, or a commit of the branch.
///
/// Only whole ones: a part of a hash can be met by trying.
package enum LedgerAnchor: Hashable, Sendable {
    /// `Snapshot.head`, 64 hexadecimal digits.
    case head(RecordHash)
    /// 40 hexadecimal digits.
    case commit(CommitID)

    /// Nil for what is neither.
    package init?(_ text: String) {
        let text = text.lowercased()
        if let head = RecordHash(hex: text) {
            self = .head(head)
        } else if text.utf8.count == 40, RecordHash(hex: text + String(repeating: "0", count: 24)) != nil {
            self = .commit(CommitID(text))
        } else {
            return nil
        }
    }
}

extension LedgerAnchor: CustomStringConvertible {
    package var description: String {
        switch self {
        case .head(let hash): hash.hex
        case .commit(let commit): commit.text
        }
    }
}
