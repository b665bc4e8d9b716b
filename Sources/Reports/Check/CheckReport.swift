package import AccessCore

/// What a check found, for every way of telling it.
package struct CheckReport: Sendable {
    /// The repository's identity by its settings; nil if they have mistakes.
    package var repository: String?
    /// The commit that was looked at; nil for a work tree.
    package var source: CommitID?
    /// The commit that the change began from; nil if all was looked at.
    package var since: CommitID?
    /// Files looked at below `requests/`.
    package var requests: Int
    /// Files looked at below `policies/`.
    package var policies: Int
    /// Each once, by place.
    package var diagnostics: [Diagnostic]
    /// Nil if all was looked at.
    package var meaning: ChangeMeaning?
    /// When the snapshot was taken that counted; nil if none did.
    package var snapshotTaken: Timestamp?

    package init(
        repository: String? = nil, source: CommitID?, since: CommitID? = nil, requests: Int, policies: Int, diagnostics: [Diagnostic],
        meaning: ChangeMeaning? = nil, snapshotTaken: Timestamp? = nil
    ) {
        (self.repository, self.source, self.since, self.requests, self.policies) = (repository, source, since, requests, policies)
        (self.meaning, self.snapshotTaken) = (meaning, snapshotTaken)
        self.diagnostics = Diagnostic.sorted(diagnostics)
    }

    package var mistakes: Int { diagnostics.count { $0.severity == .error } }
    package var warnings: Int { diagnostics.count { $0.severity == .warning } }

    /// One line that says what was looked at.
    package var summary: String {
        let verdict: Line = mistakes == 0 ? "no mistakes" : mistakes.of("mistake")
        let more: Line = warnings == 0 ? "" : ", \(warnings.of("warning"))"
        if let since, requests == 0, policies == 0, diagnostics.isEmpty {
            let line: Line = "Nothing below requests/ or policies/ changed since \(since.short)."
            return line.text
        }
        let what: Line =
            if let since {
                "Checked what changed since \(since.short): \(requests.of("request")) and \(policies.of("policy file"))"
            } else {
                "Checked \(requests.of("request")) and \(policies.of("policy file"))"
            }
        let line: Line = "\(what): \(verdict)\(more)."
        return line.text
    }

    /// Requests that it takes somebody's word to let in: none that are refused whoever approves them.
    package var needApproval: Int { meaning?.requests.count { $0.needsApproval && !$0.isRefused } ?? 0 }
}
