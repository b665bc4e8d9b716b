import AccessCore
import Git
import Ledger
import Reconciliation

/// How a world goes: the ledger is founded, people and runs do what they do, then all grows quiet.
extension World {
    /// `daypass audit init`.
    func found() {
        isPeaceful = true
        let process = Process(0, .reconcile, of: Runner("founder"), clockOffset: 0, in: self)
        let branch = AuditBranch(
            AuditSettings(branch: Remote.branch), in: RunnerLedgerStore(process: process),
            cache: CachePort(cache: process.runner.cache, process: process), expecting: LedgerIdentity(), keys: keys)
        process.seen.appending = nil
        Task(executorPreference: scheduler) {
            _ = try? await branch.create(of: Setting.repository, root: Source.id(of: 0), run: process.run, at: self.time)
        }
        scheduler.run()
        isPeaceful = false
        if remote.tip == nil { oracle.fail("P4", "the ledger couldn't be founded") }
    }

    /// People act, and runs begin, until all is done that they had in mind.
    ///
    /// - Parameter round: numbers what they decide on from round to round.
    func live(_ round: Int) {
        for number in round * swarm.deeds..<(round + 1) * swarm.deeds {
            var dice = chance.dice(.act, number)
            let (time, act) = (dice.below(swarm.horizon), dice.pick(swarm.acts) ?? .ask)
            plan(Chance.Key(.act, number), at: time) { world in
                var deed = Deed(number, in: world)
                deed.carryOut(act)
            }
        }
        for number in round * swarm.runs..<(round + 1) * swarm.runs {
            var dice = chance.dice(.run, number)
            // Some come together.
            let at = number % 3 == 2 ? chance.dice(.run, number - 1) : dice
            var together = at
            let time = together.below(swarm.horizon) + (number % 3 == 2 ? dice.below(3000) : 0)
            if number % 3 != 2 { _ = dice.next() }
            let (runner, kind, jump) = (dice.below(runners.count), dice.below(12), clockOffset(&dice))
            plan(Chance.Key(.run, number), at: time) { world in
                world.begin(kind == 0 ? .expire : kind == 1 ? .plan : .reconcile, of: world.runners[runner], clockOffset: jump)
            }
        }
        scheduler.run { !self.oracle.broken.isEmpty }
    }

    private func clockOffset(_ dice: inout Dice) -> Int64 {
        guard swarm.clocksAreOff, dice.happens(0.5) else { return 0 }
        return Int64([-4000, -300, -60, 60, 300, 4000][dice.below(6)])
    }

    private func plan(_ key: Chance.Key, at time: Int, _ action: @escaping (World) -> Void) {
        guard !chance.isSuppressed(key) else { return }
        scheduler.after(time) { [unowned self] in
            decided(key)
            action(self)
        }
    }

    /// Lets time pass.
    func passes(_ seconds: Int) {
        var isOver = false
        scheduler.after(seconds * 1000) { isOver = true }
        scheduler.run { isOver }
    }

    /// A run that nothing goes wrong with.
    @discardableResult func cleanRun(_ kind: Process.Kind = .reconcile, of runner: Runner? = nil, _ choose: Int = 0) -> Process? {
        guard let runner = runner ?? runners.first else { return nil }
        let process = begin(kind, of: runner, clockOffset: 0, choose)
        scheduler.run { process?.isDone ?? true || !self.oracle.broken.isEmpty }
        return process
    }

    /// Faults cease, hands are taken off, time passes, runs are made: all must agree then.
    func settle() {
        isPeaceful = true
        tell(nil, "from here on nothing goes wrong any more")
        remote.silentUntil = 0
        for cloud in clouds.values { (cloud.silentUntil, cloud.offset) = (0, 0) }
        // Whoever stood still wakes up.
        scheduler.run { !self.oracle.broken.isEmpty }
        restoreLedger()
        var deed = Deed(1_000_000, in: self)
        if source.newest.policies.set == nil { deed.carryOut(.mendPolicies) }
        guard oracle.broken.isEmpty else { return }
        settlePolicies()
        if oracle.isRewritten { cleanRun(.trust) }
        for round in 0..<(runners.count + 3) {
            passes(300)
            cleanRun(of: runners[round % runners.count])
            for account in 0..<oracle.waiting { cleanRun(.release, of: nil, account) }
        }
        awaitForge()
        guard oracle.broken.isEmpty else { return }
        oracle.judgePeace()
        // A further run finds nothing to do.
        let (before, writes, time, leases) = (remote.tip, oracle.sent, time, oracle.leases)
        cleanRun()
        oracle.judgeStillness(before, writes, since: time, leases)
        // Everything ends one day.
        passes(max(16 * 3600, Int(oracle.lastEnd.since(self.time).components.seconds) + 3600))
        windDown()
        // What waited for a place, or for a freeze window to close, had its time only now.
        for _ in 0..<8 where oracle.isUnderWay && oracle.broken.isEmpty {
            passes(max(0, Int(oracle.lastEnd.since(self.time).components.seconds)) + 3600)
            windDown()
        }
        guard oracle.broken.isEmpty else { return }
        oracle.judgeEnd()
    }

    /// A change of policies that waits is signed by their owners, or taken back.
    private func settlePolicies() {
        guard swarm.proof.isOn else { return }
        forgeSilentUntil = 0
        oracle.forgetPolicies()
        for number in 0..<2 where oracle.surelyAccepted(at: source.tip)?.tree != source.newest.policies.tree {
            var deed = Deed(1_000_001 + number, in: self)
            deed.carryOut(number == 0 ? .signPolicies : .takeBackPolicies)
        }
    }

    /// What waits for the forge is asked for again, as late as the ledger says.
    private func awaitForge() {
        defer {
            isAnswered = true
            oracle.forgetPolicies()
        }
        for _ in 0..<2 {
            guard swarm.proof.remembers, let next = oracle.nextAsking, next > time else { return }
            passes(Int(next.since(time).components.seconds) + 60)
            cleanRun()
        }
    }

    /// Runs in which all that is over goes.
    private func windDown() {
        for _ in 0..<3 {
            cleanRun()
            for account in 0..<oracle.waiting { cleanRun(.release, of: nil, account) }
            passes(300)
        }
    }

    /// An operator pushes the true history back, and clears the caches that have seen another one.
    func restoreLedger() {
        if remote.isTamperedWith {
            remote.tip = remote.lawful
            tell(nil, "an operator pushes the ledger's true history back")
        }
        guard let tip = remote.tip else { return }
        for runner in runners where !seen(by: runner).allSatisfy({ (try? remote.objects.isAncestor($0, of: tip)) == true }) {
            runner.loseCache()
            tell(nil, "an operator clears the cache of \(runner.name)")
        }
    }

    /// Where the ledger was when a cache saw it, by git's note of it and by the state beside it: a run that stood still while
    /// the cache was cleared may have written one of them since.
    private func seen(by runner: Runner) -> [ObjectID] {
        let auditor = Process(0, .plan, of: Runner("auditor"), clockOffset: 0, in: self)
        let known = try? KnownState(in: CachePort(cache: runner.cache, process: auditor)).read()
        return Array(runner.cache.references.values) + [known.flatMap { ObjectID(hex: $0.tip.text) }].compactMap(\.self)
    }

    /// Ends what is left of processes: of those that were killed, and of all that are under way where a promise is broken.
    /// One that waited for ever would keep the whole world in memory.
    func end() {
        isOver = true
        scheduler.forgetEvents()
        for process in processes { process.bury() }
        scheduler.drain()
    }
}
