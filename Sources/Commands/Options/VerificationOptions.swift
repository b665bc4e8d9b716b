import ArgumentParser
import Git
import Ledger

/// What was kept of the ledger, elsewhere.
struct VerificationOptions: ParsableArguments {
    @Option(
        name: .customLong("expect-head"),
        help: ArgumentHelp("A head (64 digits) or a commit (40) of the ledger that was kept elsewhere.", valueName: "head"))
    var expectHead: String?

    @Option(
        help: ArgumentHelp(
            "Begin after this commit of the ledger (40 digits, kept elsewhere), and take it as it is: as daypass audit checkpoint printed it.",
            valueName: "commit"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "The public keys one of which must have signed each commit: a file with a key a line. (env: DAYPASS_LEDGER_KEYS; default: those that the ledger's first record names)",
            valueName: "file"))
    var keys: String?

    /// Before anything is looked at, whether what was given can be meant.
    func check() throws { _ = (try anchor(), try base()) }

    func anchor() throws -> LedgerAnchor? {
        try expectHead.map { text in
            guard let anchor = LedgerAnchor(text) else {
                throw CommandFailure.usage(
                    "--expect-head: '\(text)' is neither a head (64 digits) nor a commit (40 digits)", advice: "Give all of its digits.")
            }
            return anchor
        }
    }

    func base() throws -> ObjectID? {
        try from.map { try Repositories.commit($0, "--from") }
    }
}
