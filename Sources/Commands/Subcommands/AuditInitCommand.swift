import AccessCore
import ArgumentParser
import Reconciliation

struct AuditInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the ledger, once.",
        discussion: """
            Writes the first record onto a branch of its own: whose ledger it is, and the root of trust (--root, or the \
            source branch's tip), whose policies are the first accepted ones.

            Exit codes: 0 made; 1 there is one, or it can't be made.
            """
    )

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            let view = try await place.repositories.createLedger(run: place.run, at: place.clock.now())
            let genesis = view.state.genesis
            console.tell(
                "made the ledger of \(genesis?.repository ?? "?") on the branch '\(genesis?.branch ?? "?")'; root of trust \(genesis?.root.text ?? "?")"
            )
            console.tell("keep the root outside this repository too, as DAYPASS_ROOT in CI's protected settings")
        }
    }
}
