import AccessCore
import ArgumentParser
import Ledger
import Reconciliation

struct AuditRebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the ledger's state.json anew from its records.",
        discussion: """
            For a snapshot that was damaged, forged, or written by another version: every record is read and added up again, \
            and what they come to is recorded with a checkpoint. Nothing is written where the snapshot says it already. The \
            records themselves must be sound.

            Exit codes: 0 the snapshot says what the records add up to; 1 it can't be made to.
            """
    )

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            switch try await place.repositories.rebuildLedger(run: place.run, by: Workplace.operatorName, at: place.clock.now()) {
            case .agreed(let summary):
                console.tell("state.json says what the \(summary.records) records add up to; nothing was changed")
            case .rebuilt(let summary, let view, let was):
                console.tell("found: \(was)")
                console.tell("state.json is made anew from \(summary.records) records in \(summary.commits) commits, ledger at \(view.tip)")
                console.tell("find out who wrote the old one; daypass audit verify --from \(view.tip) begins after it")
            }
        }
    }
}
