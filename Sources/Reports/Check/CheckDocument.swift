package import AccessCore

/// The JSON of `daypass check`, version 1.
package struct CheckDocument: Encodable, Hashable, Sendable {
    let version = 1
    /// Nil for a work tree.
    package let source: CommitID?
    /// The commit that the change began from; nil if all was looked at.
    package let since: CommitID?
    /// Files looked at below `requests/`.
    package let requests: Int
    /// Files looked at below `policies/`.
    package let policies: Int
    package let mistakes: Int
    package let warnings: Int
    /// By place.
    package let diagnostics: [Diagnostic]
    /// What the change means; nil if all was looked at.
    package let change: ChangeDocument?
    /// When the snapshot was taken that IAM-dependent rules were judged by.
    package let snapshot: Timestamp?

    package init(_ report: CheckReport) {
        (source, since, requests, policies) = (report.source, report.since, report.requests, report.policies)
        (mistakes, warnings, diagnostics) = (report.mistakes, report.warnings, report.diagnostics)
        change = report.meaning.map(ChangeDocument.init)
        snapshot = report.snapshotTaken
    }

    private enum CodingKeys: String, CodingKey {
        case version, source, since, requests, policies, mistakes, warnings, diagnostics, change, snapshot
    }
}
