import AccessCore

/// Diagnostics as workflow commands, which GitHub shows as annotations at their lines (GitHub Docs, "Workflow commands for
/// GitHub Actions"). GitHub shows ten of each kind a step; all of them stand in the log.
package struct GitHubCommands {
    package static func render(_ report: CheckReport) -> String {
        let lines = report.diagnostics.map(command) + [notice(report)]
        return lines.map { $0 + "\n" }.joined()
    }

    private static func command(_ diagnostic: Diagnostic) -> String {
        let name =
            switch diagnostic.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties: [(String, String)] = []
        if let place = diagnostic.place {
            properties.append(("file", place.path.printable))
            if let line = place.line {
                properties.append(("line", String(line)))
                if let column = place.column { properties.append(("col", String(column))) }
                if let end = place.endColumn { properties.append(("endColumn", String(end))) }
            }
        }
        properties.append(("title", diagnostic.code))
        let shown = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
        let text = diagnostic.message.printable + (diagnostic.advice.map { "\n\($0.printable)" } ?? "")
        return "::\(name) \(shown)::\(data(text))"
    }

    private static func notice(_ report: CheckReport) -> String { "::notice title=daypass check::\(data(report.summary))" }

    /// As GitHub's own toolkit escapes (`@actions/core`, `command.ts`): a line break would begin another command.
    static func data(_ text: String) -> String { escaped(text, "%\r\n") }

    static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

    /// Scalar by scalar: CR and LF together are one character of a string.
    private static func escaped(_ text: String, _ marks: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if marks.unicodeScalars.contains(scalar) {
                result += "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
