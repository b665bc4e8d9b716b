package import AccessCore

/// What a verification came to.
package enum LedgerVerdict: Hashable, Sendable {
    /// Nothing contradicts anything, but nothing kept elsewhere was compared: records cut off at the end, or a ledger that
    /// was written anew as a whole, can't be told from the true one.
    case consistentNotAnchored(LedgerSummary)
    /// Nothing contradicts anything, and every commit is signed by a key that was kept elsewhere: nothing was written anew,
    /// changed or put in by somebody without one. Records cut off at the end can't be told.
    case signed(LedgerSummary)
    /// Nothing contradicts anything, and all that led to the anchor is as it was then.
    case anchored(by: LedgerAnchor, LedgerSummary)
    /// The first thing that is wrong, and what was read before it.
    case broken(LedgerFault, after: LedgerSummary)
}

extension LedgerVerdict {
    /// What was read; up to the fault, if there is one.
    package var summary: LedgerSummary {
        switch self {
        case .consistentNotAnchored(let summary), .signed(let summary), .anchored(by: _, let summary), .broken(_, after: let summary):
            summary
        }
    }

    /// The first thing that is wrong; nil if nothing is.
    package var fault: LedgerFault? { if case .broken(let fault, _) = self { fault } else { nil } }
}

/// What was read.
package struct LedgerSummary: Hashable, Sendable {
    package var genesis: Genesis?
    package var commits = 0
    package var records = 0
    package var accounts = 0
    /// Snapshots that were compared with what the records add up to.
    package var snapshots = 0
    /// The ledger's head: what a later verification can be anchored by.
    package var head: RecordHash
    /// What was signed; nil if no keys are known.
    package var signatures: SignatureSummary?
    /// The times of the records, the earliest and the latest.
    package var times: ClosedRange<Timestamp>?
}
