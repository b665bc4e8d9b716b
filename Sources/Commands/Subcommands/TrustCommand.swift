import AccessCore
import ArgumentParser
import Git
import Reconciliation

struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Accept a source history that was rewritten, from this commit on.",
        discussion: """
            While the source branch doesn't continue from what was judged last, nothing new is granted. This puts on record \
            that a person looked at it. The commit must be the branch's tip. A branch that does continue is refused: its steps \
            are judged one by one, and none may be passed over.

            Exit codes: 0 on record, 1 not.
            """
    )

    @Option(help: ArgumentHelp("The source branch's tip, all 40 digits.", valueName: "commit"))
    var tip: String

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let tip = try Repositories.commit(tip, "--tip")
            let place = try Workplace(repository, scope, console)
            try await place.record(tries: 8) { view in
                let now = try await place.repositories.sourceTip()
                guard now == tip else {
                    throw CommandFailure(
                        "the source branch is at \(now.hex), not at \(tip.hex)",
                        advice: "Look at what is there now, and trust that or nothing.")
                }
                let judged = view.state.judged ?? view.state.genesis?.root
                if let judged, try await place.repositories.source(now, continuesFrom: judged) {
                    throw CommandFailure(
                        "the source branch continues from \(judged.text.prefix(7)), which was judged last: nothing was rewritten",
                        advice: "There is nothing to trust: the next run judges what is new, step by step.")
                }
                return .trusted(Trust(tip: CommitID(now.hex), before: view.state.judged, by: Workplace.operatorName))
            }
            console.tell("on record: \(place.options.branch) is trusted from \(tip.hex.prefix(7)) on")
        }
    }
}
