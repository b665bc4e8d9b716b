/// Who holds which entitlement when, where only so many may at once. Who was accepted first keeps it.
struct Seats {
    struct Slot: Hashable {
        var account: AccountName
        var entitlement: EntitlementName
    }

    private struct Seat {
        var user: UserName
        var window: Window
    }

    /// Of requests that were judged: what they give.
    private var taken: [Slot: [Seat]] = [:]
    /// Of requests on record that weren't judged yet in this run: what they gave.
    private var recorded: [Slot: [RequestID: Seat]] = [:]

    /// Takes a request on record into account until it is judged.
    mutating func expect(_ record: RecordedRequest) {
        for unit in record.units {
            let slot = Slot(account: unit.account, entitlement: unit.entitlement)
            recorded[slot, default: [:]][record.version.id] = Seat(user: record.user, window: record.window)
        }
    }

    /// A request is being judged: what is on record of it counts no more.
    mutating func forget(_ record: RecordedRequest) {
        for unit in record.units {
            recorded[Slot(account: unit.account, entitlement: unit.entitlement)]?[record.version.id] = nil
        }
    }

    mutating func take(_ slot: Slot, by user: UserName, for window: Window) {
        taken[slot, default: []].append(Seat(user: user, window: window))
    }

    /// Who has the seats at the first instant of a window, from now on, at which there is none left for a user; and when
    /// the first of them leaves. Nil if there is one all the time.
    ///
    /// - Parameter alsoRecorded: whether requests on record that weren't judged yet count, as they do for whoever comes new.
    func obstacle(
        _ slot: Slot, limit: Int, to user: UserName, in window: Window, from now: Timestamp, alsoRecorded: Bool
    ) -> (users: [UserName], until: Timestamp)? {
        let start = max(window.start, now)
        let expected = alsoRecorded ? recorded[slot].map { Array($0.values) } ?? [] : []
        let others = ((taken[slot] ?? []) + expected).filter {
            $0.user != user && $0.window.end > start && $0.window.start < window.end
        }
        guard others.count >= limit else { return nil }
        // The number only grows where somebody's window opens.
        for instant in Set(others.map { max($0.window.start, start) }).sorted() {
            let there = others.filter { $0.window.contains(instant) }
            let users = Set(there.map(\.user)).sorted()
            guard users.count >= limit, let until = there.map(\.window.end).min() else { continue }
            return (users, until)
        }
        return nil
    }
}
