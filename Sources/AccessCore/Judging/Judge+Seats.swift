extension Judge {
    /// Who was accepted first is judged first; then who waits, the longest first; then who comes new.
    func inOrder(_ files: [SubmittedRequest]) -> [SubmittedRequest] {
        let ranked = files.map { file in
            let id = file.version.id
            let denial = recorded.denials[id].flatMap { $0.request == file.version ? $0.since : nil }
            let accepted = recorded.requests[id].map { $0.since ?? $0.accepted }
            let isOnRecord = accepted != nil || recorded.tombstones[id] != nil
            return (file: file, rank: isOnRecord ? 0 : 1, since: accepted ?? denial ?? (isOnRecord ? .earliest : .latest))
        }
        return ranked.sorted { ($0.rank, $0.since, $0.file.version.id) < ($1.rank, $1.since, $1.file.version.id) }.map(\.file)
    }

    /// The claims of a request that there are seats for, which it takes. One that was accepted and finds none, since a
    /// limit was lowered, gives nothing until one is free.
    func seat(_ claims: [Claim], of file: SubmittedRequest, in seats: inout Seats, into judgement: inout Judgement) -> [Claim] {
        var seated: [Claim] = []
        for claim in claims {
            let slot = Seats.Slot(account: claim.membership.account, entitlement: claim.entitlement)
            // An emergency waits for no seat, but takes one.
            if !claim.isEmergency, let limit = policies.entitlements[claim.entitlement]?.limits.active,
                let obstacle = seats.obstacle(
                    slot, limit: limit, to: claim.membership.user, in: claim.window, from: now, isNew: false)
            {
                judgement.losses[claim.membership] = .limitLowered
                let refusal = Refusal.allTaken(claim.entitlement, slot.account, limit: limit, by: obstacle.users, until: obstacle.until)
                judgement.diagnostics.append(refusal.diagnostic(at: Place(file.version.path)))
            } else {
                seats.take(slot, by: claim.membership.user, for: claim.window, isEmergency: claim.isEmergency)
                seated.append(claim)
            }
        }
        return seated
    }

    /// What it lacks to take its seat, where only so many may hold an entitlement at once.
    func refusal(
        of entitlement: Entitlement, in account: AccountName, to user: UserName, for window: Window, beside seats: Seats
    ) -> Refusal? {
        let slot = Seats.Slot(account: account, entitlement: entitlement.name)
        guard let limit = entitlement.limits.active,
            let obstacle = seats.obstacle(slot, limit: limit, to: user, in: window, from: now, isNew: true)
        else { return nil }
        return .allTaken(entitlement.name, account, limit: limit, by: obstacle.users, until: obstacle.until)
    }
}
