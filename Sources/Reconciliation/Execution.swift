import AccessCore

/// Carries a plan out: intent on record, then the writes, then the outcome on record.
struct Execution: Sendable {
    let run: Run
    let view: LedgerView
    let plan: Plan
    let leases: LeaseFormat
    let reading: AccountsReading
    /// The source commit that counts as judged with these records.
    let judged: CommitID?

    /// One intent's worth of a plan.
    private struct Batch {
        var account: AccountName
        var number: Int
        var actions: [Action]
    }

    /// - Parameter entries: what goes on record before the first intent.
    func carryOut(after entries: [LedgerEntry], _ before: RunReport) async -> Run.Attempt {
        var report = before
        var view = view
        let rounds = rounds(numberedFrom: before.intents + 1)
        guard !rounds.isEmpty else {
            guard !entries.isEmpty else { return .finished(report) }
            do {
                guard case .appended(let after) = try await run.ports.ledger.append(entries, phase: .outcome, to: view) else {
                    return .lostRace(before)
                }
                report.ledger = after.tip
                report.recorded = after.state
                run.ports.listener.hear(.outcomeRecorded(ledger: after.tip))
            } catch { report.diagnostics.append(Self.unrecorded(error)) }
            return .finished(report)
        }
        for (round, batches) in rounds.enumerated() {
            // A process that stood still: the source may say something else by now.
            let isStale = run.ports.clock.now().since(reading.begun) > Run.longestDeliberation
            if isStale, judgedByNow(batches) { return .lostRace(report) }
            let deadline = run.ports.clock.now().advanced(by: Run.intentLifetime)
            let intents = batches.map { batch in
                entry(
                    batch.account,
                    .intent(Intent(number: batch.number, runner: run.options.runner, deadline: deadline, actions: batch.actions))
                )
            }
            do {
                let recorded = try await run.ports.ledger.append((round == 0 ? entries : []) + intents, phase: .intent, to: view)
                // What an earlier round did is on record: start over on fresh state.
                guard case .appended(let after) = recorded else { return .lostRace(report) }
                view = after
                report.intents += batches.count
                run.ports.listener.hear(.intentRecorded(actions: batches.flatMap(\.actions), ledger: after.tip))
            } catch {
                // It may have got there all the same: its numbers are used up.
                report.intents += batches.count
                report.diagnostics.append(Self.unrecorded(error))
                return .finished(await applyDue(rounds[round...], beside: view.state, into: report))
            }
            let results = await apply(batches, deadline: deadline)
            let isOver = run.ports.clock.now() >= deadline
            var isLeftDue = false
            for (batch, results) in results {
                // What is due and came too late for this intent is done by the next one, on fresh state.
                let late = results.filter { isOver && !$0.isDone && $0.action.urgency == .due && $0.action.because == .expired }
                isLeftDue = isLeftDue || !late.isEmpty
                report.results[batch.account, default: []] += results.filter { !late.contains($0) }
            }
            let outcome = results.flatMap { batch, results in
                results.enumerated().map { index, result in
                    LedgerEntry(
                        time: run.ports.clock.now(), run: run.options.run, account: batch.account,
                        event: result.event(
                            intent: reference(batch, index), evidence: evidence(result.action, in: batch.account, view.state)))
                }
            }
            do {
                try await record(outcome, of: batches, before: deadline, on: &view)
                report.ledger = view.tip
                report.recorded = view.state
                run.ports.listener.hear(.outcomeRecorded(ledger: view.tip))
            } catch {
                report.diagnostics.append(Self.unrecorded(error))
                await run.spool(outcome, into: &report)
                // What is due and came too late goes on without the ledger, on what this run knows last (P2).
                if isLeftDue { return .finished(await run.removeDueUnrecorded(view, into: report)) }
                return .finished(await applyDue(rounds[(round + 1)...], beside: view.state, into: report))
            }
            if run.stop.isRequested { break }
            if isLeftDue { return .lostRace(report) }
        }
        return .finished(report)
    }

    /// Whether anything was decided by what the source and the accounts said, not by the record alone.
    private func judgedByNow(_ batches: [Batch]) -> Bool { batches.contains { $0.actions.contains { $0.urgency != .due } } }

    /// What is due in the rounds that can't be recorded any more goes on all the same.
    private func applyDue(_ rounds: ArraySlice<[Batch]>, beside known: RecordedState, into report: RunReport) async -> RunReport {
        let actions = Dictionary(rounds.joined().map { ($0.account, $0.actions) }, uniquingKeysWith: +)
        return await run.applyDue(actions, reading, leases, beside: known, into: report)
    }

    /// The outcome is chained onto whatever is newest until it is in: what was done is never forgotten. Where the remote
    /// doesn't answer it is tried a bounded number of times; then a later run finds the intent open and looks for itself.
    ///
    /// - Parameters:
    ///   - deadline: the intents'. From then on others may settle them by looking.
    ///   - view: what was seen last of the ledger, whether it got in or not.
    private func record(
        _ outcome: [LedgerEntry], of batches: [Batch], before deadline: Timestamp, on view: inout LedgerView
    ) async throws(LedgerFailure) {
        // Who looked after the last write saw what it did; a removal that was due may have come later than that.
        let isWhollyBefore = outcome.allSatisfy { $0.time < deadline }
        var isCurrent = true
        var silences = 0
        var mayBeIn = false
        var attempt = 0
        while true {
            do throws(LedgerFailure) {
                if !isCurrent { view = try await run.ports.ledger.open() }
                // An answer may have got lost: what is in is not said twice. After a race that was lost it surely isn't in,
                // even if another runner has looked meanwhile and found it undone.
                if mayBeIn, isWhollyBefore, isSettled(batches, in: view.state) { return }
                if case .appended(let after) = try await run.ports.ledger.append(outcome, phase: .outcome, to: view) {
                    view = after
                    return
                }
                mayBeIn = false
            } catch {
                silences += 1
                mayBeIn = mayBeIn || error.mayHaveLanded
                guard error.kind == .unreachable, silences < Run.tries else { throw error }
            }
            isCurrent = false
            attempt += 1
            await run.pause(afterLoss: attempt)
        }
    }

    /// Whether everything that these intents were about is answered for.
    private func isSettled(_ batches: [Batch], in state: RecordedState) -> Bool {
        !state.intents.contains { open in
            open.run == run.options.run && batches.contains { $0.account == open.account && $0.number == open.intent.number }
        }
    }

    /// What is done with one push of intents: each account's next actions.
    private func rounds(numberedFrom first: Int) -> [[Batch]] {
        var rounds: [[Batch]] = []
        for account in plan.accounts {
            var actions = account.actions[...]
            var round = 0
            while !actions.isEmpty {
                if rounds.count <= round { rounds.append([]) }
                rounds[round].append(Batch(account: account.name, number: 0, actions: Array(actions.prefix(Run.actionsPerIntent))))
                actions = actions.dropFirst(Run.actionsPerIntent)
                round += 1
            }
        }
        var number = first
        for round in rounds.indices {
            for batch in rounds[round].indices {
                rounds[round][batch].number = number
                number += 1
            }
        }
        return rounds
    }

    /// The accounts side by side.
    private func apply(_ batches: [Batch], deadline: Timestamp) async -> [(Batch, [ActionResult])] {
        await withTaskGroup(of: (Int, [ActionResult]).self) { group in
            for (index, batch) in batches.enumerated() {
                group.addTask { (index, await run.apply(batch.actions, in: batch.account, reading, leases, deadline: deadline)) }
            }
            var all: [Int: [ActionResult]] = [:]
            for await (index, results) in group { all[index] = results }
            return batches.enumerated().map { ($1, all[$0] ?? []) }
        }
    }

    private func reference(_ batch: Batch, _ index: Int) -> ActionReference {
        ActionReference(run: run.options.run, number: batch.number, index: index)
    }

    private func entry(_ account: AccountName, _ event: LedgerEvent) -> LedgerEntry {
        run.entry(account, event, source: judged)
    }

    /// What proved the requests that an action serves: those that ended are known by the grant alone.
    private func evidence(_ action: Action, in account: AccountName, _ recorded: RecordedState) -> [EvidenceKind] {
        let granted = recorded.grants[action.membership(in: account)]?.evidence ?? []
        return Set(action.requests.flatMap { recorded.requests[$0]?.evidence.kinds ?? [] } + granted).sorted { $0.rawValue < $1.rawValue }
    }

    static func unrecorded(_ failure: LedgerFailure) -> Diagnostic {
        Diagnostic(.error, "DP4001", "the ledger can't be written: \(failure.message)", advice: failure.advice)
    }
}
