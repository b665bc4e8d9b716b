import ArgumentParser

/// Where a change of requests is made, and how.
struct ProposalOptions: ParsableArguments {
    @OptionGroup var clone: CloneOptions

    @Option(help: "What the remote's host runs: github, gitlab or gitea. (default: told from its name)")
    var forge: ForgeKind?

    @Flag(help: "Change the file in the work tree, and make no branch and no commit.")
    var noCommit = false

    @Flag(help: "Print what the file would be, and change nothing.")
    var dryRun = false

    var quiet: Bool { clone.quiet }
    var console: Console { clone.console }
}
