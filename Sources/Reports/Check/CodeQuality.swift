import AccessCore

/// Diagnostics as GitLab's code quality report (GitLab Docs, "Code Quality report format"), which it shows in a merge request.
package struct CodeQuality: Encodable, Hashable, Sendable {
    /// In the order of the diagnostics.
    package let issues: [Issue]

    /// One diagnostic.
    package struct Issue: Encodable, Hashable, Sendable {
        let description: String
        let check: String
        /// The same for the same message in the same file, and for no other one of the report.
        let fingerprint: String
        let severity: String
        let location: Location

        private enum CodingKeys: String, CodingKey {
            case description, fingerprint, severity, location
            case check = "check_name"
        }
    }

    struct Location: Encodable, Hashable, Sendable {
        let path: String
        let lines: Lines
    }

    struct Lines: Encodable, Hashable, Sendable {
        let begin: Int
    }

    /// - Parameter digest: a hash of a text, in hexadecimal digits.
    package init(_ report: CheckReport, digest: (String) -> String) {
        var seen: [String: Int] = [:]
        issues = report.diagnostics.map { diagnostic in
            let path = diagnostic.place?.path ?? "policies"
            let identity = [path, diagnostic.code, diagnostic.message].joined(separator: "\u{0}")
            let number = seen[identity, default: 0]
            seen[identity] = number + 1
            let text = diagnostic.message.printable + (diagnostic.advice.map { ". " + $0.printable } ?? "")
            return Issue(
                description: text, check: diagnostic.code, fingerprint: digest("\(identity)\u{0}\(number)"),
                severity: diagnostic.severity.codeQuality,
                location: Location(path: path.printable, lines: Lines(begin: diagnostic.place?.line ?? 1)))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(issues)
    }
}

extension Diagnostic.Severity {
    fileprivate var codeQuality: String {
        switch self {
        case .error: "critical"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
