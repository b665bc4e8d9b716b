import AccessCore
import AccessRequests
import Git
import Ledger
import Reconciliation
import Reports

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The source branch and the ledger, fetched together where they are in one repository.
actor Repositories: AuditLedger, AccessSource {
    let options: Workplace.Settled
    var remote: RemoteOptions
    let keys: LedgerKeys
    let cache: String
    let queue: RepositoryQueue
    let shouldStop: @Sendable () -> Bool
    /// The source branch's tip as fetched last.
    var tip: ObjectID?
    var ledger: AuditBranch?
    /// What trees of `policies/` say, as far as they were read.
    var policies: [ObjectID: Decoded<PolicySet>] = [:]
    /// What to do if the cache's copy of the repository is damaged; nil: it can't be made anew, or was already.
    var renewal: Renewal?
    /// What a damaged copy says was seen of the ledger last.
    var rescued: ObjectID?
    var isBlindnessTold = false
    /// Opens the forge that settings name.
    let forges: ForgeAccess
    /// Tells a person, in one line.
    let warn: @Sendable (String) -> Void
    /// Whether a signal may end a fetch.
    private var mayStop = true

    init(
        _ options: Workplace.Settled, cache: WorkingCache, remote: RemoteOptions, keys: LedgerKeys, forges: ForgeAccess,
        warn: @escaping @Sendable (String) -> Void, shouldStop: @escaping @Sendable () -> Bool
    ) {
        (self.options, self.remote, self.keys, self.shouldStop) = (options, remote, keys, shouldStop)
        self.cache = cache.directory.path
        (self.warn, self.forges) = (warn, forges)
        renewal = cache.trouble == nil ? Renewal(of: cache.directory.repository) : nil
        let (path, hasRoom, trouble) = (cache.directory.repository, cache.hasRoom, cache.trouble?.message)
        queue = RepositoryQueue {
            guard hasRoom else { throw GitFailure(.other, in: "cache", trouble ?? "there is no cache") }
            return try Renewal.opened(path)
        }
    }

    /// What the source branch's settings say, as far as the ledger is concerned.
    private struct Hints {
        var audit = AuditSettings()
        var repository: String?
    }

    func open() async throws(LedgerFailure) -> LedgerView {
        let view = try await mending(.opening) { () async throws(LedgerFailure) in try await openOnce() }
        if let ledger, await ledger.comparison == .lost { warnOfBlindness() }
        return view
    }

    /// As `open`, with the copy of the repository as it is.
    func openOnce() async throws(LedgerFailure) -> LedgerView {
        let guess = options.auditBranch ?? rememberedBranch ?? AuditSettings().branch
        var auditTip: ObjectID?
        do {
            let fetched = try await fetch(auditBranch: options.audit == options.source ? guess : nil)
            tip = fetched.tip
            auditTip = fetched.audit
        } catch {
            // The ledger may be elsewhere, or its state in the cache: what is due must not wait for the source branch.
            tip = nil
            if options.audit == options.source { throw LedgerFailure(fetching: error, from: options.audit) }
        }
        let hints = await hints()
        let branch = options.auditBranch ?? hints.audit.branch
        let ledger = ledger(on: branch, hints)
        if options.audit == options.source, branch == guess {
            return try await ledger.open(fetched: auditTip, rescued: rescued)
        }
        let view = try await ledger.open(rescued: rescued)
        remember(branch: branch)
        return view
    }

    func append(_ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView) async throws(LedgerFailure) -> AppendOutcome {
        guard ledger != nil else { throw LedgerFailure(.unreachable, "the ledger wasn't opened") }
        // From here on something may have been done, and its record must get in: a signal ends no fetch any more.
        mayStop = false
        return try await mending(.recording) { () async throws(LedgerFailure) in
            try await lastLedger.append(entries, phase: phase, to: view)
        }
    }

    func obstacle(to view: LedgerView) async -> LedgerFailure? { await ledger?.obstacle(to: view) }

    func lastKnown() async throws(LedgerFailure) -> LedgerView? { try await lastLedger.lastKnown() }

    func spool(_ entries: [LedgerEntry]) async throws(LedgerFailure) {
        mayStop = false
        try await lastLedger.spool(entries)
    }

    func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        try await mending(.recording) { () async throws(LedgerFailure) in try await lastLedger.recordSpool(on: view) }
    }

    /// The ledger as it was found last, where it can't be looked for.
    var lastLedger: AuditBranch {
        ledger ?? self.ledger(on: options.auditBranch ?? rememberedBranch ?? AuditSettings().branch, Hints())
    }

    /// Where the source branch is now.
    func sourceTip() async throws -> ObjectID {
        guard let tip = try await fetch(auditBranch: nil).tip else {
            throw CommandFailure("\(options.source) has no branch '\(options.branch)'", advice: "Name the source branch with --branch.")
        }
        return tip
    }

    /// Whether the source branch's tip comes after a commit that was judged, as a run would find (`trust`).
    func source(_ tip: ObjectID, continuesFrom judged: CommitID) async throws -> Bool {
        guard let base = ObjectID(hex: judged.text) else { return false }
        return try await queue.run { try $0.firstParents(from: tip, downTo: base).end == .base }
    }

    /// Makes the ledger (`audit init`).
    func createLedger(run: RunID, at now: Timestamp) async throws -> LedgerView {
        try await mending(.founding) { try await createLedgerOnce(run: run, at: now) }
    }

    private func createLedgerOnce(run: RunID, at now: Timestamp) async throws -> LedgerView {
        let fetched = try await fetch(auditBranch: nil)
        tip = fetched.tip
        guard let tip else {
            throw CommandFailure(
                "\(options.source) has no branch '\(options.branch)'", advice: "Push it first: its tip is the root of trust.")
        }
        let hints = await hints()
        guard let repository = hints.repository else { throw try await namelessness(at: tip) }
        let root = options.root.flatMap { ObjectID(hex: $0) } ?? tip
        let branch = options.auditBranch ?? hints.audit.branch
        let view = try await ledger(on: branch, hints).create(
            of: repository, root: CommitID(root.hex), run: run, at: now, rescued: rescued)
        remember(branch: branch)
        return view
    }

    /// Why a commit's policies don't say what the ledger is of.
    private func namelessness(at commit: ObjectID) async throws -> CommandFailure {
        let found = try await queue.run { [policies] repository throws -> Decoded<PolicySet>? in
            var trees = PolicyTrees(repository, read: policies)
            guard let tree = try trees.tree(at: commit) else { return nil }
            return try trees.policies(in: tree)
        }
        guard let found else {
            return CommandFailure(
                "'\(options.branch)' has no policies/, and the ledger is founded on them",
                advice: "Merge the first policies (daypass init writes them), then make the ledger.")
        }
        let mistake = found.diagnostics.first { $0.severity == .error }
        return CommandFailure(
            "the policies of '\(options.branch)' have mistakes, and the ledger is founded on them"
                + (mistake.map { ":\n  " + DiagnosticText(palette: Palette(isColoured: false)).compact($0) } ?? ""),
            advice: "Run daypass check, mend them, and merge that first.")
    }

    /// The ledger's head at a commit.
    func head(of view: LedgerView) async throws -> String {
        guard let ledger else { throw LedgerFailure(.unreachable, "the ledger wasn't opened") }
        return try await ledger.head(of: view).hex
    }

    /// Makes the ledger's snapshot anew (`audit rebuild`).
    func rebuildLedger(run: RunID, by person: String, at now: Timestamp) async throws -> LedgerRebuild {
        try await mending(.founding) {
            let tip = try await fetchLedgerOnce().tip
            return try await lastLedger.rebuild(fetched: tip, run: run, by: person, at: now, rescued: rescued)
        }
    }

    /// A commit that somebody names by its whole id.
    ///
    /// - Parameter option: what it is given by.
    static func commit(_ text: String, _ option: String) throws -> ObjectID {
        guard let id = ObjectID(hex: text.lowercased()) else {
            throw CommandFailure.usage("\(option): '\(text.printable)' is not a commit's id", advice: "Give all of its 40 digits.")
        }
        return id
    }

    /// The ledger's branch and its tip as fetched just now, and whose ledger it must be.
    ///
    /// - Throws: `LedgerFailure(.missing)` or `(.rewritten)` if it doesn't go on from what was seen of it last.
    func fetchLedger() async throws -> (branch: String, tip: ObjectID, repository: String?) {
        try await mending(.opening) {
            let (branch, tip, repository) = try await fetchLedgerOnce()
            return (branch, try await lastLedger.continuation(tip, rescued: rescued), repository)
        }
    }

    /// As `fetchLedger`, with the copy of the repository as it is, and whatever the branch was before.
    func fetchLedgerOnce() async throws -> (branch: String, tip: ObjectID?, repository: String?) {
        tip = try? await fetch(auditBranch: nil).tip
        let hints = await hints()
        let branch = options.auditBranch ?? hints.audit.branch
        let (audit, remote, shouldStop) = (options.audit, remote, shouldStop)
        let found = try await queue.run { try $0.fetch(from: audit, refs: [.branch(branch)], using: remote, shouldStop: shouldStop) }
        ledger = ledger(on: branch, hints)
        return (branch, found.references["refs/heads/\(branch)"], hints.repository)
    }

    /// Lends the repository of the last fetch.
    func withRepository<Result: Sendable>(_ body: @Sendable (Repository) throws -> Result) async throws -> Result {
        try await queue.run(body)
    }

    func fetch(auditBranch: String?) async throws -> (tip: ObjectID?, audit: ObjectID?) {
        let (source, remote, branch) = (options.source, remote, options.branch)
        let heed = shouldStop
        let isHeeded = mayStop
        let refs = [RefSpec.branch(branch)] + (auditBranch.map { [RefSpec.branch($0)] } ?? [])
        return try await queue.run { repository in
            let found = try repository.fetch(from: source, refs: refs, using: remote, shouldStop: { isHeeded && heed() })
            return (found.references["refs/heads/\(branch)"], auditBranch.flatMap { found.references["refs/heads/\($0)"] })
        }
    }

    private func hints() async -> Hints {
        guard let tip else { return Hints() }
        let found = try? await queue.run { [policies] repository -> (settings: Settings?, policies: [ObjectID: Decoded<PolicySet>])? in
            var trees = PolicyTrees(repository, read: policies)
            guard let tree = try trees.tree(at: tip) else { return nil }
            return (try trees.policies(in: tree).value?.settings, trees.read)
        }
        if let found { policies = found.policies }
        guard let settings = found?.settings else { return Hints() }
        return Hints(audit: settings.audit, repository: settings.repository)
    }

    private func ledger(on branch: String, _ hints: Hints) -> AuditBranch {
        if let ledger, ledger.settings.branch == branch { return ledger }
        var settings = hints.audit
        settings.branch = branch
        let made = AuditBranch(
            settings, in: GitLedgerStore(options.audit, using: remote, through: queue), cache: CacheFolder(cache),
            expecting: LedgerIdentity(repository: hints.repository, root: options.root.map { CommitID($0) }), keys: keys
        )
        ledger = made
        return made
    }

    /// The ledger's branch as it was found last: it saves a second fetch where it isn't the usual one.
    private var rememberedBranch: String? {
        let text = try? String(contentsOf: URL(fileURLWithPath: cache + "/audit-branch"), encoding: .utf8)
        // After a power cut it may be anything.
        return text.flatMap { RefSpec.branch($0).isSound && !$0.isEmpty ? $0 : nil }
    }

    private func remember(branch: String) {
        try? Data(branch.utf8).write(to: URL(fileURLWithPath: cache + "/audit-branch"), options: .atomic)
    }
}

extension LedgerFailure {
    /// The remote of the ledger didn't answer.
    fileprivate init(fetching error: any Error, from remote: RemoteURL) {
        let failure = error as? GitFailure
        let kind: Kind =
            switch failure?.kind {
            case .auth: .refused
            case .limit: .burdened
            default: .unreachable
            }
        self.init(kind, "\(remote) can't be read: \(failure?.message ?? "\(error)")")
    }
}
