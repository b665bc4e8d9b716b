/// What became of an action.
package struct ActionResult: Hashable, Sendable {
    package enum End: Hashable, Sendable {
        case done(late: Int64?)
        /// `uncertain`: the membership may have come into being all the same.
        case failed(why: String, uncertain: Bool)
    }

    package var action: Action
    package var end: End
    /// What the directory logged the writes under.
    package var directory: [String]

    package init(action: Action, end: End, directory: [String]) {
        (self.action, self.end, self.directory) = (action, end, directory)
    }

    package var isDone: Bool { if case .done = end { true } else { false } }
}

extension ActionResult {
    /// The ledger's record of it.
    package func event(intent: ActionReference?, evidence: [EvidenceKind]) -> LedgerEvent {
        switch end {
        case .failed(let why, let uncertain):
            return .failed(Failure(intent: intent, action: action, reason: why, directory: directory, uncertain: uncertain))
        case .done(let late):
            let change = Change(intent: intent, action: action, evidence: evidence, directory: directory, late: late)
            switch action.action {
            case .grant: return .granted(change)
            case .extend: return .extended(change)
            case .shorten: return .shortened(change)
            case .mendLease: return .mended(change)
            case .revoke: return .revoked(change)
            }
        }
    }
}
