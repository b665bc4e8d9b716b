package import AccessCore

/// The audit ledger: a write-ahead log that also decides between runners that are at it at once.
package protocol AuditLedger: Sendable {
    /// Fetches the ledger, checks that it continues what was seen last, and reads its state.
    func open() async throws(LedgerFailure) -> LedgerView

    /// Chains `entries` and records them on top of `view`, if nobody was first (compare-and-swap).
    ///
    /// A push whose answer got lost is settled before this returns: by reading the branch again.
    /// - Throws: `.unreachable` with `mayHaveLanded` if even that couldn't be told.
    func append(_ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView) async throws(LedgerFailure) -> AppendOutcome

    /// Why nothing could be put on record on top of `view`, as far as that shows before anything is done; nil if nothing is
    /// in the way.
    func obstacle(to view: LedgerView) async -> LedgerFailure?

    /// What was seen when the ledger could be reached last; nil if it never was from here.
    func lastKnown() async throws(LedgerFailure) -> LedgerView?

    /// Puts down here what could not be put on record: durable before it returns. A later run records it.
    func spool(_ entries: [LedgerEntry]) async throws(LedgerFailure)

    /// Records on top of `view` what earlier runs from here put down, if anything; each entry once, whatever happens
    /// meanwhile.
    func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome
}

/// What the ledger says at one commit.
package struct LedgerView: Hashable, Sendable {
    package var tip: CommitID
    package var state: RecordedState

    package init(tip: CommitID, state: RecordedState) { (self.tip, self.state) = (tip, state) }
}

/// The `Daypass-Phase` of a ledger commit.
package enum LedgerPhase: String, Hashable, Sendable {
    /// Something is about to be done.
    case intent
    /// Something was done or seen.
    case outcome
}

/// What became of records that were to be appended.
package enum AppendOutcome: Hashable, Sendable {
    /// On record; the ledger as it is now.
    case appended(LedgerView)
    /// Somebody else recorded first: nothing of this is on record.
    case lostRace
}

/// What became of what was put down here.
package enum SpoolOutcome: Hashable, Sendable {
    /// Nothing is left to be recorded.
    case nothing
    /// So many entries are on record now; the ledger as it is now.
    case recorded(Int, LedgerView)
    /// Somebody else recorded first: all of it is still here.
    case lostRace
}

/// Why the ledger couldn't be read or written, by what helps.
package struct LedgerFailure: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// There is none: `daypass audit init` makes it, if there never was one.
        case missing
        /// No answer, or an answer that makes no sense.
        case unreachable
        /// More than is read was pushed beside it, or into it.
        case burdened
        /// It doesn't continue what was seen last: somebody rewrote it.
        case rewritten
        /// A record or the snapshot isn't what it must be.
        case corrupt
        /// The remote doesn't let us write: permissions, a hook, a protected branch.
        case refused
        /// Somebody wrote to it without a key that may: a commit isn't signed, or not by one of the trusted keys.
        case forged
        /// This run's keys can't be used: to sign what it would record, or to tell who signed what is there.
        case keys
        /// It is the ledger of another repository or branch.
        case foreign
        /// There is one already (`audit init`).
        case exists
    }

    package var kind: Kind
    /// What happened, for people: no secrets, no full stop.
    package var message: String
    /// Whether what was to be recorded may be on record all the same.
    package var mayHaveLanded: Bool

    package init(_ kind: Kind, _ message: String, mayHaveLanded: Bool = false) {
        (self.kind, self.message, self.mayHaveLanded) = (kind, message, mayHaveLanded)
    }
}

extension LedgerFailure: CustomStringConvertible {
    package var description: String { message }
}
