/// Where the ledger could be anybody's writing, what it says was approved is proven anew in every run. Its windows and ends count
/// all the same: they can only take away.
extension Judge {
    func judgeAnew(
        _ record: RecordedRequest, _ file: SubmittedRequest, beside seats: Seats, into judgement: inout Judgement
    ) -> [Claim] {
        guard case .decoded(let request) = file.content, let origin = file.origin, mayAccept else {
            if case .broken = file.content { noteBroken(record, at: file.version.path, into: &judgement) }
            return presentClaims(of: record, into: &judgement)
        }
        var asked = request
        if asked.start == nil { asked.start = record.window.start }
        guard let window = asked.window(acceptedAt: record.window.start), window.end > now else {
            end(record, version: file.version, .endedEarly, into: &judgement)
            return []
        }
        switch assess(request, window: window, file, origin: origin, since: since(file.version), beside: seats) {
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
            return presentClaims(of: record, into: &judgement)
        case .refused(let refusals):
            deny(file, request, refusals, origin, into: &judgement)
            // A forge that is silent for a while takes nothing from anybody.
            if refusals.contains(where: { $0.0.isUnclear }) { return presentClaims(of: record, into: &judgement) }
            for unit in record.units { lose(unit, of: record, into: &judgement) }
            return []
        }
    }

    /// What the request gives to those who have it already: nothing is granted by a record that isn't proven.
    func presentClaims(of record: RecordedRequest, into judgement: inout Judgement) -> [Claim] {
        claims(of: record, into: &judgement).filter { claim in
            actual[claim.membership.account]?.users[claim.membership.user]?.groups.contains(claim.membership.group) ?? true
        }
    }

    private func lose(_ unit: RecordedRequest.Unit, of record: RecordedRequest, into judgement: inout Judgement) {
        judgement.losses[Membership(account: unit.account, user: record.user, group: unit.group)] = .notProven
    }
}

extension Refusal {
    /// It may be approved all the same.
    fileprivate var isUnclear: Bool {
        if case .approvalUnclear = self { true } else { false }
    }
}
