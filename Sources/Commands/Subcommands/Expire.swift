import AccessCore
import ArgumentParser
import Reconciliation

struct Expire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire",
        abstract: "Remove what is due, and nothing else.",
        discussion: """
            Needs IAM and the last known state only: the ledger if it can be reached, else the copy in the cache, else \
            --state. Neither the source branch nor the forge is asked. What is removed while the ledger can't be reached \
            goes on record with the next run that reaches it.

            Exit codes: 0 nothing due is left; 1 something couldn't be removed or recorded.
            """
    )

    @Option(help: ArgumentHelp("A state.json of the ledger, used when neither the ledger nor the cache has one.", valueName: "file"))
    var state: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let given = state.map(GivenState.init)
            let place = try Workplace(repository, scope, console, makesDo: true)
            var report = await place.run(listener: place.speaking(console)).expire(given: given?.state)
            place.cache.note(in: &report)
            given?.note(in: &report)
            try Telling.end(of: report, output, isStrict: false, isDryRun: false)
            Accounting.tell(report, place, console)
            if let code = Ending.code(of: report, strict: false, interruption: place.interruption) { throw code }
        }
    }
}
