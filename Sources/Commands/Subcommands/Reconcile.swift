import AccessCore
import ArgumentParser
import Reconciliation

struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Make git, IAM and the ledger agree: one run.",
        discussion: """
            Grants what was approved, takes away what has ended, and puts each step on record before and after it. Running \
            it twice, killing it, or running two of it never does harm.

            Exit codes: 0 all agree; 1 a mistake in a file, a request denied, something held or failed, or no ledger; \
            3 another runner won every race. With --strict warnings count as 1. 130 and 143 after a signal.
            """
    )

    @Flag(help: "Decide and tell, but change nothing.")
    var dryRun = false

    @Flag(help: "Count warnings (reported drift, alarms that were put right, pending approvals) as problems.")
    var strict = false

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console, makesDo: true)
            let run = place.run(listener: place.speaking(console), isDryRun: dryRun)
            var report = place.cache.trouble == nil ? await run.reconcile() : await run.expire()
            place.cache.note(in: &report)
            try Telling.end(of: report, output, isStrict: strict, isDryRun: dryRun)
            Accounting.tell(report, place, console)
            if let code = Ending.code(of: report, strict: strict, interruption: place.interruption) { throw code }
        }
    }
}
