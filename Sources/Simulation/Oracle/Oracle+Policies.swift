import AccessCore

/// The oracle's own reading of what policies say beyond the plainest: from what stands in them as it was written.
extension Oracle {
    /// Whether a user is in a team, or in one of its teams.
    func isMember(_ user: UserName, in account: AccountName, of team: TeamName, _ policies: PolicySet) -> Bool {
        guard let written = world.written[policies.tree]?.teams[team] else { return false }
        let isPerson = written.people.contains { name in
            switch policies.people.people[name]?.iam {
            case .everywhere(let known): known == user
            case .perAccount(let known): known[account] == user
            case nil: false
            }
        }
        return isPerson || written.teams.contains { isMember(user, in: account, of: $0, policies) }
    }

    func isEligible(_ user: ActualUser, _ entitlement: Entitlement, in account: AccountName, under policies: PolicySet) -> Bool {
        if entitlement.standing.contains(user.name) { return false }
        if entitlement.eligible.users.contains(user.name) { return true }
        if entitlement.eligible.teams.contains(where: { isMember(user.name, in: account, of: $0, policies) }) { return true }
        if !entitlement.eligible.groups.isDisjoint(with: user.groups) { return true }
        return !entitlement.eligible.tags.isEmpty && entitlement.eligible.tags.allSatisfy { user.tags[$0.key] == $0.value }
    }

    /// How long an entitlement's way is for a request: nil if there is no such way.
    func longest(_ entitlement: Entitlement, isEmergency: Bool) -> Duration? {
        if isEmergency { return entitlement.emergency?.duration }
        return entitlement.limits.duration ?? .seconds(1_000_000_000)
    }

    /// Whether a request says what an entitlement wants to read.
    func isComplete(_ request: AccessRequest, for entitlement: Entitlement) -> Bool {
        if request.isEmergency { return true }
        let wanted = entitlement.requirements
        if wanted.plan, request.plan == nil { return false }
        if wanted.rollback, request.rollback == nil { return false }
        guard wanted.ticket != nil else { return true }
        // The one pattern that there is: CHG-[0-9]+.
        guard let ticket = request.ticket, ticket.hasPrefix("CHG-"), ticket.count > 4 else { return false }
        return ticket.dropFirst(4).allSatisfy { ("0"..."9").contains($0) }
    }

    /// The end that a tag states, by the formats of policies; nil if it is no lease.
    func end(of tag: String, readsOlder: Bool) -> Timestamp? {
        if let end = Timestamp(tag) { return end }
        guard readsOlder, tag.utf8.count == 16, let space = tag.firstIndex(of: " ") else { return nil }
        return Timestamp("\(tag[..<space])T\(tag[space...].dropFirst()):00Z")
    }

    /// The name of a freeze window that holds an entitlement all the time from one instant to another.
    func freeze(
        _ entitlement: EntitlementName, _ account: AccountName, from first: Timestamp, to last: Timestamp, under policies: PolicySet
    ) -> String? {
        world.written[policies.tree]?.freezes.first { freeze in
            guard freeze.holds(entitlement, account), first >= freeze.start else { return false }
            return freeze.offset(of: first) + last.seconds - first.seconds < freeze.seconds
        }?.name
    }

    /// Whether one may hold it at some time between two instants.
    func mayBeFrozen(
        _ entitlement: EntitlementName, _ account: AccountName, from first: Timestamp, to last: Timestamp, under policies: PolicySet
    ) -> Bool {
        world.written[policies.tree]?.freezes.contains { freeze in
            guard freeze.holds(entitlement, account), last >= freeze.start else { return false }
            let begun = max(first, freeze.start)
            let offset = freeze.offset(of: begun)
            return offset < freeze.seconds || (freeze.isDaily && offset + last.seconds - begun.seconds >= 86_400)
        } ?? false
    }
}

extension Written.Freeze {
    fileprivate func holds(_ entitlement: EntitlementName, _ account: AccountName) -> Bool {
        self.entitlement ?? entitlement == entitlement && self.account ?? account == account
    }

    /// Seconds since it opened last.
    fileprivate func offset(of instant: Timestamp) -> Int64 {
        let since = instant.seconds - start.seconds
        return isDaily ? since % 86_400 : since
    }
}
