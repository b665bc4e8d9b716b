import AccessCore
import ArgumentParser
import Reconciliation

/// Exit codes, as docs/cli.md has them.
enum Ending {
    static let problems = ExitCode(1)
    static let changes = ExitCode(2)
    static let raced = ExitCode(3)
    /// `EX_USAGE` of sysexits.h, as the argument parser has it.
    static let usage = ExitCode(64)

    /// What a run's end is for the shell; nil when all agree.
    static func code(of report: RunReport, strict: Bool, interruption: Interruption) -> ExitCode? {
        if let signal = interruption.exitCode { return ExitCode(signal) }
        return switch report.verdict(strict: strict) {
        case .agree: nil
        case .problems: problems
        case .raced: raced
        }
    }
}
