package import AccessCore

extension RunText {
    /// The last line of a run, without a line break: whether all agree, and if not, what doesn't.
    package func summary(_ report: RunReport) -> String {
        switch report.verdict(strict: false) {
        case .raced: "Another runner recorded first every time; it does the same work. Run again to be sure."
        case .problems: problems(report).text
        case .agree: agreement(report).text
        }
    }

    /// A run without the source, or without policies, looks only at what is due.
    private func isOfDueOnly(_ report: RunReport) -> Bool { report.plan?.source == nil }

    private func problems(_ report: RunReport) -> Line {
        let diagnostics = Set(report.diagnostics.filter { $0.severity == .error })
        let denied = Set(diagnostics.filter(\.isDenial).compactMap { $0.place?.path }).count
        let mistakes = diagnostics.count(where: \.isMistake)
        let unread = diagnostics.count(where: \.isUnread)
        let held = report.plan?.accounts.reduce(0) { $0 + $1.held.count } ?? 0
        let failed = report.results.values.joined().count { !$0.isDone }
        let rest = diagnostics.count { $0.place == nil && !$0.isUnread && !$0.isShownInPlan }
        var parts: [Line] = []
        if mistakes > 0 { parts.append(mistakes.of("mistake")) }
        if denied > 0 { parts.append("\(denied.of("request")) denied") }
        if diagnostics.contains(where: \.isRefusedPolicy) { parts.append("a change of policies not in force") }
        if unread > 0 { parts.append("\(unread.of("account")) not read") }
        if held > 0 { parts.append("\(held.of("removal")) held") }
        if failed > 0 { parts.append("\(failed.of("action")) failed") }
        if rest > 0 { parts.append(rest.of("problem")) }
        let scope: Line = isOfDueOnly(report) ? "only what is due was looked at" : "everything else agrees"
        return "\(Line.list(parts)); \(scope)\(removals(report))."
    }

    private func agreement(_ report: RunReport) -> Line {
        let warnings = Set(report.diagnostics.filter { $0.severity == .warning }).count
        let warned: Line = warnings == 0 ? "" : ", \(warnings.of("warning"))"
        guard !isOfDueOnly(report) else {
            return "What was due is gone\(removals(report)); \(Standing(report, time).words)\(warned)."
        }
        let waiting = Findings(report).undecided
        return (["All agree: \(Standing(report, time).words)\(warned)."] + waiting).sentences()
    }

    private func removals(_ report: RunReport) -> Line {
        guard isOfDueOnly(report) else { return "" }
        let done = report.results.values.joined().count(where: \.isDone)
        return done == 0 ? "" : " (\(done.of("removal")))"
    }
}
