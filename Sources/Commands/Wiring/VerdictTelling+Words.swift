import Ledger

/// What a verification proves, and what it doesn't.
extension VerdictTelling {
    var text: String {
        let read =
            "\(counted(summary.records, "record")) in \(counted(summary.commits, "commit")) of '\(branch)'\(since.map { " since \($0)" } ?? ""), \(counted(summary.accounts, "chain"))"
        if let fault {
            let keys =
                fault.isByOtherKey
                ? "\n  If that is the ledger's key, and another one was given: name it in --keys FILE, or in DAYPASS_LEDGER_KEYS." : ""
            return
                "Broken: \(fault)\n  Before it \(read) were sound.\(keys)\n  Compare with a clone that has the true history; nothing is granted on a broken ledger."
        }
        let times = summary.times.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
        let head = "head \(summary.head.hex)"
        if let anchor {
            let signed = signatures.map { "\n  \($0)" } ?? ""
            return "Verified: \(read)\(times); everything up to \(anchor) is as it was then.\(signed)\n\(head)"
        }
        let compare = "compare with a head kept elsewhere:\n  daypass audit verify --expect-head HEAD"
        if isSignedByPinned, let signatures {
            return """
                Signed: \(read)\(times).
                  \(signatures) Nothing was changed, put in or written anew without \(summary.signatures?.keys == 1 ? "it" : "one of them").
                  That nothing was cut off at the end shows only against a head: \(compare)
                \(head)
                """
        }
        return """
            Consistent, not anchored: \(read)\(times).
              Nothing contradicts anything.\(signatures.map { " \($0)" } ?? "") To prove that nothing was cut off or written anew, \(compare)
            \(head)
            """
    }

    /// A sentence; nil if nothing has to be signed.
    private var signatures: String? {
        guard let signatures = summary.signatures else { return nil }
        switch signatures.origin {
        case .pinned:
            return
                "Every commit is signed by \(signatures.keys == 1 ? "the pinned key" : "one of the \(signatures.keys) pinned keys")."
        case .genesis:
            return
                "Every commit is signed by the key that the ledger itself names, which proves nothing of a ledger written anew: pin it with --keys."
        }
    }

    private func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}
