import AccessCore

extension SourceReading {
    /// Why this history proves nothing, and what to do; nil if it continues what was judged.
    ///
    /// - Parameter judged: up to which commit the ledger says it was; nil if it says nothing.
    func historyFault(judged: CommitID?) -> Diagnostic? {
        if continuesHistory { return nil }
        if lacksRoot {
            return Diagnostic(
                .error, "DP5008",
                "no root of trust is given, and no pinned key says that the ledger's own is the right one: whoever can push to the ledger "
                    + "could have named another",
                advice:
                    "Nothing new is granted. Set DAYPASS_ROOT (or --root) to what daypass audit init printed, or pin the key that signs "
                    + "the ledger in DAYPASS_LEDGER_KEYS."
            )
        }
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
