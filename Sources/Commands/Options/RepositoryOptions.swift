import ArgumentParser

/// Where things are.
struct RepositoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The access repository: a path, file://, https://, ssh:// or git@host:path. (env: DAYPASS_REPOSITORY; default: the work tree you stand in)",
            valueName: "url"))
    var repository: String?

    @Option(help: ArgumentHelp("The source branch. (env: DAYPASS_BRANCH; default: main)", valueName: "name"))
    var branch: String?

    @Option(
        help: ArgumentHelp(
            "The repository of the ledger. (env: DAYPASS_AUDIT_REPOSITORY; default: the access repository)", valueName: "url"))
    var auditRepository: String?

    @Option(
        help: ArgumentHelp(
            "The branch of the ledger. (env: DAYPASS_AUDIT_BRANCH; default: audit.branch of policies/settings.yaml, or audit)",
            valueName: "name"))
    var auditBranch: String?

    @Option(
        help: ArgumentHelp(
            "Where the bare clone and what was seen last are kept. (env: DAYPASS_CACHE; default: a folder of $XDG_CACHE_HOME/daypass)",
            valueName: "dir"))
    var cache: String?

    @Option(help: ArgumentHelp("The root of trust; it must agree with the ledger's first record. (env: DAYPASS_ROOT)", valueName: "commit"))
    var root: String?
}

/// Which accounts, and what time it is.
struct ScopeOptions: ParsableArguments {
    @Option(name: .customLong("account"), help: ArgumentHelp("Only this account; may be repeated. (default: all)", valueName: "name"))
    var accounts: [String] = []

    @Option(
        help: ArgumentHelp(
            "Pretend that it is this time (RFC 3339); for demos and tests, with local directories and loopback endpoints only.",
            valueName: "time"))
    var now: String?
}

/// How to speak.
struct OutputOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(help: "How to print: text or json.")
    var format: Format = .text

    @Flag(name: .shortAndLong, help: "Say more: what was called and how often.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isVerbose: verbose) }
}
