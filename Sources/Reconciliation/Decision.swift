import AccessCore

/// A run's middle: everything is read; what follows is decided from it and carried out.
struct Decision {
    let run: Run
    let view: LedgerView
    let source: SourceReading
    /// When reading the source began.
    let begun: Timestamp
    let policies: PolicySet
    var report: RunReport

    func carryOut() async -> Run.Attempt {
        var report = report
        let fence = AcceptedPolicy(policies)
        let accounts = run.accounts(policies.settings.accounts.values, fence: fence.fence, view.state)
        noteUnknownAccounts(&report)
        var reading = await AccountsReading.read(accounts, run.ports)
        reading.begun = begun
        let (now, clockIsOff) = judgeClock(reading, &report)

        // First what earlier runs left open: the record is mended before anything is decided from it.
        var recorded = view.state
        var entries: [LedgerEntry] = []
        func note(_ account: AccountName?, _ event: LedgerEvent, source: CommitID? = nil) {
            let entry = run.entry(account, event, source: source)
            recorded.apply(entry)
            entries.append(entry)
        }
        for (account, recovery) in recorded.recoveries(by: run.options.runner, reading.readings, at: now) {
            note(account, .recovered(recovery))
        }
        if let change = source.policyChange { note(nil, change) }
        if let refusal = source.policyRefusal { note(nil, .policyRefused(refusal)) }

        let vanished = holdVanished(recorded, at: now, &report) { note(nil, .held($0)) }
        let judge = Judge(
            policies: policies, recorded: recorded, actual: reading.actual, at: now, mayAccept: source.continuesHistory && !clockIsOff,
            vanished: vanished, proposed: source.proposed, recordTrust: source.recordTrust
        )
        let judgement = judge.judge(source.submission)
        // Where no request is left nobody asks for anything: what stays in force keeps what it has, and gets nothing (P1).
        let planner = Planner(
            recorded: recorded, policy: fence, removals: policies.settings.removals, judgement: judgement, at: now,
            mayGrant: source.continuesHistory && !clockIsOff && vanished == nil, digest: run.ports.digest
        )
        var plan = planner.plan(reading.readings, source: source.tip)
        if clockIsOff { plan.keepWindowsOpen(recorded, judgement) }
        report.plan = plan
        report.diagnostics += judgement.diagnostics + plan.accounts.flatMap(\.diagnostics)
        report.undecided = judgement.undecided
        report.upcoming = judgement.upcoming
        let mistakes = Set(report.diagnostics.filter { $0.severity == .error && $0.place != nil }).count
        run.ports.listener.hear(
            .requestsRead(count: source.submission.requests.count, active: judgement.desired.count, mistakes: mistakes)
        )

        // The tip counts as judged once everything that came with it is on record.
        let judged = judgement.undecided.isEmpty && source.continuesHistory ? source.tip : nil
        for finding in judgement.findings { note(finding.account, finding.event) }
        for account in plan.accounts {
            for event in account.findings { note(account.name, event) }
        }
        entries = entries.map { entry in
            var entry = entry
            entry.source = judged
            return entry
        }
        if run.options.isDryRun {
            report.recorded = recorded
            return .finished(report)
        }
        if run.stop.isRequested { return .finished(report) }
        let execution = Execution(run: run, view: view, plan: plan, leases: fence.leases, reading: reading, judged: judged)
        let attempt = await execution.carryOut(after: entries, report)
        guard case .finished(let finished) = attempt, source.continuesHistory, !clockIsOff else { return attempt }
        return .finished(await tidy(finished, at: now))
    }

    /// Removes files of requests that ended long ago, if the settings say so. Whatever becomes of it, the run is done.
    private func tidy(_ report: RunReport, at now: Timestamp) async -> RunReport {
        guard let span = policies.settings.removesFilesAfter, !run.stop.isRequested else { return report }
        // By what the ledger said when the run began: what this run adds to it may not have got there.
        let files = Retention.spent(of: source.submission, view.state, after: span, at: now)
        guard !files.isEmpty else { return report }
        var report = report
        func warn(_ why: String, advice: String) {
            report.diagnostics.append(
                Diagnostic(.warning, "DP5006", "\(files.count) files of ended requests can't be removed: \(why)", advice: advice))
        }
        do {
            let removal = try await run.ports.source.remove(
                files, from: source.tip, by: policies.settings.audit, run: run.options.run, at: now)
            switch removal {
            case .done(let commit): run.ports.listener.hear(.filesRemoved(count: files.count, source: commit))
            case .lostRace: break
            case .refused(let why):
                warn(
                    why,
                    advice:
                        "Let this machine push to the source branch, or write expired: { files: keep } and remove ended requests by hand.")
            }
        } catch { warn(error.message, advice: error.advice) }
        return report
    }

    /// Requests that stay in force though their files are all gone, unless a person released that they end.
    ///
    /// - Parameter note: puts on record what waits, or that nothing does any more.
    private func holdVanished(
        _ recorded: RecordedState, at now: Timestamp, _ report: inout RunReport, note: (Holding) -> Void
    ) -> Vanishing? {
        let vanished = Vanishing(of: source.submission, recorded, at: now)
        let hash = vanished.map { run.ports.digest($0.statement) }
        let isReleased = hash.flatMap { recorded.released[$0] }.map { now.since($0) < RecordedState.releaseLifetime } ?? false
        guard let vanished, let hash, !isReleased else {
            if recorded.vanished != nil { note(Holding(hash: "", removals: [])) }
            return nil
        }
        if recorded.vanished?.hash != hash { note(Holding(hash: hash, removals: [], requests: vanished.requests)) }
        report.diagnostics.append(vanished.diagnostic(hash: hash))
        return vanished
    }

    /// The clouds' clock counts for removals when ours is off; nothing is granted then (P12).
    private func judgeClock(_ reading: AccountsReading, _ report: inout RunReport) -> (now: Timestamp, isOff: Bool) {
        let now = run.ports.clock.now()
        guard run.options.comparesClocks, let worst = reading.worstClock else { return (now, false) }
        let seconds = worst.offset.components.seconds
        report.diagnostics.append(
            Diagnostic(
                .error, "DP5001",
                "this machine's clock is \(Duration.seconds(abs(seconds)).inWords) \(seconds > 0 ? "behind" : "ahead of") the cloud's (\(worst.account))",
                advice:
                    "Nothing is granted until they agree within \(AccountsReading.tolerance.inWords); removals are judged by the cloud's clock. Set this machine's clock."
            )
        )
        return (now.advanced(by: reading.agreedOffset), true)
    }

    /// A misspelt `--account` must not look like an account where all agrees.
    private func noteUnknownAccounts(_ report: inout RunReport) {
        let known = Set(policies.settings.accounts.keys).union((view.state.policy?.accounts ?? []).map(\.name))
        for name in run.options.accounts.subtracting(known).sorted() {
            report.diagnostics.append(
                Diagnostic(
                    .error, "DP5005", "there is no account '\(name)'",
                    advice: "policies/settings.yaml names \(known.sorted().map(\.text).joined(separator: ", "))."
                )
            )
        }
    }
}

extension Plan {
    /// By a clock that runs behind, a window that was open may not have opened yet. That ends nobody's access: while clocks
    /// disagree only what somebody ended goes, and what is over.
    fileprivate mutating func keepWindowsOpen(_ recorded: RecordedState, _ judgement: Judgement) {
        for index in accounts.indices {
            let account = accounts[index].name
            accounts[index].actions.removeAll { action in
                let membership = action.membership(in: account)
                guard action.action == .revoke, action.urgency == .ordinary, let grant = recorded.grants[membership] else { return false }
                return grant.end > now && judgement.losses[membership] == nil
            }
        }
    }
}
