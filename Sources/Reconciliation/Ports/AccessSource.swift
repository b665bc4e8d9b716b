package import AccessCore

/// The source branch: requests and policies.
package protocol AccessSource: Sendable {
    /// Reads what the branch says now, in the light of what is on record, and what proves that people approved it.
    func read(recorded: RecordedState, at now: Timestamp) async throws(SourceFailure) -> SourceReading

    /// Removes files of requests from the branch, with their reviews, in one commit onto the tip that was read; nothing
    /// else is changed, and nothing at all if the branch is elsewhere by now.
    ///
    /// - Parameters:
    ///   - tip: where the branch has to be.
    ///   - settings: by whom the commit is.
    func remove(
        _ files: [RequestVersion], from tip: CommitID, by settings: AuditSettings, run: RunID, at now: Timestamp
    ) async throws(SourceFailure) -> SourceRemoval
}

/// How removing files from the source branch ended.
package enum SourceRemoval: Hashable, Sendable {
    case done(CommitID)
    /// Somebody else was first: the next run tries again.
    case lostRace
    /// The branch is closed to this machine; why, for people.
    case refused(String)
}

/// What the source branch says at its tip.
package struct SourceReading: Sendable {
    package var tip: CommitID
    /// The tip continues the history that was judged before. If not, nothing new is accepted.
    package var continuesHistory: Bool
    /// The root of trust, where that is why: it isn't on the branch, and a ledger that could be anybody's writing can't say what was
    /// accepted since.
    package var missingRoot: CommitID?
    /// Nobody outside the repository says which root of trust is the right one, though people's word counts: neither a root that was
    /// given, nor a pinned key that signed the ledger's. That is why then.
    package var lacksRoot: Bool
    /// The policies in force: the tip's, or the last accepted ones while the tip's have mistakes. Nil if there never were any.
    package var policies: PolicySet?
    /// To be put on record about policies.
    package var policyChange: LedgerEvent?
    /// To be put on record after it: a further change that isn't in force.
    package var policyRefusal: PolicyRefusal?
    package var submission: Submission
    package var diagnostics: [Diagnostic]
    /// A change of policies that isn't approved: nothing new is accepted that it speaks against.
    package var proposed: PolicySet?
    /// What counts of what is on record as approved. Where that isn't all of it, each request that is in force came with its
    /// content: with what proves it, or, where a merge is enough, alone.
    package var recordTrust: RecordTrust

    package init(
        tip: CommitID, continuesHistory: Bool, policies: PolicySet?, policyChange: LedgerEvent?, submission: Submission,
        diagnostics: [Diagnostic], policyRefusal: PolicyRefusal? = nil,
        proposed: PolicySet? = nil, recordTrust: RecordTrust = .whole, missingRoot: CommitID? = nil, lacksRoot: Bool = false
    ) {
        (self.tip, self.continuesHistory, self.policies) = (tip, continuesHistory, policies)
        (self.missingRoot, self.lacksRoot) = (missingRoot, lacksRoot)
        (self.policyChange, self.submission, self.diagnostics) = (policyChange, submission, diagnostics)
        (self.policyRefusal, self.proposed, self.recordTrust) = (policyRefusal, proposed, recordTrust)
    }
}

/// The source branch couldn't be read.
package struct SourceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, for people: no secrets, no full stop.
    package var message: String
    /// What to do about it.
    package var advice: String

    package init(_ message: String, advice: String) { (self.message, self.advice) = (message, advice) }

    package var description: String { message }
}
