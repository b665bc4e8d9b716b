extension RecordedState {
    /// No deadline is further off than this from a runner whose clock is as right as it must be to grant anything
    /// (P12): an intent's lifetime and the tolerated difference, twice over. One that is was made by a clock that was
    /// wrong, and isn't waited for.
    static let furthestDeadline: Duration = .seconds(480)

    private static func isOver(_ intent: Intent, at now: Timestamp) -> Bool {
        intent.deadline <= now || intent.deadline.since(now) > furthestDeadline
    }

    /// Intents that this run may settle: those of an earlier run of the same cache, which must be over, and those
    /// whose deadline has passed.
    package func recoverable(by runner: String, at now: Timestamp) -> [OpenIntent] {
        intents.filter { $0.intent.runner == runner || Self.isOver($0.intent, at: now) }
    }

    /// When the last intent that another runner may still be carrying out will be over; nil if there is none.
    package func busyUntil(for runner: String, at now: Timestamp) -> Timestamp? {
        intents.lazy.filter { $0.intent.runner != runner && !Self.isOver($0.intent, at: now) }.map(\.intent.deadline).max()
    }

    /// Finds out, by looking, what became of actions whose run never said, or couldn't tell.
    package func recoveries(
        by runner: String, _ readings: [AccountName: Reading], at now: Timestamp
    ) -> [(account: AccountName, recovery: Recovery)] {
        let leases = policy?.leases ?? LeaseFormat()
        return unanswered(by: runner, readings, leases, at: now) + confirmed(readings, leases)
    }

    /// What counts as done without anybody knowing, and is seen to be. What isn't seen may not be seen yet, or never have
    /// come about: the planner tells when the grace period is over.
    private func confirmed(_ readings: [AccountName: Reading], _ leases: LeaseFormat) -> [(account: AccountName, recovery: Recovery)] {
        grants.values.filter { $0.doubt != nil }.sorted { $0.membership < $1.membership }.compactMap { grant in
            let account = grant.membership.account
            guard let doubt = grant.doubt, case .read(let actual, _) = readings[account], let user = actual.users[grant.membership.user],
                user.id == grant.userID ?? user.id, doubt.action.isDone(in: actual, leases: leases)
            else { return nil }
            return (account, Recovery(intent: doubt.intent, action: doubt.action, finding: .done))
        }
    }

    /// Of actions whose intents are open and over.
    private func unanswered(
        by runner: String, _ readings: [AccountName: Reading], _ leases: LeaseFormat, at now: Timestamp
    ) -> [(account: AccountName, recovery: Recovery)] {
        recoverable(by: runner, at: now).flatMap { open -> [(account: AccountName, recovery: Recovery)] in
            let unsettled = open.intent.actions.indices.filter { !open.settled.contains($0) }
            if readings[open.account] == nil, isUnreachable(open.account) { return unanswerable(open, unsettled) }
            guard case .read(let actual, let lagging) = readings[open.account] else { return [] }
            let isFresh = lagging && now.since(max(open.recorded, open.intent.deadline)) < Planner.grace
            return unsettled.map { index in
                let action = open.intent.actions[index]
                let isDone = action.isDone(in: actual, leases: leases)
                // A membership that isn't seen may be gone, or be one of a moment ago that isn't seen yet.
                let written = grants[action.membership(in: open.account)]?.changed
                let isTooNew = lagging && action.action == .revoke && Planner.mayBeUnseen(since: written, at: now)
                let finding: Recovery.Finding = isDone ? (isTooNew ? .unclear : .done) : isFresh ? .unclear : .notDone
                let reference = ActionReference(run: open.run, number: open.intent.number, index: index)
                return (open.account, Recovery(intent: reference, action: action, finding: finding))
            }
        }
    }

    /// Whether nothing on record says any more how an account is reached.
    private func isUnreachable(_ account: AccountName) -> Bool {
        !(policy?.accounts ?? []).contains { $0.name == account } && !formerAccounts.contains { $0.name == account }
    }

    /// A removal that was due without the ledger, put down beside a cache and recorded only after policies had dropped its
    /// account. Nothing granted was left there by then, or it would be remembered: nobody can look, nor has to.
    private func unanswerable(_ open: OpenIntent, _ unsettled: [Int]) -> [(account: AccountName, recovery: Recovery)] {
        unsettled.filter { open.intent.actions[$0].action == .revoke }.map { index in
            let reference = ActionReference(run: open.run, number: open.intent.number, index: index)
            return (open.account, Recovery(intent: reference, action: open.intent.actions[index], finding: .unclear))
        }
    }

    /// Grants that open intents announced and nobody recorded, whose end has come. No runner carries one out any more,
    /// as it looks at the window before each write; whether it was carried out in time isn't known.
    func presumedGrants(endedBy now: Timestamp) -> [Membership: RecordedGrant] {
        var presumed: [Membership: RecordedGrant] = [:]
        for open in intents {
            for (index, action) in open.intent.actions.enumerated() where action.action == .grant && !open.settled.contains(index) {
                let membership = action.membership(in: open.account)
                guard let until = action.until, until <= now, grants[membership] == nil else { continue }
                presumed[membership] = RecordedGrant(
                    membership: membership, userID: action.userID, entitlement: action.entitlement, lease: action.lease,
                    since: open.recorded, end: until, requests: action.requests, evidence: [], changed: open.recorded
                )
            }
        }
        return presumed
    }
}

extension Action {
    /// Whether a directory looks as it would after this action. Of who is a member the membership alone tells: a tag may
    /// have been edited since, or be what a killed run was about to write next.
    func isDone(in actual: ActualAccount, leases: LeaseFormat) -> Bool {
        guard let user = actual.users[self.user] else { return action == .revoke }
        let isMember = user.groups.contains(group)
        let tag = user.tag(lease)
        return switch action {
        case .grant: isMember
        case .extend, .shorten, .mendLease: tag == until.map(leases.value(until:))
        case .revoke: removes?.membership == false ? tag == nil : !isMember
        }
    }
}
