import AccessCore
import Reports

/// Prints what a run came to: data on standard output, mistakes on standard error.
enum Telling {
    /// The end of `reconcile` and `expire`.
    static func end(of report: RunReport, _ output: OutputOptions, isStrict: Bool, isDryRun: Bool) throws {
        let console = output.console
        switch output.format {
        case .json: console.print(try JSONText.of(RunDocument(report, strict: isStrict)))
        case .text:
            let time = time(of: report)
            warn(report, console)
            if isDryRun {
                console.print(PlanText(time: time, palette: Palette(isColoured: Console.hasColour(1))).render(report))
            } else {
                let summary = RunText(time: time, repository: nil).summary(report)
                if report.verdict(strict: isStrict) == .agree { console.tell(summary) } else { console.warn(summary) }
            }
        }
    }

    /// `plan`.
    static func plan(_ report: RunReport, _ output: OutputOptions) throws {
        let console = output.console
        switch output.format {
        case .json: console.print(try JSONText.of(PlanDocument(report)))
        case .text:
            warn(report, console)
            console.print(PlanText(time: time(of: report), palette: Palette(isColoured: Console.hasColour(1))).render(report))
        }
    }

    /// A terminal shows the lines that are wrong; a log has one line each.
    private static func warn(_ report: RunReport, _ console: Console) {
        let text = DiagnosticText(palette: Palette(isColoured: Console.hasColour(2)))
        let all = Set(report.diagnostics).filter { $0.severity > .note }.sorted(by: Diagnostic.inOrder)
        for diagnostic in all {
            console.warn(Console.isTerminal(2) ? text.full(diagnostic) : text.compact(diagnostic))
        }
    }

    static func time(of report: RunReport) -> TimeFormat {
        TimeFormat(now: report.plan?.now ?? report.now, zone: report.recorded?.policy?.timezone)
    }
}
