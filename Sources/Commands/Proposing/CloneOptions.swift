import ArgumentParser

/// Which clone a command works in, and on which branch of it.
struct CloneOptions: ParsableArguments {
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

    @Option(help: ArgumentHelp("Pretend that it is this time (RFC 3339).", valueName: "time"))
    var now: String?

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isVerbose: false) }
}
