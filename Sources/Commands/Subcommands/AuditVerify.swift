import ArgumentParser

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that the ledger is whole: chain, sequence, history, signatures, snapshot.",
        discussion: """
            Reads every record of every commit and adds them up again. What was written anew as a whole shows only against \
            something that was kept elsewhere: a head that an earlier run printed, or the public keys that must have signed \
            every commit. What was cut off at the end shows only against a head. Without either the verdict is "consistent, \
            not anchored".

            Exit codes: 0 nothing is wrong; 1 the first thing that is wrong is named.
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
            let (verifying, tip) = try await place.verifying(verification, console)
            let telling = try await verifying.verdict(at: tip)
            switch output.format {
            case .json: console.print(try JSONText.of(telling))
            case .text: console.print(telling.text)
            }
            if telling.fault != nil { throw Ending.problems }
        }
    }
}
