import AccessCore
import ArgumentParser
import Reconciliation

struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let held removals go: the next run carries them out.",
        discussion: """
            More removals at once than policies/settings.yaml allows under removals wait for a person's word, and so do the \
            ends of requests whose files are all gone at once. daypass plan shows them and their hash. A release is for exactly that set, is put on record, and stands for a day.

            Exit codes: 0 released, 1 nothing with that hash is held, or the ledger can't be written.
            """
    )

    @Argument(help: "The hash that daypass plan showed.")
    var hash: String

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            var released = ""
            try await place.record(tries: 8) { view in
                if let vanished = view.state.vanished, vanished.hash == hash {
                    released = "the ends of \(vanished.requests?.count ?? 0) requests"
                    return .released(Release(hash: hash, by: Workplace.operatorName))
                }
                guard let (account, holding) = view.state.held.first(where: { $0.value.hash == hash }) else {
                    throw CommandFailure(
                        "nothing with the hash \(hash) is held",
                        advice: "daypass plan shows what is; a hash is for exactly one set of removals."
                    )
                }
                let count = holding.removals.count
                released = "\(count) removal\(count == 1 ? "" : "s") in \(account)"
                return .released(Release(hash: hash, by: Workplace.operatorName))
            }
            // Not before it is on record: nothing goes that isn't.
            console.tell("released \(released); the next run carries them out")
        }
    }
}
