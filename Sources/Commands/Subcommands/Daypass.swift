package import ArgumentParser

/// The command.
package struct Daypass: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "daypass",
        abstract: "Time-boxed IAM access by pull request.",
        discussion: """
            People ask for access with a YAML file below requests/, get it when that file is merged, and lose it by itself \
            at its end. A run compares what was approved (git) with what is (IAM) and what is on record (the ledger, a \
            branch of its own), and makes the three agree.

            To ask for access:  daypass request, daypass extend, daypass end. To approve it:  daypass approve.

            In a new repository:  daypass init, daypass check, daypass doctor, daypass audit init, daypass plan, daypass reconcile.

            DAYPASS_GIT_TOKEN is shown to git remotes over HTTP (with DAYPASS_GIT_USER, if it isn't a forge's token); a remote \
            that is silent for DAYPASS_GIT_TIMEOUT seconds (60) is given up, and any transfer after ten times that. A forge that is \
            asked for reviews has DAYPASS_FORGE_TIMEOUT seconds (30) to answer, and four times that for all of a run's questions.

            In CI:  daypass check on pull requests, daypass reconcile on merge and on a schedule.
            """,
        version: Version.text,
        subcommands: [
            Check.self, SnapshotCommand.self, PlanCommand.self, Reconcile.self, Expire.self, Status.self, ExplainCommand.self,
            ReleaseCommand.self,
            TrustCommand.self,
            Audit.self, RequestCommand.self, EndCommand.self, ExtendCommand.self, ApproveCommand.self, InitCommand.self, ImportCommand.self,
            Doctor.self, SchemaCommand.self, ManualCommand.self,
        ]
    )

    package init() {}

    /// Reads the arguments, does what they say, ends the process.
    package static func launch() async { await main() }
}
