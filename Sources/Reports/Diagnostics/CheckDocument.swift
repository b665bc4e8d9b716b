package import AccessCore

/// The JSON of `daypass check`, version 1.
package struct CheckDocument: Encodable, Hashable, Sendable {
    let version = 1
    /// Nil for a work tree.
    package let source: CommitID?
    /// Files looked at below `requests/`.
    package let requests: Int
    /// Files looked at below `policies/`.
    package let policies: Int
    package let mistakes: Int
    package let warnings: Int
    /// By place.
    package let diagnostics: [Diagnostic]

    package init(source: CommitID?, requests: Int, policies: Int, diagnostics: [Diagnostic]) {
        let all = Diagnostic.sorted(diagnostics)
        (self.source, self.requests, self.policies, self.diagnostics) = (source, requests, policies, all)
        mistakes = all.count { $0.severity == .error }
        warnings = all.count { $0.severity == .warning }
    }

    private enum CodingKeys: String, CodingKey { case version, source, requests, policies, mistakes, warnings, diagnostics }
}
