extension Planner {
    /// Neither approved nor on record: a membership nobody knows of, or a tag under a lease's key.
    func lookAt(_ view: View, _ draft: inout AccountDraft) {
        guard let user = view.user, let fenced = draft.fence[view.membership.group] else { return }
        // A removal of a moment ago may still show.
        guard !view.isWithinGrace, !inFlight.contains(view.membership) else {
            draft.unseen.insert(view.membership)
            return
        }
        if fenced.standing.contains(user.name) { return }
        if view.isMember, view.lease.map({ $0 > now }) ?? true, judgement?.unproven.contains(view.membership) == true {
            draft.unseen.insert(view.membership)
            return
        }
        if view.isMember {
            drift(view, user, fenced, &draft)
        } else if let lease = view.lease {
            guard judgement != nil || lease <= now else { return }
            draft.plan.actions.append(
                unrecorded(view, user, fenced, .strayLease, .due, Action.Removes(membership: false, lease: true))
            )
        } else if let tag = view.tag, judgement != nil {
            draft.note(
                .warning, "DP3005", "\(user.name) has a tag '\(view.key)' that is no lease: '\(tag.shown)'",
                advice: "It is left alone; nothing can be granted there until it is gone."
            )
            sightMalformed(view, &draft)
        }
    }

    private func drift(_ view: View, _ user: ActualUser, _ fenced: AcceptedPolicy.FencedGroup, _ draft: inout AccountDraft) {
        let removes = Action.Removes(membership: true, lease: view.lease != nil)
        let hasLapsed = view.lease.map { $0 <= now } ?? false
        if hasLapsed { draft.plan.actions.append(unrecorded(view, user, fenced, .expired, .due, removes)) }
        guard judgement != nil else { return }
        // A run of ours that stood still within a call may have come late: nobody's hand, and nobody's to keep.
        let mode = recorded.isGivenUp(view.membership, at: now) ? DriftMode.enforce : fenced.drift
        let sighting = Sighting(
            user: user.name, userID: user.id, group: fenced.group, entitlement: fenced.entitlement, tag: view.tag
        )
        draft.drift.insert(view.membership)
        draft.plan.drift.append(AccountPlan.Drift(sighting: sighting, mode: mode, until: view.lease))
        if recorded.drift[view.membership] != sighting { draft.plan.findings.append(.drift(sighting)) }
        let next =
            switch (mode, view.lease) {
            case (_, let end?) where hasLapsed: "It is removed: the end that its tag states, \(end), has passed."
            case (.enforce, _) where fenced.drift == .report: "It is removed: a grant of ours was given up, and seems to have come late."
            case (.enforce, _): "It is removed (drift: enforce)."
            case (.report, let end?): "It stays until the end that its tag states, \(end) (drift: report)."
            case (.report, nil): "It stays (drift: report). Remove it, write a request for it, or name the user in standing."
            }
        draft.note(
            .warning, "DP3002", "nobody approved that \(user.name) is in \(fenced.group) (\(draft.plan.name))", advice: next
        )
        if let tag = view.tag, view.lease == nil {
            draft.note(
                .warning, "DP3008", "the tag '\(view.key)' of \(user.name) is no lease: '\(tag.shown)'",
                advice: "It says nothing about an end, so it has none."
            )
            sightMalformed(view, &draft)
        }
        if mode == .enforce, !hasLapsed {
            draft.plan.actions.append(unrecorded(view, user, fenced, .notApproved, .ordinary, removes))
        }
    }

    private func unrecorded(
        _ view: View, _ user: ActualUser, _ fenced: AcceptedPolicy.FencedGroup, _ because: Reason, _ urgency: Action.Urgency,
        _ removes: Action.Removes
    ) -> Action {
        Action(
            .revoke, user: user.name, userID: user.id, entitlement: fenced.entitlement, group: fenced.group, was: view.lease,
            because: because, urgency: urgency, lease: view.key, removes: removes
        )
    }

    func sightMalformed(_ view: View, _ draft: inout AccountDraft) {
        guard let user = view.user else { return }
        draft.malformed.insert(view.membership)
        let sighting = Sighting(
            user: user.name, userID: user.id, group: view.membership.group,
            entitlement: draft.fence[view.membership.group]?.entitlement, tag: view.tag
        )
        if recorded.malformed[view.membership] != sighting { draft.plan.findings.append(.malformedLease(sighting)) }
    }

    /// Takes note of what was on record as seen and isn't there any more.
    func settleSightings(_ draft: inout AccountDraft) {
        guard judgement != nil else { return }
        let name = draft.plan.name
        func gone(_ sightings: [Membership: Sighting], _ seen: Set<Membership>, _ finding: Inference.Finding) -> [LedgerEvent] {
            sightings.filter { $0.key.account == name && !seen.contains($0.key) }.sorted { $0.key < $1.key }.map { membership, sighting in
                .inferred(Inference(user: membership.user, userID: sighting.userID, group: membership.group, finding: finding))
            }
        }
        // What this plan itself removes goes on record as removed.
        let removed = Set(draft.plan.actions.filter { $0.action == .revoke || $0.action == .grant }.map { $0.membership(in: name) })
        // What wasn't looked at may be there still.
        let unclear = removed.union(draft.unseen)
        draft.plan.findings += gone(recorded.drift, draft.drift.union(unclear), .driftGone)
        draft.plan.findings += gone(recorded.malformed, draft.malformed.union(unclear), .tagGone)
    }
}
