import AccessCore
import ArgumentParser
import Git
import Ledger
import Reconciliation

struct AuditCheckpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Verify the ledger, put that on record, and print what to keep elsewhere.",
        discussion: """
            Prints the commit and the head of what was verified, with its record. Keep them where nobody who can write to the \
            repository can change them: a ticket, a mail, another system. Later daypass audit verify --expect-head HEAD proves \
            that nothing up to there was changed, and --from COMMIT begins there, which costs no more than what came since. \
            A checkpoint that began so says on record that only what came since was verified.

            Exit codes: 0 verified and on record; 1 something is wrong and is named, or it can't be recorded.
            """
    )

    @OptionGroup var verification: VerificationOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            try verification.check()
            let place = try Workplace(repository, scope, console)
            let (verifying, _) = try await place.verifying(verification, console)
            let view = try await place.record(tries: 8) { view in
                guard let tip = ObjectID(hex: view.tip.text) else { throw Ending.problems }
                let telling = try await verifying.verdict(at: tip)
                guard telling.fault == nil else {
                    console.print(telling.text)
                    throw Ending.problems
                }
                console.tell(telling.text)
                let summary = telling.summary
                return .checkpoint(
                    Checkpoint(
                        .verified, commit: view.tip, head: summary.head.hex, since: telling.since, records: summary.records,
                        commits: summary.commits, by: Workplace.operatorName))
            }
            // The record itself was verified as it was made: what is kept covers it.
            let made = try await place.repositories.head(of: view)
            let kept = KeptAnchor(branch: verifying.branch, commit: view.tip, head: made)
            switch output.format {
            case .json: console.print(try JSONText.of(kept))
            case .text: console.print(kept.text)
            }
        }
    }
}

/// What to keep elsewhere, as JSON version 1.
private struct KeptAnchor: Encodable {
    let version = 1
    let branch: String
    let commit: CommitID
    let head: String

    var text: String { "keep elsewhere:\n  commit \(commit)\n  head \(head)" }
}
