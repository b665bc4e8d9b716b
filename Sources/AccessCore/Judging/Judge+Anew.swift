/// Where the ledger could be anybody's writing, what it says was approved is proven anew in every run. Its windows and ends count
/// all the same: they can only take away.
extension Judge {
    func judgeAnew(
        _ record: RecordedRequest, _ file: SubmittedRequest, beside seats: Seats, into judgement: inout Judgement
    ) -> [Claim] {
        guard case .decoded(let request) = file.content else {
            if case .broken = file.content { noteBroken(record, at: file.version.path, into: &judgement) }
            return presentClaims(of: record, into: &judgement)
        }
        var asked = request
        if asked.start == nil { asked.start = record.window.start }
        guard let window = asked.window(acceptedAt: record.window.start), window.end > now else {
            end(record, version: file.version, .endedEarly, into: &judgement)
            return []
        }
        // What its content takes away needs no proof, and waits for none.
        let left = narrowed(record, to: request, window, into: &judgement)
        guard let origin = file.origin, mayAccept else { return presentClaims(of: left, into: &judgement) }
        // Who was accepted first keeps the place: whether there is one is told when all claims are known.
        let others = record.version == file.version ? Seats() : seats
        switch assess(request, window: window, file, origin: origin, since: since(file.version), beside: others) {
        case .approved(let units, let proof):
            guard record.version == file.version, !record.isPartial, request.user == record.user else {
                return accept(file, request, units, window, origin, proof, into: &judgement)
            }
            let proven = record.units.filter { unit in
                units.contains { $0.account == unit.account && $0.entitlement.name == unit.entitlement && $0.userID == unit.userID }
            }
            for unit in record.units where !proven.contains(unit) { lose(unit, of: record, into: &judgement) }
            // Where nothing is common to the two windows the record takes all of it away.
            return claims(of: record.cut(to: proof?.shortening(window) ?? window, keeping: proven), into: &judgement)
        case .undecided:
            judgement.undecided.append(file.version.id)
            return presentClaims(of: left, into: &judgement)
        case .refused(let refusals):
            deny(file, request, refusals, origin, into: &judgement)
            // A forge that is silent for a while takes nothing from anybody.
            if refusals.contains(where: { $0.0.isUnclear }) { return presentClaims(of: left, into: &judgement) }
            for unit in record.units { lose(unit, of: record, into: &judgement) }
            return []
        }
    }

    /// What the request gives to those who were granted it already, as long as their lease says: by a record that isn't proven
    /// nothing is granted, and nothing extended.
    func presentClaims(of record: RecordedRequest, into judgement: inout Judgement) -> [Claim] {
        claims(of: record, into: &judgement).compactMap { claim in
            guard let account = actual[claim.membership.account] else { return claim }
            guard let user = account.users[claim.membership.user], user.groups.contains(claim.membership.group),
                let grant = recorded.grants[claim.membership]
            else {
                if claim.window.contains(now) { judgement.unproven.insert(claim.membership) }
                return nil
            }
            let lease = user.tag(grant.lease).flatMap(policies.settings.leases.end(from:)) ?? grant.end
            // The tag may be the one from before a write of ours, which can't be told here.
            if lease < grant.end { judgement.unproven.insert(claim.membership) }
            guard let window = claim.window.ending(by: min(grant.end, lease)) else { return nil }
            var claim = claim
            claim.window = window
            return claim
        }
    }

    func lose(_ unit: RecordedRequest.Unit, of record: RecordedRequest, into judgement: inout Judgement) {
        judgement.losses[Membership(account: unit.account, user: record.user, group: unit.group)] = .notProven
    }
}

extension Refusal {
    /// It may be approved all the same.
    fileprivate var isUnclear: Bool {
        if case .approvalUnclear = self { true } else { false }
    }
}
