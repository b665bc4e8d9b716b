package import AccessCore

/// `daypass plan`: what a run would do now, and why.
package struct PlanText: Sendable {
    let time: TimeFormat
    let palette: Palette

    package init(time: TimeFormat, palette: Palette = .plain) { (self.time, self.palette) = (time, palette) }

    /// The whole text; ends with a line break. If there is nothing to do and nothing to see, it is one line.
    package func render(_ report: RunReport) -> String {
        let blocks = (report.plan?.accounts ?? []).compactMap { block($0, report.recorded ?? RecordedState()) }
        let summary = summary(report).text + "\n"
        guard !blocks.isEmpty else { return summary }
        return ([Heading(report, time).line.text + "\n"] + blocks + [summary]).joined(separator: "\n")
    }

    /// An account, if there is anything to show of it.
    private func block(_ plan: AccountPlan, _ recorded: RecordedState) -> String? {
        let words = ActionWords(time: time, recorded: recorded)
        var table = Table()
        let (drift, other) = (plan.actions.filter { $0.because == .notApproved }, plan.actions.filter { $0.because != .notApproved })
        // What is given first, what is taken after it, what nobody asked for last.
        table.rows = other.filter { $0.action != .revoke }.map { words.row($0) }
        table.rows += other.filter { $0.action == .revoke }.map { words.row($0) }
        table.rows += drift.map { words.row($0) }
        // Whose tag's end has passed has a row already: it goes.
        table.rows += plan.drift.filter { $0.mode == .report && $0.until.map { $0 > time.now } ?? true }.map(words.row)
        table.rows += plan.held.map { words.row($0, isHeld: true) }
        guard !table.rows.isEmpty else { return nil }
        let title: Line = "  \(recorded.title(plan.name))"
        var lines = [title.text] + table.lines(indent: "  ", palette)
        if let hash = plan.heldHash, !plan.held.isEmpty {
            lines.append(Self.release(plan.held.count, hash).text)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func held(_ count: Int) -> Line {
        count == 1 ? "1 removal waits for a person's word" : "\(count) removals wait for a person's word"
    }

    /// What is held in an account, and how it is let go.
    static func release(_ count: Int, _ hash: String) -> Line {
        "    \(held(count)). If \(count == 1 ? "it is" : "they are") meant: daypass release \(hash)"
    }

    private func summary(_ report: RunReport) -> Line {
        var sentences: [Line] = []
        let held = report.plan?.accounts.reduce(0) { $0 + $1.held.count } ?? 0
        if let plan = report.plan {
            if !plan.isEmpty {
                sentences.append("\(plan.actions.counted { $0.toDo($1) }).")
            } else if held == 0 {
                sentences.append("Nothing to do: \(Standing(report, time).words).")
            }
        } else {
            sentences.append("There is no plan.")
        }
        if held > 0 { sentences.append("\(Self.held(held)).") }
        let findings = Findings(report)
        return (sentences + findings.denied + findings.undecided + findings.mistakes + findings.policies + findings.unread).sentences()
    }
}
