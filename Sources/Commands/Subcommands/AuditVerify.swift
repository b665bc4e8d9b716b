import AccessCore
import ArgumentParser
import Git
import Ledger
import Reconciliation

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that the ledger is whole: chain, sequence, history, snapshot.",
        discussion: """
            Reads every record of every commit and adds them up again. What was cut off at the end, or written anew as a \
            whole, shows only against something that was kept elsewhere: a head that an earlier run printed. Without one \
            the verdict is "consistent, not anchored".

            Exit codes: 0 nothing is wrong; 1 the first thing that is wrong is named.
            """
    )

    @Option(
        name: .customLong("expect-head"),
        help: ArgumentHelp("A head (64 digits) or a commit (40) of the ledger that was kept elsewhere.", valueName: "head"))
    var expectHead: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let anchor = try expectHead.map(anchor)
            let place = try Workplace(repository, scope, console)
            let (branch, tip, name) = try await place.repositories.fetchLedger()
            guard let tip else {
                throw CommandFailure(
                    "there is no branch '\(branch)'", advice: "If there was one, somebody deleted it; if not, run daypass audit init.")
            }
            try await place.expectContinuation(of: tip, on: branch)
            let identity = LedgerIdentity(repository: name, root: place.options.root.map { CommitID($0) })
            let verifier = LedgerVerifier(of: branch, expecting: identity, anchor: anchor)
            let isTerminal = Console.isTerminal(2)
            let verdict = try await place.repositories.withRepository { repository in
                verifier.verify(tip, in: repository) { done, all in
                    if isTerminal { console.tell("\(done) of \(all) commits") }
                }
            }
            let telling = VerdictTelling(verdict, branch: branch, tip: CommitID(tip.hex))
            switch output.format {
            case .json: console.print(try JSONText.of(telling))
            case .text: console.print(telling.text)
            }
            if telling.fault != nil { throw Ending.problems }
        }
    }

    private func anchor(_ text: String) throws -> LedgerAnchor {
        guard let anchor = LedgerAnchor(text) else {
            throw CommandFailure.usage(
                "--expect-head: '\(text)' is neither a head (64 digits) nor a commit (40 digits)", advice: "Give all of its digits.")
        }
        return anchor
    }
}

extension Workplace {
    /// What this cache saw last must lead to the tip: else the branch was cut off or written anew since.
    func expectContinuation(of tip: ObjectID, on branch: String) async throws {
        guard let seen = try? await repositories.lastKnown()?.tip, let known = ObjectID(hex: seen.text) else { return }
        let continues = try await repositories.withRepository { repository in
            repository.exists(known) ? try repository.isAncestor(known, of: tip) : true
        }
        guard !continues else { return }
        throw CommandFailure(
            "the branch '\(branch)' is at \(tip.short()), which doesn't descend from \(seen), seen before from here",
            advice: "It was cut off or written anew. Compare with a clone that has \(seen), and push that back."
        )
    }
}
