import AccessCore
import Cryptography
import Git
import HTTP
import IAMDirectory
import Ledger
import Reconciliation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Everything a command works with, put together from its options: repositories, cache, clock, directories.
struct Workplace: Sendable {
    let options: Settled
    let environment: Environment
    let cache: WorkingCache
    let clock: SystemClock
    let interruption: Interruption
    let repositories: Repositories
    let run: RunID
    let directories: DirectoryFactory

    /// Options with environment and defaults applied.
    struct Settled: Sendable {
        var source: RemoteURL
        var branch: String
        var audit: RemoteURL
        var auditBranch: String?
        var root: String?
        var accounts: Set<AccountName>
        var pretended: Timestamp?
    }

    /// - Parameters:
    ///   - key: the ledger's private key; nil: the environment's.
    ///   - makesDo: whether to go on, for what is due alone, when the cache can't be used.
    init(
        _ repository: RepositoryOptions, _ scope: ScopeOptions, _ console: Console, key: String? = nil, makesDo: Bool = false
    ) throws {
        let environment = Environment.process
        let options = try Settled(repository, scope, environment)
        let interruption = Interruption()
        let identity = "\(options.source.identity)\n\(options.branch)\n\(options.audit.identity)\n\(options.auditBranch ?? "")"
        let place = CacheDirectory.place(
            given: repository.cache ?? environment["DAYPASS_CACHE"], identity: identity, environment: environment)
        let cache: WorkingCache
        do { cache = try WorkingCache(at: place, console, stop: interruption.stop) } catch {
            guard makesDo, !interruption.stop.isRequested else { throw error }
            cache = try WorkingCache(insteadOf: place, because: error, console)
        }
        (self.options, self.environment, self.interruption, self.cache) = (options, environment, interruption, cache)
        let clock = SystemClock(pretending: options.pretended, stop: interruption.stop)
        self.clock = clock
        run = RunID(try Self.runID(at: clock.now()))
        // Requests are signed by the machine's own time, whatever is pretended.
        let real = SystemClock()
        let client = HTTPClient()
        directories = DirectoryFactory(
            environment: environment.variables, home: environment.home, http: client, now: { real.now() },
            sessionName: "daypass-\(run)"
        )
        let stop = interruption.stop
        repositories = Repositories(
            options, cache: cache, remote: RemoteOptions(credentials: Self.credentials(environment), limits: try Self.limits(environment)),
            keys: LedgerKeySettings(key: key, environment).values,
            forges: ForgeAccess(environment: environment, client: client, patience: try ForgePatience(environment), now: { real.now() }),
            warn: { console.warn($0) },
            shouldStop: { stop.isRequested }
        )
    }

    /// Sortable by time, unique by chance: 64 random bits.
    private static func runID(at now: Timestamp) throws -> String {
        let time = now.description.filter { $0 != "-" && $0 != ":" }
        return "\(time)-\(Hex.encode(try randomBytes(8)))"
    }

    /// What HTTP remotes are shown: a token of the forge, in the way that GitHub, GitLab and Gitea take it.
    private static func credentials(_ environment: Environment) -> Git.Credentials {
        guard let token = environment["DAYPASS_GIT_TOKEN"] else { return .none }
        return .token(token, username: environment["DAYPASS_GIT_USER"] ?? Git.Credentials.defaultUsername)
    }

    /// How long a git remote may be silent, and ten times that for a whole transfer.
    private static func limits(_ environment: Environment) throws -> TransferLimits {
        guard let text = environment["DAYPASS_GIT_TIMEOUT"] else { return TransferLimits() }
        guard let seconds = Int(text), (1...3600).contains(seconds) else {
            throw CommandFailure.usage(
                "DAYPASS_GIT_TIMEOUT: '\(text)' is not a number of seconds", advice: "Give 1 to 3600; without it, it is 60.")
        }
        return TransferLimits(connect: .seconds(min(seconds, 20)), stall: .seconds(seconds), total: .seconds(seconds * 10))
    }

    /// The ports of a run.
    func ports(listener: any RunListener) -> Run.Ports {
        let ahead: Duration? = clock.isPretended ? clock.now().since(SystemClock().now()) : nil
        let directories = directories
        return Run.Ports(
            ledger: repositories, source: repositories,
            directory: { account throws(DirectoryFailure) in
                guard let ahead else { return try directories.directory(for: account) }
                guard directories.isLocal(account) else {
                    throw DirectoryFailure(
                        .invalid, "--now is only for local directories and loopback endpoints, and \(account.name) is neither")
                }
                return PretendedTime(directory: try directories.directory(for: account), ahead: ahead)
            }, clock: clock, listener: listener, digest: { SHA256.hash($0).hex }
        )
    }

    func run(listener: any RunListener, isDryRun: Bool = false) -> Run {
        var options = Run.Options(run: run, runner: cache.directory.runner)
        options.accounts = self.options.accounts
        options.comparesClocks = !clock.isPretended
        options.isDryRun = isDryRun
        return Run(ports: ports(listener: listener), options: options, stop: interruption.stop)
    }
}

extension Workplace.Settled {
    init(_ repository: RepositoryOptions, _ scope: ScopeOptions, _ environment: Environment) throws {
        let here = FileManager.default.currentDirectoryPath
        if let given = repository.repository ?? environment["DAYPASS_REPOSITORY"] {
            source = try Self.remote(given, "--repository")
        } else if let enclosing = try Repository.enclosing(here) {
            source = .local(path: enclosing)
        } else {
            throw CommandFailure(
                "there is no git repository here", advice: "Stand in the access repository's work tree, or name it with --repository."
            )
        }
        branch = repository.branch ?? environment["DAYPASS_BRANCH"] ?? "main"
        audit =
            try (repository.auditRepository ?? environment["DAYPASS_AUDIT_REPOSITORY"]).map { try Self.remote($0, "--audit-repository") }
            ?? source
        auditBranch = repository.auditBranch ?? environment["DAYPASS_AUDIT_BRANCH"]
        root = try (repository.root ?? environment["DAYPASS_ROOT"]).map {
            try Repositories.commit($0, repository.root == nil ? "DAYPASS_ROOT" : "--root").hex
        }
        accounts = Set(scope.accounts.map { AccountName($0) })
        pretended = try scope.now.map { text in
            guard let time = Timestamp(text) else {
                throw CommandFailure.usage("--now: '\(text)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
            }
            return time
        }
    }

    private static func remote(_ text: String, _ option: String) throws -> RemoteURL {
        do { return try RemoteURL(text) } catch let failure as GitFailure {
            throw CommandFailure.usage("\(option): \(failure.message)", advice: "Give a path, file://, https://, ssh:// or git@host:path.")
        }
    }
}
