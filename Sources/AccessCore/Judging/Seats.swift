/// Who holds which entitlement when, where only so many may at once. Who was accepted first keeps it.
struct Seats {
    struct Slot: Hashable {
        var account: AccountName
        var entitlement: EntitlementName
    }

    private struct Seat {
        var user: UserName
        var window: Window
        var isEmergency: Bool
    }

    /// Of requests that were judged: what they give.
    private var taken: [Slot: [Seat]] = [:]
    /// Of requests on record that weren't judged yet in this run: what they gave.
    private var recorded: [Slot: [RequestID: Seat]] = [:]

    /// Takes a request on record into account until it is judged.
    mutating func expect(_ record: RecordedRequest) {
        for unit in record.units {
            let slot = Slot(account: unit.account, entitlement: unit.entitlement)
            recorded[slot, default: [:]][record.version.id] = Seat(
                user: record.user, window: record.window, isEmergency: record.isEmergency)
        }
    }

    /// A request is being judged: what is on record of it counts no more.
    mutating func forget(_ record: RecordedRequest) {
        for unit in record.units {
            recorded[Slot(account: unit.account, entitlement: unit.entitlement)]?[record.version.id] = nil
        }
    }

    mutating func take(_ slot: Slot, by user: UserName, for window: Window, isEmergency: Bool) {
        taken[slot, default: []].append(Seat(user: user, window: window, isEmergency: isEmergency))
    }

    /// Who has the seats at the first instant of a window, from now on, at which there is none left for a user; and when
    /// the first of them leaves. Nil if there is one all the time.
    ///
    /// - Parameter isNew: whether it is somebody who comes new: for them requests on record that weren't judged yet count
    ///   too, and emergencies. Neither takes a seat away from who has one.
    func obstacle(
        _ slot: Slot, limit: Int, to user: UserName, in window: Window, from now: Timestamp, isNew: Bool
    ) -> (users: [UserName], until: Timestamp)? {
        let start = max(window.start, now)
        let known = (taken[slot] ?? []).filter { isNew || !$0.isEmergency } + (isNew ? recorded[slot].map { Array($0.values) } ?? [] : [])
        let others = known.filter { $0.user != user && $0.window.end > start && $0.window.start < window.end }
        guard others.count >= limit else { return nil }
        // The number only grows where somebody's window opens.
        var there: [Seat] = []
        for seat in others.sorted(by: { ($0.window.start, $0.window.end, $0.user) < ($1.window.start, $1.window.end, $1.user) }) {
            let instant = max(seat.window.start, start)
            there.removeAll { $0.window.end <= instant }
            there.append(seat)
            guard there.count >= limit else { continue }
            let users = Set(there.map(\.user))
            if users.count >= limit, let until = there.map(\.window.end).min() { return (users.sorted(), until) }
        }
        return nil
    }
}
