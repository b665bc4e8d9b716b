extension LedgerEntry {
    /// The record in words, for whoever reads the file itself: one line, whatever is in the names of IAM's things and in
    /// requests. Times in UTC.
    ///
    /// It is made of the data alone, and `audit verify` finds a record whose sentence is another one: these words are part of
    /// the ledger's format. Words that change leave the earlier ones true for the records that have them.
    package var sentence: String { onOneLine(words) }

    private var words: String {
        switch event {
        case .genesis(let value): "The ledger of \(value.repository) begins; what came before \(value.root) is trusted."
        case .policyAccepted(let value): "The policies \(value.tree) came into force."
        case .policyRefused(let value): "The policies \(value.tree) are not in force: \(value.reason)."
        case .accepted(let value) where value.isPartial:
            "Of \(value.request.path) only what it takes away counts: \(value.user) keeps "
                + (value.gives.isEmpty ? "nothing" : value.gives.map(\.entitlement.text).joined(separator: ", "))
                + " until \(value.window.end)."
        case .reviewed(let value):
            "The emergency \(value.request.path) of \(value.user) was reviewed and is \(value.verdict.rawValue), says \(value.path)."
        case .accepted(let value):
            "\(value.request.path) was accepted\(value.reviewDue == nil ? "" : " as an emergency"): \(value.user) gets \(value.gives.map(\.entitlement.text).joined(separator: ", ")) "
                + "from \(value.window.start) until \(value.window.end)"
                + (value.evidence.askedBy.map { ", asked for by \($0.map(\.text).joined(separator: ", "))" } ?? "") + "."
        case .denied(let value): "\(value.request.path) was denied: \(value.reason)."
        case .ended(let value):
            switch value.because {
            case .expired: "\(value.request.path) ended at its end, \(value.end)."
            case .deleted: "\(value.request.path) was deleted; it would have ended at \(value.end)."
            case .endedEarly: "\(value.request.path) was ended early; it would have ended at \(value.end)."
            }
        case .intent(let value):
            "About to carry out \(value.actions.count == 1 ? "1 action" : "\(value.actions.count) actions") until \(value.deadline)."
        case .granted(let value), .extended(let value), .shortened(let value), .mended(let value), .revoked(let value):
            value.action.sentence(late: value.late)
        case .failed(let value):
            (value.uncertain ? "Perhaps done" : "Not done")
                + ", \(value.action.action.rawValue) for \(value.action.user) in \(value.action.group): \(value.reason)."
        case .recovered(let value):
            switch value.finding {
            case .done: "Found done: \(value.action.sentence(late: nil))"
            case .notDone: "Found not done: \(value.action.action.rawValue) for \(value.action.user) in \(value.action.group)."
            case .unclear:
                "Can't tell yet whether it was done: \(value.action.action.rawValue) for \(value.action.user) in \(value.action.group)."
            }
        case .inferred(let value):
            switch value.finding {
            case .membershipGone: "\(value.user) is not in \(value.group) any more, and it wasn't us who removed them."
            case .userGone: "The user \(value.user) who was in \(value.group) is gone."
            case .driftGone: "\(value.user), whom nobody approved, is not in \(value.group) any more."
            case .tagGone: "The tag of \(value.user) for \(value.group) that was no lease is gone."
            }
        case .held(let value) where value.requests != nil:
            "The files of all \(value.requests?.count ?? 0) requests in force are gone; their ends wait for a release of \(value.hash)."
        case .held(let value):
            value.removals.isEmpty
                ? "No removals wait for a release any more." : "\(value.removals.count) removals wait for a release of \(value.hash)."
        case .released(let value): "\(value.by) released the removals \(value.hash)."
        case .drift(let value): "\(value.user) is in \(value.group), and nobody approved it."
        case .malformedLease(let value): "The tag of \(value.user) for \(value.group) is no lease: '\((value.tag ?? "").shown)'."
        case .trusted(let value): "\(value.by) accepted the history that leads to \(value.tip)."
        case .checkpoint(let value):
            switch value.purpose {
            case .verified where value.since != nil:
                "\(value.by) had what came after \(value.since?.text ?? "") up to \(value.commit) verified: \(value.records) records, nothing wrong."
            case .verified: "\(value.by) had everything up to \(value.commit) verified: \(value.records) records, nothing wrong."
            case .rebuilt: "\(value.by) had the state made anew from the \(value.records) records up to \(value.commit)."
            }
        }
    }
}

extension Action {
    /// What was done, in words.
    func sentence(late: Int64?) -> String {
        let what = "\(user) \(group)"
        let end = until.map { " until \($0)" } ?? ""
        switch action {
        case .grant: return "Granted \(what)\(end)."
        case .extend: return "Extended \(what)\(end)."
        case .shorten: return "Shortened \(what)\(end)."
        case .mendLease: return "Mended the lease of \(what)\(end)."
        case .revoke:
            let delay = late.map { ", \($0) s late" } ?? ""
            if removes?.membership == false { return "Removed the tag of \(user) for \(group), \(because.rawValue)." }
            return "Removed \(what), \(because.rawValue)\(delay)."
        }
    }
}

/// What breaks a line, is taken for a command by a terminal or turns the direction of writing becomes a question mark. By a list of
/// our own: a sentence on record must be the same in each version of Unicode.
private func onOneLine(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnseen ? "?" : $0 }))
}
