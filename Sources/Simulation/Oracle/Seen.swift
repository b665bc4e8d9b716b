import AccessCore
import Git

/// What one run was told by the world, as the oracle noted it.
struct Seen {
    /// What it is putting on record, and the commits it made of that; nil while it records what it put down earlier.
    var appending: [LedgerEntry]? = []
    var entries: [ObjectID: [LedgerEntry]] = [:]
    /// Where the ledger was when the run saw it first and last.
    var firstView: ObjectID?
    var view: ObjectID?
    /// The ledger couldn't be reached or wasn't usable, at least once.
    var lacksLedger = false
    var races = 0
    /// The source commit that was read last, and when.
    var source: (commit: Int, time: Int)?
    var readings: [AccountName: ActualAccount] = [:]
    /// Accounts that were read, or tried to be, since the source was read last.
    var asked: Set<AccountName> = []
    /// What the clocks of the clouds among them said more than was true, in seconds.
    var offsets: [AccountName: Int64] = [:]
    /// Accounts whose last reading failed.
    var unread: Set<AccountName> = []
    /// Accounts that failed to do something.
    var troubled: Set<AccountName> = []
    /// Steps that the forge told it about.
    var told: Set<Int> = []
    /// The source branch took no commit, or didn't say so.
    var isRemovalRefused = false
    /// Where the ledger was when this runner's cache saw it last, before the run began.
    var remembered: ObjectID?
}
