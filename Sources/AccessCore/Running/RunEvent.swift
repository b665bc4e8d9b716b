/// One step of a run.
package enum RunEvent: Hashable, Sendable {
    /// What the settings call the repository, and in which zone times are told from here on; nil if nobody knows.
    case settingsKnown(repository: String?, zone: String?)
    case fetched(source: CommitID?, ledger: CommitID?)
    case requestsRead(count: Int, active: Int, mistakes: Int)
    case accountRead(AccountName, users: Int, calls: Int)
    case accountUnread(AccountName, why: String)
    case intentRecorded(actions: [Action], ledger: CommitID)
    case actionTaken(AccountName, ActionResult)
    case outcomeRecorded(ledger: CommitID)
    case lostRace(attempt: Int)
    /// Another runner may still be at it.
    case waiting(until: Timestamp)
    /// The ledger can't be reached, or can't be trusted; only what is due goes on.
    case withoutLedger(why: String)
    /// What was due is put down here, to be recorded later.
    case spooled(actions: Int)
    /// What earlier runs put down is on record now.
    case spoolRecorded(entries: Int, ledger: CommitID)
    /// Files of requests that ended long ago are gone from the source branch.
    case filesRemoved(count: Int, source: CommitID)
}
