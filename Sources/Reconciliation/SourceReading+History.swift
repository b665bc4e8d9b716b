import AccessCore

extension SourceReading {
    /// Why this history proves nothing, and what to do; nil if it continues what was judged.
    ///
    /// - Parameter judged: up to which commit the ledger says it was; nil if it says nothing.
    func historyFault(judged: CommitID?) -> Diagnostic? {
        if continuesHistory { return nil }
        guard let root = missingRoot else {
            return Diagnostic(
                .error, "DP5002",
                "the source branch doesn't continue from \(judged?.text.prefix(7) ?? "?"), which was judged before: its history was rewritten",
                advice: "Nothing new is granted. Find out who rewrote it; if it is meant, run daypass trust --tip \(tip)."
            )
        }
        return Diagnostic(
            .error, "DP5002",
            "the source branch doesn't have the root of trust \(root.text.prefix(7)) in its history, and no pinned key says that the "
                + "ledger knows what was approved since",
            advice: "Nothing new is granted. Bring the history with the root back; if this one is meant, found a ledger at a root in it."
        )
    }
}
