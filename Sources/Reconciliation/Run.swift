package import AccessCore

/// One run of the reconciler: load, judge, plan, record the intent, apply, record the outcome.
package struct Run: Sendable {
    package struct Ports: Sendable {
        package var ledger: any AuditLedger
        package var source: any AccessSource
        /// Opens the directory of an account.
        package var directory: @Sendable (Account) throws(DirectoryFailure) -> any Directory
        package var clock: any RunClock
        package var listener: any RunListener
        /// SHA-256 in hexadecimal digits.
        package var digest: @Sendable (String) -> String

        package init(
            ledger: any AuditLedger, source: any AccessSource,
            directory: @escaping @Sendable (Account) throws(DirectoryFailure) -> any Directory, clock: any RunClock,
            listener: any RunListener, digest: @escaping @Sendable (String) -> String
        ) {
            (self.ledger, self.source, self.directory) = (ledger, source, directory)
            (self.clock, self.listener, self.digest) = (clock, listener, digest)
        }
    }

    package struct Options: Sendable {
        package var run: RunID
        /// Names the cache: one run at a time uses it.
        package var runner: String
        /// Only these accounts; empty for all.
        package var accounts: Set<AccountName> = []
        /// Whether the cloud's clock is compared with ours (not with a pretended one).
        package var comparesClocks = true
        /// Decide only.
        package var isDryRun = false

        package init(run: RunID, runner: String) { (self.run, self.runner) = (run, runner) }
    }

    /// Races that may be lost before the run gives up.
    static let tries = 8
    /// How long an intent may be carried out.
    static let intentLifetime: Duration = .seconds(120)
    /// How often the ledger is looked at while another runner is at it.
    static let pollInterval: Duration = .seconds(2)
    /// How long other runners are waited for, one after the other, before the run gives up.
    static let longestWait: Duration = .seconds(600)
    /// How old what was read may be when it is acted on: it is read anew then. Reading takes seconds, minutes where the
    /// cloud throttles; a process that stood still may wake up an hour later.
    static let longestDeliberation: Duration = .seconds(300)
    /// Actions of one intent in one account: what is done well within its lifetime, at some four writes a second.
    static let actionsPerIntent = 100

    let ports: Ports
    let options: Options
    let stop: StopRequest

    package init(ports: Ports, options: Options, stop: StopRequest = StopRequest()) {
        (self.ports, self.options, self.stop) = (ports, options, stop)
    }

    /// Makes all agree.
    package func reconcile() async -> RunReport {
        var report = RunReport(now: ports.clock.now())
        var newest: LedgerView?
        var waiting: (since: Timestamp, lookedUntil: Timestamp)?
        var losses = 0
        while losses < Self.tries, !stop.isRequested {
            let view: LedgerView
            do { view = try await openLedger(&report) } catch {
                return await removeDueWithoutLedger(because: error, into: report)
            }
            newest = view
            tellNames(view.state)
            if !options.isDryRun, let obstacle = await ports.ledger.obstacle(to: view) {
                report.diagnostics.append(Execution.unrecorded(obstacle))
                return await removeDueUnrecorded(view, into: report)
            }
            // What another runner may be doing is waited for; what is due is not, nor what falls due meanwhile.
            let now = ports.clock.now()
            if !options.isDryRun, let busy = view.state.busyUntil(for: options.runner, at: now) {
                let looked = waiting?.lookedUntil
                if looked.map({ looked in view.state.grants.values.contains { $0.end <= now && $0.end > looked } }) ?? true {
                    waiting = (waiting?.since ?? now, now)
                    report = await removeDue(view, into: report)
                    continue
                }
                if let waiting, now.since(waiting.since) >= Self.longestWait { break }
                ports.listener.hear(.waiting(until: busy))
                await ports.clock.wait(for: min(Self.pollInterval, busy.since(now)))
                continue
            }
            switch await attempt(view, report) {
            case .finished(let report): return report
            case .lostRace(let soFar):
                report = soFar
                losses += 1
                await pause(afterLoss: losses)
            }
        }
        guard !stop.isRequested else { return report }
        // Whoever never gets a word in can't record what is due: then it goes on as if nobody could be reached (P2).
        report.isRaced = true
        guard !options.isDryRun, let newest, let policy = newest.state.policy else { return report }
        let (plan, reading) = await planDue(newest.state, policy, &report)
        return await applyDue(plan.byAccount, reading, policy.leases, beside: newest.state, into: report)
    }

    /// What this run has to say now.
    func entry(_ account: AccountName?, _ event: LedgerEvent, source: CommitID? = nil) -> LedgerEntry {
        LedgerEntry(time: ports.clock.now(), run: options.run, account: account, source: source, event: event)
    }

    func pause(afterLoss losses: Int) async {
        ports.listener.hear(.lostRace(attempt: losses))
        await ports.clock.wait(afterLoss: losses)
    }

    enum Attempt {
        case finished(RunReport)
        case lostRace(RunReport)
    }

    /// One try on one state of the ledger.
    private func attempt(_ view: LedgerView, _ before: RunReport) async -> Attempt {
        var report = RunReport(now: before.now)
        (report.results, report.intents, report.isSpoolStuck) = (before.results, before.intents, before.isSpoolStuck)
        report.diagnostics = before.diagnostics.filter(Self.isOfSpool)
        report.ledger = view.tip
        report.recorded = view.state
        let begun = ports.clock.now()
        let source: SourceReading
        do { source = try await ports.source.read(recorded: view.state, at: begun) } catch {
            report.diagnostics.append(Diagnostic(.error, "DP5003", error.message, advice: error.advice))
            return .finished(await removeDue(view, into: report))
        }
        report.source = source.tip
        report.diagnostics += source.diagnostics
        if let fault = source.historyFault(judged: view.state.judged) { report.diagnostics.append(fault) }
        if let settings = source.policies?.settings {
            ports.listener.hear(.settingsKnown(repository: settings.repository, zone: settings.timezone))
        }
        ports.listener.hear(.fetched(source: source.tip, ledger: view.tip))
        guard let policies = source.policies else {
            // Without a root of trust there are none yet, and no file can mend that.
            if !source.lacksRoot {
                report.diagnostics.append(
                    Diagnostic(
                        .error, "DP5004", "no policies are in force",
                        advice: "Mend policies/ as the messages above say; nothing is granted until then."
                    )
                )
            }
            return .finished(await removeDue(view, into: report))
        }
        return await Decision(run: self, view: view, source: source, begun: begun, policies: policies, report: report).carryOut()
    }
}
