import AccessCore
import ArgumentParser
import Reconciliation

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Tell what reconcile would do now, and why.",
        discussion: """
            Reads everything and writes nothing.

            Exit codes: 0; 1 the source, the ledger or an account couldn't be read; with --detailed-exitcode 0 nothing to do, 2 changes, 1 error.
            """
    )

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 if there is something to do, and with 1 on an error.")
    var detailedExitCode = false

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            let report = await place.run(listener: Silence(), isDryRun: true).reconcile()
            try Telling.plan(report, output)
            Accounting.tell(report, place, console)
            // A plan of what couldn't be looked at is none.
            guard report.plan != nil, !report.diagnostics.contains(where: \.isBlindness) else { throw Ending.problems }
            guard detailedExitCode else { return }
            if report.verdict(strict: false) != .agree { throw Ending.problems }
            if report.plan?.isEmpty == false { throw Ending.changes }
        }
    }
}

extension Diagnostic {
    /// Something that a plan is made from couldn't be read.
    fileprivate var isBlindness: Bool { ["DP3001", "DP4002", "DP5003", "DP5004", "DP5005", "DP5008"].contains(code) }
}
