import ArgumentParser

/// Where a change of requests is made, and how.
struct ProposalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A clone of the access repository on this machine. (env: DAYPASS_REPOSITORY; default: the work tree you stand in)",
            valueName: "dir"))
    var repository: String?

    @Option(help: ArgumentHelp("The source branch. (env: DAYPASS_BRANCH; default: main)", valueName: "name"))
    var branch: String?

    @Option(
        help: ArgumentHelp(
            "The remote whose source branch is built on, as last fetched. (default: origin, or the only one)", valueName: "name"))
    var remote: String?

    @Option(help: "What the remote's host runs: github, gitlab or gitea. (default: told from its name)")
    var forge: ForgeKind?

    @Flag(help: "Change the file in the work tree, and make no branch and no commit.")
    var noCommit = false

    @Flag(help: "Print what the file would be, and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Pretend that it is this time (RFC 3339).", valueName: "time"))
    var now: String?

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isVerbose: false) }
}
