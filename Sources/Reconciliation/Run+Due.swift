package import AccessCore

/// What is due goes away whatever else fails (P2).
extension Run {
    /// Removes what is due, and nothing else: from the newest record that can be had.
    ///
    /// - Parameter given: a state that somebody brings along, used when the ledger can't be read and nothing newer is cached.
    package func expire(given: RecordedState? = nil) async -> RunReport {
        var report = RunReport(now: ports.clock.now())
        do {
            let view = try await openLedger(&report)
            tellNames(view.state)
            return await removeDue(view, into: report)
        } catch {
            return await removeDueWithoutLedger(because: error, given: given, into: report)
        }
    }

    /// Removes what is due, with intent and outcome on record.
    func removeDue(_ newest: LedgerView, into before: RunReport) async -> RunReport {
        var view = newest
        var done = before
        var losses = 0
        while true {
            var report = done
            report.ledger = view.tip
            report.recorded = view.state
            guard let policy = view.state.policy else { return report }
            let (plan, reading) = await planDue(view.state, policy, &report)
            guard !options.isDryRun, !plan.isEmpty, !stop.isRequested else { return report }
            let execution = Execution(run: self, view: view, plan: plan, leases: policy.leases, reading: reading, judged: nil)
            switch await execution.carryOut(after: [], report) {
            case .finished(let report): return report
            case .lostRace(let report):
                losses += 1
                guard losses < Self.tries else {
                    return await applyDue(plan.byAccount, reading, policy.leases, beside: view.state, into: report)
                }
                (done.results, done.intents) = (report.results, report.intents)
                await pause(afterLoss: losses)
                do { view = try await openLedger(&done) } catch {
                    return await removeDueWithoutLedger(because: error, into: done)
                }
            }
        }
    }

    /// Removes what is due from the last known record; nothing can be put on record.
    func removeDueWithoutLedger(
        because failure: LedgerFailure, given: RecordedState? = nil, into before: RunReport
    ) async -> RunReport {
        var report = before
        report.diagnostics.append(Diagnostic(.error, "DP4002", failure.message, advice: failure.advice))
        ports.listener.hear(.withoutLedger(why: failure.message))
        let known = try? await ports.ledger.lastKnown()
        guard let state = known?.state ?? given, let policy = state.policy else { return report }
        tellNames(state)
        report.recorded = state
        let (plan, reading) = await planDue(state, policy, &report)
        guard !options.isDryRun else { return report }
        return await applyDue(plan.byAccount, reading, policy.leases, beside: state, into: report)
    }

    /// Removes what is due by a ledger that is sound but can't be written, and decides nothing else.
    ///
    /// - Parameter before: with the diagnostic that says why it can't be written.
    func removeDueUnrecorded(_ view: LedgerView, into before: RunReport) async -> RunReport {
        var report = before
        report.ledger = view.tip
        report.recorded = view.state
        guard let policy = view.state.policy else { return report }
        let (plan, reading) = await planDue(view.state, policy, &report)
        return await applyDue(plan.byAccount, reading, policy.leases, beside: view.state, into: report)
    }

    /// Lets the listener tell names and times as the record has them, before any settings are read.
    func tellNames(_ recorded: RecordedState) {
        ports.listener.hear(.settingsKnown(repository: recorded.genesis?.repository, zone: recorded.policy?.timezone))
    }

    func planDue(_ recorded: RecordedState, _ policy: AcceptedPolicy, _ report: inout RunReport) async -> (Plan, AccountsReading) {
        let reading = await AccountsReading.read(accounts(policy.accounts, fence: policy.fence, recorded), ports)
        var now = ports.clock.now()
        if options.comparesClocks { now = now.advanced(by: reading.agreedOffset) }
        let planner = Planner(recorded: recorded, policy: policy, judgement: nil, at: now, mayGrant: false, digest: ports.digest)
        let plan = planner.plan(reading.readings, source: nil)
        report.plan = plan
        report.diagnostics += plan.accounts.flatMap(\.diagnostics)
        return (plan, reading)
    }

    /// Carries out only what is due, without a record: the exception that P3 makes for ends that have passed. A lease
    /// that strayed can wait.
    ///
    /// - Parameter known: the state that it was decided on.
    func applyDue(
        _ actions: [AccountName: [Action]], _ reading: AccountsReading, _ leases: LeaseFormat, beside known: RecordedState,
        into before: RunReport
    ) async -> RunReport {
        var report = before
        let deadline = ports.clock.now().advanced(by: Run.intentLifetime)
        let now = ports.clock.now()
        let due = actions.mapValues { $0.compactMap { $0.ofWhatIsDue(at: now) } }
            .filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        guard !due.isEmpty else { return report }
        let numbered = due.enumerated().map { (account: $1.key, actions: $1.value, number: report.intents + 1 + $0) }
        report.intents += numbered.count
        // Put down before and after: whenever this process dies, what it did can be told later.
        let intents = numbered.map { batch in
            entry(
                batch.account,
                .intent(
                    Intent(
                        number: batch.number, runner: options.runner, deadline: deadline, actions: batch.actions, in: batch.account,
                        beside: known.grants)))
        }
        await spool(intents, into: &report)
        for batch in numbered {
            let results = await apply(batch.actions, in: batch.account, reading, leases, deadline: deadline, isRecorded: false)
            report.results[batch.account, default: []] += results
            let outcome = results.enumerated().map { index, result in
                let intent = ActionReference(run: options.run, number: batch.number, index: index)
                return entry(batch.account, result.event(intent: intent, evidence: []))
            }
            await spool(outcome, into: &report)
        }
        ports.listener.hear(.spooled(actions: due.reduce(0) { $0 + $1.value.count }))
        return report
    }

    /// Carries out actions in one account.
    func apply(
        _ actions: [Action], in account: AccountName, _ reading: AccountsReading, _ leases: LeaseFormat, deadline: Timestamp,
        isRecorded: Bool = true
    ) async -> [ActionResult] {
        guard let directory = reading.directories[account] else {
            return actions.map {
                ActionResult(action: $0, end: .failed(why: "the account can't be reached", uncertain: false), directory: [])
            }
        }
        let applying = Applying(
            account: account, directory: directory, leases: leases, deadline: deadline, goesOnWithWhatIsDue: !isRecorded,
            clock: ports.clock,
            stop: stop,
            listener: ports.listener
        )
        return await applying.apply(actions)
    }
}

extension Action {
    /// What is left of an action when nothing can be put on record: the removal of what is due. An extension that can't be
    /// recorded extends nothing, so the end that is on record counts.
    fileprivate func ofWhatIsDue(at now: Timestamp) -> Action? {
        if urgency == .due, because == .expired { return self }
        guard action == .extend, let was, was <= now else { return nil }
        return Action(
            .revoke, user: user, userID: userID, entitlement: entitlement, group: group, was: was, requests: requests, because: .expired,
            urgency: .due, lease: lease, removes: Removes(membership: true, lease: true)
        )
    }
}

extension Plan {
    var byAccount: [AccountName: [Action]] { Dictionary(accounts.map { ($0.name, $0.actions) }, uniquingKeysWith: +) }
}

extension LedgerFailure {
    /// What to do about it.
    package var advice: String {
        switch kind {
        case .missing:
            "If there never was one, run daypass audit init. If there was, somebody deleted its branch: find out who, and push it back."
        case .unreachable: "Check the address, or try again when the remote answers. reconcile and expire remove what is due all the same."
        case .burdened:
            "Find out who pushed it. No run has judged it, so the branch can be put back to where it was before, by force; a commit on top that takes it away isn't enough. reconcile and expire remove what is due all the same."
        case .rewritten: "Nothing is granted on a rewritten ledger. Compare it with a clone that has the old history, and push that back."
        case .corrupt: "Run daypass audit verify to see where it is damaged."
        case .refused:
            "Look at the credentials (DAYPASS_GIT_TOKEN, or ssh's key): they must be let read the repository and push to the audit branch, past its protection."
        case .forged:
            "Nothing is granted on it. Find out who pushed that commit, and push the last one that the ledger's key signed. If the key was changed, name the new one in DAYPASS_LEDGER_KEYS too."
        case .keys:
            "DAYPASS_LEDGER_KEY is a private ed25519 key without a passphrase, DAYPASS_LEDGER_KEYS are public keys: each a file or the text itself."
        case .foreign:
            "Check --audit-repository, --audit-branch, the repository's name in policies/settings.yaml, and that DAYPASS_ROOT (--root) is what daypass audit init printed."
        case .exists: "Use it as it is; daypass audit verify tells whether it is sound."
        }
    }
}
