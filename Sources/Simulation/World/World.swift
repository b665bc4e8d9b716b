import AccessCore
import Cryptography
import Git
import Ledger
import Reconciliation
import SSHSignatures

/// Everything there is in one simulation: clouds, git, machines, people, time, and an oracle that looks on.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class World: @unchecked Sendable {
    let chance: Chance
    let swarm: Swarm
    let lie: Lie
    let scheduler: Scheduler
    let remote = Remote()
    let clouds: [AccountName: Cloud]
    let source: Source
    let runners: [Runner]
    let oracle = Oracle()
    /// Policies by tree.
    var policies: [TreeID: PolicySet] = [:]
    /// What stands in them as it was written.
    var written: [TreeID: Written] = [:]
    private(set) var processes: [Process] = []
    /// No faults any more.
    var isPeaceful = false
    /// Nothing has an effect any more.
    var isOver = false
    /// What happened, for people.
    var story: Story
    /// Decisions that did something: what a shorter story may leave out.
    private(set) var decisions: [Chance.Key] = []
    /// What signs the ledger.
    let keys: LedgerKeys
    /// The forge has answered all that it was asked for a while.
    var isAnswered = false
    /// Until when the forge doesn't answer.
    var forgeSilentUntil = 0
    /// Numbers users who were made anew.
    var births = 0

    private static let key = try? SSHPrivateKey(ed25519Seed: Array(repeating: 42, count: 32))

    static let start = Timestamp(seconds: 1_795_305_600)  // 2026-11-22T00:00:00Z

    init(_ chance: Chance, telling: Bool, lie: Lie, isPlain: Bool?, isProven: Bool?) {
        (self.chance, self.lie) = (chance, lie)
        let swarm = Swarm(chance, isPlain: isPlain, isProven: isProven)
        self.swarm = swarm
        scheduler = Scheduler(chance.dice(.order))
        story = Story(isTold: telling)
        // One key for all worlds: making one costs more than a run.
        let key = swarm.isSigned ? Self.key : nil
        keys = LedgerKeys(
            signing: key.map { .usable($0) } ?? .none, pinned: swarm.isPinned ? key.map { .usable([$0.publicKey]) } ?? .none : .none)
        runners = (0..<swarm.runners).map { Runner(["ci", "cron", "desk"][$0]) }
        var dice = chance.dice(.swarm, 1)
        var other = chance.dice(.swarm, 3)
        var third = chance.dice(.proof, 1)
        let setting = Setting(&dice, swarm, &other, &third)
        clouds = setting.clouds
        source = Source(setting.policies)
        policies[setting.policies.tree] = setting.policies
        written[setting.policies.tree] = setting.written
        oracle.world = self
        oracle.begin()
    }

    var now: Int { scheduler.now }

    var time: Timestamp { Self.start.advanced(by: .milliseconds(now)) }

    var pinnedKeys: [SSHPublicKey] { if case .usable(let keys) = keys.pinned { keys } else { [] } }

    func decided(_ key: Chance.Key) { decisions.append(key) }

    func tell(_ process: Process?, _ words: @autoclosure () -> String) {
        guard story.isTold, !isOver else { return }
        story.add(time, process.map { "\($0.kind.rawValue) \($0.run)" } ?? "", words())
    }

    /// Somebody who does as if they were a run.
    func add(_ process: Process) { processes.append(process) }

    /// Starts a run, unless the runner is busy: its cache is locked.
    @discardableResult func begin(_ kind: Process.Kind, of runner: Runner, clockOffset: Int64, _ choose: Int = 0) -> Process? {
        guard runner.current == nil else { return nil }
        let process = Process(processes.count + 1, kind, of: runner, clockOffset: clockOffset, in: self)
        processes.append(process)
        runner.current = process
        let off = clockOffset == 0 ? "" : ", its clock \(clockOffset > 0 ? "\(clockOffset) s ahead" : "\(-clockOffset) s behind")"
        tell(process, "begins\(off)")
        let ledger = ObservedLedger(
            branch: AuditBranch(
                AuditSettings(branch: Remote.branch), in: RunnerLedgerStore(process: process),
                cache: CachePort(cache: runner.cache, process: process),
                expecting: LedgerIdentity(repository: Setting.repository, root: Source.id(of: 0)), keys: keys
            ), process: process
        )
        oracle.began(process)
        Task(executorPreference: scheduler) { await self.carryOut(process, ledger, choose) }
        return process
    }

    private func carryOut(_ process: Process, _ ledger: ObservedLedger, _ choose: Int) async {
        var options = Run.Options(run: process.run, runner: process.runner.name)
        options.isDryRun = process.kind == .plan
        options.comparesClocks = lie.comparesClocks
        let ports = Run.Ports(
            ledger: ledger, source: RunnerSource(process: process),
            directory: { [self] account throws(DirectoryFailure) in
                if process.strikes(.openFails) {
                    process.seen.unread.insert(account.name)
                    process.seen.readings[account.name] = nil
                    process.seen.offsets[account.name] = nil
                    process.seen.troubled.insert(account.name)
                    throw DirectoryFailure(.credentials, "no credentials")
                }
                guard let cloud = clouds[account.name] else { throw DirectoryFailure(.unreachable, "no such account") }
                return RunnerDirectory(cloud: cloud, process: process)
            },
            clock: RunnerClock(process: process), listener: RunnerListener(process: process), digest: { SHA256.hash($0).hex }
        )
        let run = Run(ports: ports, options: options, stop: process.stop)
        switch process.kind {
        case .reconcile, .plan: ended(process, await run.reconcile())
        case .expire: ended(process, await run.expire())
        case .intrude: break
        case .release, .trust:
            await record(process, ledger, choose)
            process.done()
        }
    }

    private func ended(_ process: Process, _ report: RunReport) {
        guard !process.isDead else { return }
        let report = lie.altered(report)
        tell(process, "ends\(report.isRaced ? ", having lost every race" : "")" + Story.list(report))
        process.done()
        oracle.ended(process, report)
    }

    /// A person's word on record: `daypass release`, `daypass trust`.
    private func record(_ process: Process, _ ledger: ObservedLedger, _ choose: Int) async {
        for _ in 0..<8 {
            do {
                let view = try await ledger.open()
                let event: LedgerEvent
                if process.kind == .release {
                    var held = view.state.held.sorted { $0.key < $1.key }.map(\.value.hash)
                    if swarm.format.has(.vanishing), let vanished = view.state.vanished { held.append(vanished.hash) }
                    guard !held.isEmpty else { return }
                    event = .released(Release(hash: held[choose % held.count], by: "operator"))
                } else {
                    let judged = (view.state.judged ?? view.state.genesis?.root).flatMap(Source.number)
                    guard judged.map(source.line(from: source.tip).contains) != true else {
                        return tell(process, "has nothing to trust: the source branch continues")
                    }
                    event = .trusted(Trust(tip: Source.id(of: source.tip), before: view.state.judged, by: "operator"))
                }
                let entry = LedgerEntry(time: process.now, run: process.run, account: nil, event: event)
                if case .appended = try await ledger.append([entry], phase: .outcome, to: view) {
                    return tell(process, "is on record")
                }
            } catch {
                return
            }
        }
    }

    /// Moves the remote's branch, if it is where it is expected.
    func land(_ commit: ObjectID, _ expecting: ObjectID?, _ entries: [LedgerEntry], _ process: Process?) -> Bool {
        guard remote.tip == expecting else { return false }
        let wasLawful = !remote.isTamperedWith
        remote.tip = commit
        if wasLawful { remote.lawful = commit }
        oracle.landed(commit, on: expecting, entries, process, isLawful: wasLawful)
        return true
    }

    func write(_ change: DirectoryChange, in cloud: Cloud, _ process: Process) -> Cloud.Refusal? {
        guard !isOver else { return nil }
        let before = cloud.users[change.user]
        do throws(Cloud.Refusal) { try cloud.write(change, at: now) } catch {
            return error
        }
        tell(process, "\(change.words) in \(cloud.name)")
        oracle.wrote(change, in: cloud, process, before: before)
        return nil
    }
}
