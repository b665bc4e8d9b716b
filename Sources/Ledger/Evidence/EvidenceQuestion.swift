package import Git

/// What a bundle of evidence is to hold.
package struct EvidenceQuestion: Sendable {
    package var query: LedgerQuery
    /// The ledger's branch, and the commit of it at which it is looked at.
    package var branch: String
    package var tip: ObjectID
    /// Whether it shall hold all that leads from the records to the head: every later record of their chains, and every commit.
    package var hasChain: Bool
    /// The command that was run, for people.
    package var asked: String
    /// What `LedgerVerifier` said of the whole ledger, in a sentence.
    package var verdict: String
    /// What is wrong with the ledger; nil if nothing is.
    package var fault: String?
    /// Who writes it: `daypass 0.1.0`.
    package var writer: String

    package init(
        _ query: LedgerQuery, branch: String, tip: ObjectID, hasChain: Bool, asked: String, verdict: String, fault: String?, writer: String
    ) {
        (self.query, self.branch, self.tip, self.hasChain) = (query, branch, tip, hasChain)
        (self.asked, self.verdict, self.fault, self.writer) = (asked, verdict, fault, writer)
    }
}
