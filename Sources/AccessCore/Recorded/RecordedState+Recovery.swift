extension RecordedState {
    /// Intents that this run may settle: those of an earlier run of the same cache, which must be over, and those
    /// whose deadline has passed.
    package func recoverable(by runner: String, at now: Timestamp) -> [OpenIntent] {
        intents.filter { $0.intent.runner == runner || $0.intent.deadline <= now }
    }

    /// When the last intent that another runner may still be carrying out will be over; nil if there is none.
    package func busyUntil(for runner: String, at now: Timestamp) -> Timestamp? {
        intents.lazy.filter { $0.intent.runner != runner && $0.intent.deadline > now }.map(\.intent.deadline).max()
    }

    /// Finds out, by looking, what became of actions whose run never said.
    package func recoveries(
        by runner: String, _ readings: [AccountName: Reading], at now: Timestamp
    ) -> [(account: AccountName, recovery: Recovery)] {
        let leases = policy?.leases ?? LeaseFormat()
        return recoverable(by: runner, at: now).flatMap { open -> [(account: AccountName, recovery: Recovery)] in
            guard case .read(let actual, let lagging) = readings[open.account] else { return [] }
            let isFresh = lagging && now.since(max(open.recorded, open.intent.deadline)) < Planner.grace
            let unsettled = open.intent.actions.indices.filter { !open.settled.contains($0) }
            return unsettled.map { index in
                let action = open.intent.actions[index]
                let isDone = action.isDone(in: actual, leases: leases)
                let finding: Recovery.Finding = isDone ? .done : isFresh ? .unclear : .notDone
                let reference = ActionReference(run: open.run, number: open.intent.number, index: index)
                return (open.account, Recovery(intent: reference, action: action, finding: finding))
            }
        }
    }
}

extension Action {
    /// Whether a directory looks as it would after this action.
    func isDone(in actual: ActualAccount, leases: LeaseFormat) -> Bool {
        guard let user = actual.users[self.user] else { return action == .revoke }
        let isMember = user.groups.contains(group)
        let tag = user.tag(lease)
        return switch action {
        case .grant: isMember && tag == until.map(leases.value(until:))
        case .extend, .shorten, .mendLease: tag == until.map(leases.value(until:))
        case .revoke: !(isMember && removes?.membership != false) && (tag == nil || removes?.lease == false)
        }
    }
}
