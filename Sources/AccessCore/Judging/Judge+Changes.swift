extension Judge {
    /// A request that isn't on record as accepted.
    func judgeNew(_ file: SubmittedRequest, beside seats: Seats, into judgement: inout Judgement) -> [Claim] {
        guard case .decoded(let request) = file.content, let origin = file.origin else { return [] }
        guard mayAccept else {
            judgement.undecided.append(file.version.id)
            return []
        }
        guard let window = request.window(acceptedAt: now), window.end > now else {
            let refusal = request.untimeliness(at: now)
            // Nothing was asked for in time: said in every run while the file is there.
            judgement.diagnostics.append(refusal.diagnostic(at: request.places.end).lowered(to: .warning))
            keepOrigin(of: file, request, refusal, origin, into: &judgement)
            return []
        }
        switch assess(request, window: window, file, origin: origin, since: since(file.version), beside: seats) {
        case .undecided:
            judgement.undecided.append(file.version.id)
            return []
        case .refused(let refusals):
            deny(file, request, refusals, origin, into: &judgement)
            return []
        case .approved(let units, let proof):
            // Its window would open now and pass while nothing may start: it opens when the freeze is over.
            let frozen =
                request.start == nil && !request.isEmergency
                ? request.access.flatMap { reference in
                    policies.freezes(of: reference, at: now).map { (Refusal.objection($0), reference.place) }
                } : []
            if case .after = request.end, !frozen.isEmpty {
                deny(file, request, frozen, origin, into: &judgement)
                return []
            }
            return accept(file, request, units, window, origin, proof, into: &judgement)
        }
    }

    /// Without signatures of a content that was approved before and isn't what is on record any more: each counted once, and whoever can
    /// write to the branch could bring the content back with them (P1). Reviews are about the step that lets it in.
    func unspent(_ file: SubmittedRequest, _ record: RecordedRequest) -> SubmittedRequest {
        guard let findings = file.findings, record.hasSpent(file.version.blob, sha256: findings.sha256) else { return file }
        var file = file
        file.findings?.testimonies = findings.testimonies.map { testimony in
            guard testimony.kind == .signature else { return testimony }
            var testimony = testimony
            testimony.setAside += testimony.approvals.map { SetAside($0.person.text, Self.signedBefore) }
            testimony.approvals = []
            return testimony
        }
        return file
    }

    private static let signedBefore =
        "signed this content before it was cut short, and a signature counts once: change a line, the reason will do, and have that signed"

    /// A request that is on record and whose file says something else now. What it takes away counts at once; what it
    /// adds needs approval, and until then the old window stands for what it still asks for.
    func judgeChange(
        of record: RecordedRequest, to request: AccessRequest, _ file: SubmittedRequest, beside seats: Seats,
        into judgement: inout Judgement
    ) -> [Claim] {
        var asked = request
        // A window that opened at its first acceptance stays where it opened.
        if asked.start == nil { asked.start = record.window.start }
        let window = asked.window(acceptedAt: record.window.start)
        guard let window, window.end > now else {
            end(record, version: file.version, .endedEarly, into: &judgement)
            return []
        }
        let units = self.units(request, under: policies)
        var narrowed = narrowed(record, to: request, window, into: &judgement)
        let addsNothing =
            request.user == record.user && request.isEmergency == record.isEmergency && window.start >= record.window.start
            && window.end <= record.window.end
            && units.allSatisfy { unit in record.units.contains { $0.account == unit.account && $0.entitlement == unit.entitlement.name } }
        guard let origin = file.origin else { return claims(of: narrowed, changedTo: request, into: &judgement) }
        if addsNothing, !narrowed.units.isEmpty {
            (narrowed.version, narrowed.partial) = (file.version, nil)
            narrowed.window = window
            narrowed.evidence = evidence(narrowing: record, origin)
            note(narrowed, into: &judgement)
            return claims(of: narrowed, into: &judgement)
        }
        guard mayAccept else {
            judgement.undecided.append(file.version.id)
            return claims(of: narrowed, changedTo: request, into: &judgement)
        }
        let assessment = assess(request, window: window, file, origin: origin, since: since(file.version), beside: seats)
        if case .approved(let approved, let proof) = assessment {
            return accept(file, request, approved, window, origin, proof, into: &judgement)
        }
        narrow(record, to: request, window, file, origin, into: &judgement)
        switch assessment {
        case .refused(let refusals): deny(file, request, refusals, origin, into: &judgement)
        case .undecided: judgement.undecided.append(file.version.id)
        case .approved: break
        }
        return claims(of: narrowed, changedTo: request, into: &judgement)
    }

    /// The old content, as far as the new one still asks for it.
    func narrowed(
        _ record: RecordedRequest, to request: AccessRequest, _ window: Window, into judgement: inout Judgement
    ) -> RecordedRequest {
        let units = self.units(request, under: policies)
        let kept =
            request.user == record.user
            ? record.units.filter { unit in
                units.contains { $0.account == unit.account && $0.entitlement.name == unit.entitlement }
            } : []
        for unit in record.units where !kept.contains(unit) {
            judgement.losses[Membership(account: unit.account, user: record.user, group: unit.group)] = .endedEarly
        }
        if kept.isEmpty == false, window.end < record.window.end {
            for unit in kept { judgement.losses[Membership(account: unit.account, user: record.user, group: unit.group)] = .endedEarly }
        }
        return record.cut(to: window, keeping: kept)
    }

    /// What takes away needs nobody's word: what proves the rest of it is what proved the whole.
    private func evidence(narrowing record: RecordedRequest, _ origin: Origin) -> Evidence {
        guard record.evidence.proof != nil else {
            var evidence = evidence(of: origin)
            evidence.askedBy = record.evidence.askedBy
            return evidence
        }
        var evidence = record.evidence
        evidence.narrows = record.evidence.narrows ?? record.version.blob
        return evidence
    }

    /// Puts on record what a content takes away, though what it adds isn't approved: a file that breaks later, or is put
    /// back, doesn't bring it back unasked.
    private func narrow(
        _ record: RecordedRequest, to request: AccessRequest, _ window: Window, _ file: SubmittedRequest, _ origin: Origin,
        into judgement: inout Judgement
    ) {
        let kept = record.units.filter { unit in
            request.user == record.user && request.names(unit)
        }
        var left = record.cut(to: window, keeping: kept)
        guard left.units != record.units || left.window != record.window else { return }
        (left.version, left.evidence, left.partial) = (file.version, evidence(narrowing: record, origin), true)
        note(left, insteadOf: record.units, into: &judgement)
    }
}

extension RecordedRequest {
    /// What is left of it in the part of its window that `window` covers: these units, or none where no part is covered.
    func cut(to window: Window, keeping units: [Unit]) -> RecordedRequest {
        var left = self
        if let common = Window(start: max(window.start, self.window.start), end: min(window.end, self.window.end)) {
            (left.window, left.units) = (common, units)
        } else {
            left.units = []
        }
        return left
    }
}
