import AccessCore
import ArgumentParser
import Reconciliation

struct AuditInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the ledger, once.",
        discussion: """
            Writes the first record onto a branch of its own: whose ledger it is, and the root of trust (--root, or the \
            source branch's tip), whose policies are the first accepted ones. With --key, or DAYPASS_LEDGER_KEY, it is signed and \
            names the public key, and from then on every commit of it must be.

            Exit codes: 0 made; 1 there is one, or it can't be made.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The private key that signs the ledger: an ed25519 key of ssh-keygen without a passphrase. (env: DAYPASS_LEDGER_KEY)",
            valueName: "file"))
    var key: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console, key: key)
            let view = try await place.repositories.createLedger(run: place.run, at: place.clock.now())
            let genesis = view.state.genesis
            console.tell(
                "made the ledger of \(genesis?.repository ?? "?") on the branch '\(genesis?.branch ?? "?")'; root of trust \(genesis?.root.text ?? "?")"
            )
            if let key = genesis?.keys.first {
                console.tell("it must be signed by \(key)")
                console.tell("keep that key outside this repository, as DAYPASS_LEDGER_KEYS in CI's protected settings")
            }
            console.tell("keep the root outside this repository too, as DAYPASS_ROOT in CI's protected settings")
        }
    }
}
