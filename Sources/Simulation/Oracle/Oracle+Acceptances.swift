import AccessCore

/// What must hold when a request is put on record as accepted (P1): what policies want of it, those from before it came and
/// those of now, each.
extension Oracle {
    func judgeAcceptance(_ value: Acceptance, _ entry: LedgerEntry, _ before: Beliefs, _ sum: Beliefs, _ process: Process?) {
        let id = value.request.id
        guard let account = entry.account, let process, let source = process.seen.source, !isRewritten, !value.isPartial,
            !before.ended.contains(id)
        else { return }
        guard let content = contents(id, from: source.commit).first(where: { $0.file.blob == value.request.blob }),
            let request = content.file.request
        else { return }
        if request.isEmergency != (value.reviewDue != nil) {
            return fail("P1", "\(id) was accepted \(value.reviewDue == nil ? "as usual" : "as an emergency"), which it doesn't ask for")
        }
        // What it takes away needs nobody's word.
        if sum.onlyLess(of: id, than: before), before.accepted[id]?.isEmergency == request.isEmergency { return }
        judgeApproval(value, entry, before, sum, process)
        let then = world.source.commits[content.commit].parent.map { allInForce(at: $0) } ?? []
        let now = [inForce(at: source.commit, before), sum.policy.flatMap { world.policies[$0.tree] }].compactMap(\.self)
        for unit in value.gives {
            for policies in [then, now] where !policies.isEmpty {
                let reasons = policies.map { objection(to: request, unit.entitlement, value, entry, before, $0) }
                guard !reasons.contains(nil), let why = reasons.first ?? nil else { continue }
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), though \(why)")
            }
            // By when it is to be reviewed may have been changed since it came: either counts.
            let reviews = (then + now).compactMap { $0.entitlements[unit.entitlement]?.emergency?.review }
            if let due = value.reviewDue, let review = reviews.max(), due > value.window.start.advanced(by: review) {
                return fail("P1", "\(process.run) accepted \(id), to be reviewed by \(due), later than anything says")
            }
            // What is on record opened when it opened.
            guard before.accepted[id] == nil, request.start == nil, case .after = request.end, !request.isEmergency else { continue }
            let (first, last) = (entry.time.advanced(by: .seconds(-600)), entry.time.advanced(by: .seconds(Self.slack)))
            let freezes = now.map { freeze(unit.entitlement, account, from: first, to: last, under: $0) }
            if !freezes.contains(nil), let freeze = freezes.first ?? nil {
                return fail("P1", "\(process.run) accepted \(id), whose time would pass in the freeze window \(freeze)")
            }
        }
    }

    /// What a policy has against a request's new content; nil for nothing.
    private func objection(
        to request: AccessRequest, _ name: EntitlementName, _ value: Acceptance, _ entry: LedgerEntry, _ before: Beliefs,
        _ policies: PolicySet
    ) -> String? {
        guard let entitlement = policies.entitlements[name] else { return "there was no such entitlement" }
        guard let longest = longest(entitlement, isEmergency: request.isEmergency) else { return "it has no way for emergencies" }
        if value.window.length > longest { return "\(value.window.length.inWords) is too long" }
        if !isComplete(request, for: entitlement) { return "it doesn't say what is required" }
        guard let ahead = entitlement.limits.ahead, let start = request.start else { return nil }
        let denied = before.denied[request.id].flatMap { $0.blob == value.request.blob ? $0.since : nil }
        // By the clock of who looked at it first.
        let since = denied ?? entry.time
        return start.since(since) > ahead ? "it was asked for \(start.since(since).inWords) ahead" : nil
    }
}
