import AccessCore

/// How many users may hold an entitlement at once: who was accepted first does.
extension Oracle {
    /// A place to be taken.
    private struct Slot: Hashable {
        var account: AccountName
        var entitlement: EntitlementName?
    }

    private func slots(_ accepted: Beliefs.Accepted) -> Set<Slot> {
        Set(accepted.entitlements.map { Slot(account: $0.key.account, entitlement: $0.value) })
    }

    private func comesBefore(_ one: RequestID, _ other: RequestID, _ known: Beliefs) -> Bool {
        guard let left = known.accepted[one], let right = known.accepted[other] else { return false }
        return (left.place, one) < (right.place, other)
    }

    /// Whether so many others hold an entitlement, and were accepted before a request, that it has no place (P1).
    func isFull(
        _ membership: Membership, for id: RequestID, limit: Int, at instant: Timestamp, _ commit: Int, _ known: Beliefs, _ process: Process
    ) -> Bool {
        guard let name = known.accepted[id]?.entitlements[membership] else { return false }
        let slot = Slot(account: membership.account, entitlement: name)
        var holders: Set<UserName> = []
        for (other, accepted) in known.accepted
        where accepted.user != membership.user && !accepted.isEmergency && comesBefore(other, id, known) && slots(accepted).contains(slot) {
            let held = Membership(account: membership.account, user: accepted.user, group: membership.group)
            guard accepted.units[held] != nil, hasPlace(other, slot.account, name, limit: limit, known, process),
                surelyGiven(held, at: instant, commit, known, process, only: other) != nil
            else { continue }
            holders.insert(accepted.user)
        }
        return holders.count >= limit
    }

    /// Whether there is a place for a request whatever becomes of those that were accepted before it.
    func hasPlace(
        _ id: RequestID, _ account: AccountName, _ name: EntitlementName, limit: Int, _ known: Beliefs, _ process: Process
    ) -> Bool {
        guard let accepted = known.accepted[id] else { return false }
        let slot = Slot(account: account, entitlement: name)
        // By whichever clock is furthest behind: whose time has passed by another may still have the place.
        let now = min(process.now, world.time, cloudsTime(process) ?? world.time)
        let start = max(accepted.window.start, now.advanced(by: .seconds(-600)))
        let others = known.accepted.filter { other in
            other.value.user != accepted.user && !other.value.isEmergency && comesBefore(other.key, id, known)
                && slots(other.value).contains(slot) && other.value.window.end > start && other.value.window.start < accepted.window.end
        }
        return Set(others.map(\.value.user)).count < limit
    }
}
