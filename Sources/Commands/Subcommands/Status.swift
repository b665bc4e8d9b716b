import AccessCore
import ArgumentParser
import Reconciliation
import Reports

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell who holds what, since when, until when, on which request.",
        discussion: """
            What the ledger says, without asking IAM: daypass plan compares the two.

            Exit codes: 0; 1 the ledger can't be read.
            """
    )

    @Option(help: ArgumentHelp("Only this IAM user.", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("Only this entitlement.", valueName: "name"))
    var entitlement: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            let view = try await place.repositories.open()
            let now = place.clock.now()
            let status = StatusDocument(view.state, ledger: view.tip, at: now).limited(
                to: user.map { UserName($0) }, entitlement: entitlement.map { EntitlementName($0) }, accounts: place.options.accounts
            )
            switch output.format {
            case .json: console.print(try JSONText.of(status))
            case .text:
                let time = TimeFormat(now: now, zone: view.state.policy?.timezone)
                console.print(StatusText(time: time, palette: Palette(isColoured: Console.hasColour(1))).render(status))
            }
        }
    }
}
