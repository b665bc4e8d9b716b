package import AccessCore

/// `daypass reconcile` as it goes on: a line a step, for terminals and CI logs.
package struct RunText: Sendable {
    /// Changed when the settings' zone becomes known.
    package var time: TimeFormat
    /// What the settings call the access repository, or its URL without secrets.
    package var repository: String?
    /// While another runner is at it the same is heard again and again; it is told once.
    private var last: RunEvent?

    package init(time: TimeFormat, repository: String?) { (self.time, self.repository) = (time, repository) }

    /// The line for a step, without a line break; nil if it says what the one before said.
    package mutating func line(for event: RunEvent) -> String? {
        if case .settingsKnown = event { return nil }
        guard event != last else { return nil }
        last = event
        return words(event).text
    }

    private func words(_ event: RunEvent) -> Line {
        switch event {
        case .settingsKnown: ""
        case .fetched(let source, let ledger): fetched(source, ledger)
        case .requestsRead(let count, let active, let mistakes):
            "read \(count.of("request")), \(active) active\(mistakes == 0 ? "" : ", \(mistakes.of("mistake"))")"
        case .accountRead(let account, let users, let calls): "\(account): \(calls.of("call")), \(users.of("user"))"
        case .accountUnread(let account, let why): "\(account): can't be read: \(why); only what is due is removed there"
        case .intentRecorded(let actions, _): "intent recorded: \(actions.counted { $0.counted($1) })"
        case .actionTaken(let account, let result): "\(account): \(words(result))"
        case .outcomeRecorded(let ledger): "outcome recorded, ledger at \(ledger)"
        case .lostRace(let attempt): "another runner recorded first; starting over on what it left (\(attempt.of("race")) lost)"
        case .waiting(let until): "another runner may still be at it; waiting until \(time.brief(until)) at most"
        case .withoutLedger(let why): "without the ledger: \(why); only what is due is removed"
        case .spooled(let actions):
            "put down \(actions.of("removal")) here; the next run that reaches the ledger records \(actions == 1 ? "it" : "them")"
        case .filesRemoved(let count, let source): "removed \(count.of("file")) of ended requests, source at \(source)"
        case .spoolRecorded(let entries, let ledger):
            "recorded \(entries.of("entry", "entries")) of what was done without the ledger, ledger at \(ledger)"
        }
    }

    private func fetched(_ source: CommitID?, _ ledger: CommitID?) -> Line {
        let name: Line = repository.map { "\($0)" } ?? "source"
        let record: Line = ledger.map { "ledger \($0.short)" } ?? "no ledger"
        return source.map { "fetched \(name) \($0.short), \(record)" } ?? "fetched \(record)"
    }

    private func words(_ result: ActionResult) -> Line {
        switch result.end {
        case .done(let late): done(result.action, late: late)
        case .failed(let why, let uncertain): failed(result.action, why, uncertain)
        }
    }

    private func done(_ action: Action, late: Int64?) -> Line {
        let what: Line = "\(action.user) \(action.subject)"
        let until: Line = action.until.map { " until \(time.full($0))" } ?? ""
        let was: Line = action.was.map { " (was \(time.full($0)))" } ?? ""
        switch action.action {
        case .grant: return "granted \(what)\(until)"
        case .extend: return "extended \(what)\(until)\(was)"
        case .shorten: return "shortened \(what)\(until)\(was)"
        case .mendLease: return "mended the tag of \(what)\(until)"
        case .revoke:
            if action.because == .strayLease { return "removed the tag of \(what), \(action.because.words)" }
            guard action.because == .expired, let end = action.was else { return "removed \(what), \(action.because.words)" }
            let delay: Line = late.flatMap { $0 > 0 ? " (\(Duration.seconds($0).spoken) late)" : nil } ?? ""
            return "removed \(what), ended \(time.brief(end))\(delay)"
        }
    }

    private func failed(_ action: Action, _ why: String, _ uncertain: Bool) -> Line {
        let what: Line = "\(action.user) \(action.subject)"
        let tried: Line =
            switch action.action {
            case .grant: "couldn't grant \(what)"
            case .extend: "couldn't extend \(what)"
            case .shorten: "couldn't shorten \(what)"
            case .mendLease: "couldn't mend the tag of \(what)"
            case .revoke: "couldn't remove \(what), \(action.because.words)"
            }
        let next: Line = uncertain ? "it may have happened all the same; the next run looks" : "the next run tries again"
        return "\(tried): \(why); \(next)"
    }
}
