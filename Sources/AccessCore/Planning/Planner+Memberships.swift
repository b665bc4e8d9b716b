extension Planner {
    /// What a membership looks like from all three sides.
    struct View {
        var membership: Membership
        var user: ActualUser?
        var isMember: Bool
        var key: String
        var tag: String?
        /// The end that the tag states, if it states one.
        var lease: Timestamp?
        var isWithinGrace: Bool
        /// The same, whoever's clocks tell of it.
        var mayBeUnseen: Bool
    }

    func decide(_ membership: Membership, _ draft: inout AccountDraft) {
        let grant = recorded.grants[membership] ?? (judgement == nil ? presumed[membership] : nil)
        let user = draft.actual.users[membership.user]
        let key = grant?.lease ?? policy.leases.key(for: membership.group)
        let tag = user?.tag(key)
        let written = grant?.changed ?? recorded.removed[membership]
        let view = View(
            membership: membership, user: user, isMember: user?.groups.contains(membership.group) ?? false, key: key, tag: tag,
            lease: tag.flatMap(policy.leases.end(from:)),
            isWithinGrace: draft.lagging && Self.isWithinGrace(of: written, at: now),
            mayBeUnseen: draft.lagging && Self.mayBeUnseen(since: written, at: now)
        )
        let desired = judgement?.desired[membership]
        switch (desired, grant) {
        case (let desired?, let grant?) where user?.id == desired.userID && desired.userID == grant.userID ?? desired.userID:
            keep(view, desired, grant, &draft)
        // A record of another user who had the name is no record of this one's.
        case (let desired?, _) where user?.id == desired.userID:
            let planned = draft.plan.actions.count
            give(view, desired, &draft)
            if let grant, draft.plan.actions.count == planned { draft.plan.findings.append(gone(view, grant, .userGone)) }
        case (_, let grant?): take(view, grant, &draft)
        case (_, nil): lookAt(view, &draft)
        }
    }

    /// Approved, and granted before.
    private func keep(_ view: View, _ desired: DesiredAccess, _ grant: RecordedGrant, _ draft: inout AccountDraft) {
        // While nothing may be granted nothing is extended either, and a recorded end that has passed has passed (P2).
        guard mayGrant || grant.end > now else { return take(view, grant, &draft) }
        let isOff = view.lease != grant.end && !view.isWithinGrace
        if !view.isMember {
            guard !view.isWithinGrace, mayGrant else { return }
            let who = "\(view.membership.user) was taken out of \(view.membership.group) by somebody else"
            draft.note(
                .warning, "DP3010", who,
                advice: "A request that is in force says otherwise, so it is granted again; delete the request to end it.")
            let planned = draft.plan.actions.count
            give(view, desired, &draft)
            // What it had is over, though it can't be given anew.
            let isLeft = draft.plan.actions.count == planned && grant.end <= now
            if isLeft, !view.mayBeUnseen { draft.plan.findings.append(gone(view, grant, .membershipGone)) }
            return
        }
        let change: (Action.Kind, Reason)? =
            if desired.until > grant.end {
                mayGrant ? (.extend, .approved) : nil
            } else if desired.until < grant.end {
                (.shorten, judgement?.losses[view.membership] ?? .endedEarly)
            } else if isOff {
                (.mendLease, view.tag != nil && view.lease == nil ? .malformedLease : .editedLease)
            } else {
                nil
            }
        if isOff { noteEditedLease(view, grant, &draft) }
        guard let (kind, reason) = change, !(kind == .shorten && waits(view)) else { return }
        draft.plan.actions.append(
            Action(
                kind, user: view.membership.user, userID: desired.userID, entitlement: desired.entitlement, group: view.membership.group,
                until: desired.until, was: grant.end, requests: desired.requests, because: reason,
                urgency: kind == .shorten ? .ordinary : nil, lease: view.key
            )
        )
    }

    /// Approved, and not granted yet (or taken away by somebody else).
    private func give(_ view: View, _ desired: DesiredAccess, _ draft: inout AccountDraft) {
        guard mayGrant, let user = view.user else { return }
        let (name, group) = (view.membership.user, view.membership.group)
        guard draft.actual.groups.contains(group) else {
            let meant = Suggestion.nearest(to: group.text, among: draft.actual.groups.lazy.map(\.text))
            draft.note(
                .error, "DP3003", "\(draft.plan.name) has no group '\(group)'" + Suggestion.asked(meant),
                advice: "Create it, or correct group in policies/access/\(desired.entitlement).yaml."
            )
            return
        }
        if let tag = view.tag, view.lease == nil {
            draft.note(
                .error, "DP3004", "\(name) has a tag '\(view.key)' that is no lease: '\(tag.shown)'",
                advice:
                    "It may be somebody's own tag, so it is left alone and nothing is granted until it is gone. Remove it, or set leases.prefix."
            )
            sightMalformed(view, &draft)
            return
        }
        if let quota = draft.reserve(user, addsGroup: !view.isMember, addsTag: view.tag == nil) {
            draft.note(
                .error, "DP3006", "\(name) can't get \(desired.entitlement): IAM allows \(quota) a user",
                advice: "Take the user out of another group, or remove a tag."
            )
            return
        }
        draft.plan.actions.append(
            Action(
                .grant, user: name, userID: desired.userID, entitlement: desired.entitlement, group: group, until: desired.until,
                requests: desired.requests, because: .approved, lease: view.key
            )
        )
    }

    /// Whether what is approved can't be proven for now, and may only not be seen yet: then nothing is taken for what is seen (P6).
    private func waits(_ view: View) -> Bool { view.mayBeUnseen && judgement?.unproven.contains(view.membership) == true }

    /// What was granted isn't there any more.
    private func gone(_ view: View, _ grant: RecordedGrant, _ finding: Inference.Finding) -> LedgerEvent {
        .inferred(Inference(user: view.membership.user, userID: grant.userID, group: view.membership.group, finding: finding))
    }

    /// On record as granted, and not approved for now.
    private func take(_ view: View, _ grant: RecordedGrant, _ draft: inout AccountDraft) {
        let isSameUser = view.user.map { grant.userID == nil || $0.id == grant.userID } ?? false
        // A user of a moment ago may not be seen yet.
        let mayBeThere = view.user == nil && view.mayBeUnseen
        guard isSameUser || mayBeThere else {
            draft.plan.findings.append(gone(view, grant, .userGone))
            if view.user != nil { lookAt(view, &draft) }
            return
        }
        // What is due was decided by the record. Without a judgement an approved extension can't be known of, and
        // the earlier of the two ends counts. After a write of ours the tag from before it may be what is seen.
        let stated = view.mayBeUnseen ? nil : view.lease
        let end = judgement == nil ? min(grant.end, stated ?? grant.end) : grant.end
        let isDue = end <= now
        guard isDue || (judgement != nil && !mayBeThere && !waits(view)) else { return }
        guard view.isMember || view.tag != nil || view.mayBeUnseen else {
            draft.plan.findings.append(gone(view, grant, .membershipGone))
            return
        }
        let loss = judgement?.losses[view.membership] ?? .endedEarly
        let mayBeMember = view.isMember || view.mayBeUnseen
        // Who became a standing member meanwhile keeps the membership, and has a lease no more.
        let isStanding = draft.fence[view.membership.group]?.standing.contains(view.membership.user) ?? false
        draft.plan.actions.append(
            revoke(
                grant, because: isDue ? .expired : loss == .expired ? .endedEarly : loss, urgency: isDue || !mayBeMember ? .due : .ordinary,
                removes: Action.Removes(membership: mayBeMember && !isStanding, lease: view.tag != nil || view.mayBeUnseen)
            )
        )
    }

    private func noteEditedLease(_ view: View, _ grant: RecordedGrant, _ draft: inout AccountDraft) {
        let found = view.tag.map { "says '\($0.shown)'" } ?? "is missing"
        draft.note(
            .warning, view.lease == nil && view.tag != nil ? "DP3008" : "DP3009",
            "the tag '\(view.key)' of \(view.membership.user) \(found), on record is \(grant.end)",
            advice: "The record counts; the tag is mended. Find out who may tag users."
        )
    }
}

extension String {
    /// Cut to what fits a line, without what can't be seen: it comes from outside. By a list of our own: sentences on record
    /// have it.
    var shown: String {
        let clean = String.UnicodeScalarView(unicodeScalars.prefix(60).map { $0.isUnseen ? "?" : $0 })
        return String(clean) + (unicodeScalars.count > 60 ? "…" : "")
    }
}
