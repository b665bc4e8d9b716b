import AccessCore

/// Carries out the actions of one intent in one account.
struct Applying: Sendable {
    let account: AccountName
    let directory: any Directory
    let leases: LeaseFormat
    /// Nothing begins at or after it: others may go on from there.
    let deadline: Timestamp
    /// What is due begins all the same: there is no record by which others could go on.
    let goesOnWithWhatIsDue: Bool
    let clock: any RunClock
    let stop: StopRequest
    let listener: any RunListener

    /// How many users are written to side by side in one account: IAM publishes no rates, and its write limits are low.
    static let width = 4

    /// Removals first; never throws away what did happen.
    func apply(_ actions: [Action]) async -> [ActionResult] {
        var results = [ActionResult?](repeating: nil, count: actions.count)
        for isRemoval in [true, false] {
            var waiting = actions.indices.filter { (actions[$0].action == .revoke) == isRemoval }[...]
            await withTaskGroup(of: (Int, ActionResult).self) { group in
                func begin() {
                    guard let index = waiting.popFirst() else { return }
                    group.addTask { (index, await apply(actions[index])) }
                }
                for _ in 0..<Self.width { begin() }
                for await (index, result) in group {
                    results[index] = result
                    listener.hear(.actionTaken(account, result))
                    begin()
                }
            }
        }
        return results.compactMap(\.self)
    }

    private func apply(_ action: Action) async -> ActionResult {
        var logged: [String] = []
        let deadline = goesOnWithWhatIsDue && action.urgency == .due ? nil : deadline
        func failed(_ why: String, uncertain: Bool = false) -> ActionResult {
            ActionResult(action: action, end: .failed(why: why, uncertain: uncertain), directory: logged)
        }
        // What is tried again isn't tried past the window's end either.
        let windowEnd = action.action == .revoke ? nil : action.until
        let last = [deadline, windowEnd].compactMap(\.self).min()
        if stop.isRequested { return failed("the run was stopped before it") }
        for change in action.changes(leases: leases) {
            let now = clock.now()
            if let deadline, now >= deadline { return failed("the intent's deadline has passed") }
            if let windowEnd, now >= windowEnd { return failed("its window is over") }
            do {
                if let id = try await directory.perform(change, before: last) { logged.append(id) }
            } catch {
                // Who is gone has nothing left to take away.
                if action.action == .revoke, error.kind == .notFound { continue }
                if let id = error.requestID { logged.append(id) }
                let uncertain =
                    if case .addMember = change { error.mayHaveHappened } else { action.action != .grant && error.mayHaveHappened }
                return failed(error.message, uncertain: uncertain && action.action != .revoke)
            }
        }
        let late = action.was.map { clock.now().since($0).components.seconds }
        let isRemovalOfDue = action.action == .revoke && action.because == .expired
        return ActionResult(action: action, end: .done(late: isRemovalOfDue ? late : nil), directory: logged)
    }
}
