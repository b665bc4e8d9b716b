import AccessCore
import Reconciliation
import Synchronization

/// A compare-and-swap ledger in memory, as one runner reaches it.
struct MemoryLedger: AuditLedger {
    let universe: Universe
    let fate: Fate
    let runner: String

    func open() async throws(LedgerFailure) -> LedgerView {
        try failing(await fate.next(.openLedger))
        return universe.contents.withLock { LedgerView(tip: CommitID("\($0.tip)"), state: $0.state) }
    }

    func append(_ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView) async throws(LedgerFailure) -> AppendOutcome {
        let fault = await fate.next(.append(phase))
        if let fault, !fault.isDone { try failing(fault) }
        let outcome = universe.contents.withLock { contents -> AppendOutcome in
            guard view.tip == CommitID("\(contents.tip)") else { return .lostRace }
            for entry in entries { contents.state.apply(entry) }
            contents.entries += entries
            contents.tip += 1
            return .appended(LedgerView(tip: CommitID("\(contents.tip)"), state: contents.state))
        }
        try failing(fault)
        return outcome
    }

    func spool(_ entries: [LedgerEntry]) async throws(LedgerFailure) {
        try failing(await fate.next(.spool))
        universe.contents.withLock { $0.spools[runner, default: []] += entries }
    }

    func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        let entries = universe.contents.withLock { $0.spools[runner] ?? [] }
        guard !entries.isEmpty else { return .nothing }
        guard case .appended(let after) = try await append(entries, phase: .outcome, to: view) else { return .lostRace }
        universe.contents.withLock { $0.spools[runner] = nil }
        return .recorded(entries.count, after)
    }

    func obstacle(to view: LedgerView) async -> LedgerFailure? {
        guard case .ledger(let kind, _)? = await fate.next(.obstacle) else { return nil }
        return LedgerFailure(kind, "the ledger is \(kind.rawValue)")
    }

    func lastKnown() async throws(LedgerFailure) -> LedgerView? {
        try failing(await fate.next(.lastKnown))
        return universe.contents.withLock { LedgerView(tip: CommitID("\($0.tip)"), state: $0.state) }
    }

    private func failing(_ fault: Fault?) throws(LedgerFailure) {
        switch fault {
        case nil: return
        case .ledger(let kind, let done): throw LedgerFailure(kind, "the ledger is \(kind.rawValue)", mayHaveLanded: done)
        default: throw LedgerFailure(.unreachable, "gone")
        }
    }
}

/// A directory in memory, as one runner reaches it.
struct MemoryDirectory: Directory {
    let universe: Universe
    let fate: Fate
    let account: AccountName
    let run: RunID
    /// What this cloud's clock is ahead of true time; nil for a directory without a clock.
    var clock: Duration?
    /// How far the runner's clock, which deadlines are told by, is ahead of true time.
    var skew: Duration = .zero

    var isEventuallyConsistent: Bool { universe.lag != nil }

    func read() async throws(DirectoryFailure) -> ActualAccount {
        try failing(await fate.next(.read(account)))
        var seen = universe.contents.withLock { contents in
            universe.lag.flatMap { contents.seen(account, lag: $0) } ?? contents.accounts[account]
        }
        seen?.clock = clock.map { universe.now.advanced(by: $0) }
        guard let seen else { throw DirectoryFailure(.unreachable, "no such account") }
        return seen
    }

    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        let fault = await fate.next(.write(account, change))
        if let fault, !fault.isDone { try failing(fault) }
        if let deadline, universe.now.advanced(by: skew) >= deadline { throw DirectoryFailure(.deadline, "too late to begin") }
        let hasLedgerFailed = fate.hasLedgerFailed
        universe.contents.withLock { $0.write(change, in: account, by: run, withoutLedger: hasLedgerFailed) }
        try failing(fault)
        return "request-id"
    }

    private func failing(_ fault: Fault?) throws(DirectoryFailure) {
        switch fault {
        case nil: return
        case .directory(let kind, let done):
            throw DirectoryFailure(kind, "\(kind)", requestID: "failed-id", mayHaveHappened: done || kind == .unreachable)
        default: throw DirectoryFailure(.unreachable, "gone", mayHaveHappened: true)
        }
    }
}

/// The source branch, as one runner reaches it.
struct ScriptedSource: AccessSource {
    let universe: Universe
    let fate: Fate
    var continuesHistory = true
    /// How a removal of files ends; nil: they are removed.
    var removal: SourceRemoval?

    func remove(
        _ files: [RequestVersion], from tip: CommitID, by settings: AuditSettings, run: RunID, at now: Timestamp
    ) async throws(SourceFailure) -> SourceRemoval {
        if let removal { return removal }
        return universe.contents.withLock { contents in
            guard tip == CommitID("\(contents.steps)") else { return .lostRace }
            contents.steps += 1
            for file in files {
                contents.files[file.id] = nil
                contents.deletions[file.id] = contents.steps
            }
            return .done(CommitID("\(contents.steps)"))
        }
    }

    func read(recorded: RecordedState, at now: Timestamp) async throws(SourceFailure) -> SourceReading {
        if await fate.next(.readSource) != nil { throw SourceFailure("the source can't be reached", advice: "Try again.") }
        return universe.contents.withLock { contents in
            let judged = recorded.judged.flatMap { Int($0.text) } ?? 0
            let requests = contents.files.map { id, file in
                let isKnown = recorded.requests[id]?.settles(file.blob) == true
                return SubmittedRequest(
                    version: RequestVersion(id: id, path: "requests/\(id).yaml", blob: file.blob),
                    content: isKnown ? .known : .decoded(file.request),
                    origin: isKnown
                        ? nil
                        : Origin(
                            before: CommitID("\(file.step - 1)"), after: CommitID("\(file.step)"), policies: contents.policies, mixed: false
                        )
                )
            }
            let isNewPolicy = recorded.policy?.tree != contents.policies.tree
            return SourceReading(
                tip: CommitID("\(contents.steps)"), continuesHistory: continuesHistory, policies: contents.policies,
                policyChange: isNewPolicy ? .policyAccepted(AcceptedPolicy(contents.policies)) : nil,
                submission: Submission(
                    tip: CommitID("\(contents.steps)"), requests: requests,
                    deleted: Set(contents.deletions.filter { $0.value > judged }.keys)
                ),
                diagnostics: []
            )
        }
    }
}

/// Virtual time: waiting passes it.
struct VirtualClock: RunClock {
    let universe: Universe
    let fate: Fate
    /// How far this machine's clock is ahead of true time.
    var skew: Duration = .zero

    func now() -> Timestamp { universe.now.advanced(by: skew) }

    func wait(for span: Duration) async { if !fate.isDead { universe.passes(span) } }

    func wait(upTo longest: Duration) async { await wait(for: longest) }
}

struct Silence: RunListener {
    func hear(_ event: RunEvent) {}
}

/// Names runs.
let runs = Counter()

extension Universe {
    /// A run of a runner, which uses one cache.
    func run(
        _ runner: String = "ci", _ fate: Fate = Fate(), skew: Duration = .zero, clouds: [AccountName: Duration] = [:],
        continuesHistory: Bool = true, stop: StopRequest = StopRequest(), change: (inout Run.Options) -> Void = { _ in }
    ) -> Run {
        var options = Run.Options(run: RunID("\(runner)-\(runs.next())"), runner: runner)
        change(&options)
        let id = options.run
        let ports = Run.Ports(
            ledger: MemoryLedger(universe: self, fate: fate, runner: runner),
            source: ScriptedSource(universe: self, fate: fate, continuesHistory: continuesHistory),
            directory: { account throws(DirectoryFailure) in
                MemoryDirectory(universe: self, fate: fate, account: account.name, run: id, clock: clouds[account.name], skew: skew)
            },
            clock: VirtualClock(universe: self, fate: fate, skew: skew), listener: Silence(), digest: { "hash of \($0)" }
        )
        return Run(ports: ports, options: options, stop: stop)
    }

    @discardableResult
    func reconcile(
        _ runner: String = "ci", _ fate: Fate = Fate(), skew: Duration = .zero, clouds: [AccountName: Duration] = [:],
        continuesHistory: Bool = true, stop: StopRequest = StopRequest(), change: (inout Run.Options) -> Void = { _ in }
    ) async -> RunReport {
        await run(runner, fate, skew: skew, clouds: clouds, continuesHistory: continuesHistory, stop: stop, change: change).reconcile()
    }
}
