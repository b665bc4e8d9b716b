/// Decides, request by request, what should be: what git asks for, under the policies in force, with what is on record.
package struct Judge: Sendable {
    let policies: PolicySet
    /// A change of policies that isn't approved: nothing new is accepted that it speaks against.
    let proposed: PolicySet?
    /// What counts of what is on record as approved.
    let recordTrust: RecordTrust
    let recorded: RecordedState
    let actual: [AccountName: ActualAccount]
    let now: Timestamp
    /// Whether anything new may be accepted at all: not while the history was rewritten or the clock is off.
    let mayAccept: Bool
    /// Requests whose files are gone, and which stay in force all the same.
    private let vanished: Set<RequestID>
    /// The freeze windows that are open now.
    let freezes: OpenFreezes
    private let temporary: [UserKey: Set<GroupName>]
    /// The standing members of each group of the fence.
    private let fenced: [AccountName: [GroupName: Set<UserName>]]

    private struct UserKey: Hashable {
        var account: AccountName
        var user: UserName
    }

    package init(
        policies: PolicySet, recorded: RecordedState, actual: [AccountName: ActualAccount], at now: Timestamp, mayAccept: Bool = true,
        vanished: Vanishing? = nil, proposed: PolicySet? = nil, recordTrust: RecordTrust = .whole
    ) {
        (self.proposed, self.recordTrust) = (proposed, recordTrust)
        self.vanished = Set(vanished?.requests ?? [])
        freezes = policies.calendar.open(at: now)
        (self.policies, self.recorded, self.actual, self.now, self.mayAccept) = (policies, recorded, actual, now, mayAccept)
        fenced = policies.entitlements.values.reduce(into: [:]) { fenced, entitlement in
            for account in entitlement.accounts { fenced[account, default: [:]][entitlement.group] = entitlement.standing }
        }
        // A read may still show a membership that was taken away a moment ago.
        let gone = recorded.removed.filter { Planner.mayBeUnseen(since: $0.value, at: now) }.keys
        temporary = (Array(recorded.grants.keys) + gone).reduce(into: [:]) { groups, membership in
            groups[UserKey(account: membership.account, user: membership.user), default: []].insert(membership.group)
        }
    }

    package func judge(_ submission: Submission) -> Judgement {
        var judgement = Judgement()
        var spans: [Membership: [Claim]] = [:]
        var present: Set<RequestID> = []
        var seats = Seats()
        for file in submission.requests {
            if let record = recorded.requests[file.version.id], record.window.end > now { seats.expect(record) }
        }
        for file in inOrder(submission.requests) {
            present.insert(file.version.id)
            if let record = recorded.requests[file.version.id] { seats.forget(record) }
            let claims = judge(file, deleted: submission.deleted.contains(file.version.id), beside: seats, into: &judgement)
            for claim in seat(claims, of: file, in: &seats, into: &judgement) { spans[claim.membership, default: []].append(claim) }
        }
        for request in recorded.requests.values.sorted(by: { $0.version.id < $1.version.id })
        where !present.contains(request.version.id) {
            guard !vanished.contains(request.version.id) else {
                for claim in claimsUnread(of: request, into: &judgement) { spans[claim.membership, default: []].append(claim) }
                continue
            }
            end(request, version: request.version, request.window.end <= now ? .expired : .deleted, into: &judgement)
        }
        unite(spans, into: &judgement)
        judgeEmergencies(submission, into: &judgement)
        return judgement
    }

    /// One request's say about one membership.
    struct Claim {
        var membership: Membership
        var request: RequestID
        var window: Window
        var entitlement: EntitlementName
        var userID: UserID
        var isEmergency: Bool
    }

    private func judge(_ file: SubmittedRequest, deleted: Bool, beside seats: Seats, into judgement: inout Judgement) -> [Claim] {
        if let ended = recorded.tombstones[file.version.id] {
            // A file that just lies there after its end is not a mistake; one that came back or was changed is.
            let cameBack = deleted || file.version.blob != ended.blob || ended.because == .deleted
            if cameBack { judgement.diagnostics.append(Refusal.endedBefore(at: ended.at).diagnostic(at: Place(file.version.path))) }
            return []
        }
        guard let known = recorded.requests[file.version.id] else { return judgeNew(file, beside: seats, into: &judgement) }
        let record = bounded(known, by: file, into: &judgement)
        if record.window.end <= now {
            end(record, version: record.version, .expired, into: &judgement)
            if file.version.blob != record.version.blob {
                judgement.diagnostics.append(Refusal.tooLateToChange(ended: record.window.end).diagnostic(at: Place(file.version.path)))
            }
            return []
        }
        if deleted {
            end(record, version: record.version, .deleted, into: &judgement)
            judgement.diagnostics.append(Refusal.endedBefore(at: now).diagnostic(at: Place(file.version.path)))
            return []
        }
        let file = unspent(file, record)
        if recordTrust == .none { return judgeAnew(record, file, beside: seats, into: &judgement) }
        switch file.content {
        case .known:
            return claimsUnread(of: record, into: &judgement)
        case .broken:
            noteBroken(record, at: file.version.path, into: &judgement)
            return claimsUnread(of: record, into: &judgement)
        case .decoded where record.settles(file.version.blob):
            return claims(of: record, into: &judgement)
        case .decoded(let request):
            return judgeChange(of: record, to: request, file, beside: seats, into: &judgement)
        }
    }

    /// A file that broke while its access is active is held: never extended, never cut (P6).
    func noteBroken(_ record: RecordedRequest, at path: String, into judgement: inout Judgement) {
        judgement.diagnostics.append(
            Diagnostic(
                .warning, "DP2013", "the file has mistakes since it was accepted; its recorded window stands until \(record.window.end)",
                advice: "Mend the file to change it, or delete it to end it now.", at: Place(path)
            )
        )
    }

    /// What an accepted request gives now: the policies of now may only take away from it.
    func claims(of record: RecordedRequest, into judgement: inout Judgement) -> [Claim] {
        record.units.compactMap { unit in
            let membership = Membership(account: unit.account, user: record.user, group: unit.group)
            guard let entitlement = policies.entitlements[unit.entitlement], entitlement.group == unit.group,
                entitlement.accounts.contains(unit.account)
            else {
                judgement.losses[membership] = .entitlementRemoved
                noteLoss(record, "the entitlement '\(unit.entitlement)' gives something else now, or is gone", into: &judgement)
                return nil
            }
            // Never granted; what was granted already they keep, without an end.
            guard !entitlement.standing.contains(record.user) else {
                judgement.losses[membership] = .noLongerEligible
                noteLoss(record, "\(record.user) is a standing member of '\(unit.entitlement)' now", into: &judgement)
                return nil
            }
            if record.isEmergency, entitlement.emergency == nil {
                judgement.losses[membership] = .noLongerEligible
                noteLoss(record, "'\(unit.entitlement)' has no way for emergencies any more", into: &judgement)
                return nil
            }
            var window = record.window
            if let limit = record.isEmergency ? entitlement.emergency?.duration : entitlement.limits.duration,
                let shorter = window.ending(by: window.start.advanced(by: limit)), shorter != window
            {
                window = shorter
                judgement.losses[membership] = .limitLowered
            }
            if let account = actual[unit.account] {
                guard let user = account.users[record.user], user.id == unit.userID,
                    entitlement.admits(user, in: unit.account, people: policies.people, temporary: temporaryGroups(membership))
                else {
                    judgement.losses[membership] = .noLongerEligible
                    let who = account.users[record.user].map {
                        $0.id == unit.userID ? "may not ask for it any more" : "is another user by that name now"
                    }
                    noteLoss(record, "\(record.user) \(who ?? "isn't in \(unit.account) any more")", into: &judgement)
                    return nil
                }
            }
            return Claim(
                membership: membership, request: record.version.id, window: window, entitlement: unit.entitlement, userID: unit.userID,
                isEmergency: record.isEmergency
            )
        }
    }

    /// Groups that say nothing about who the user is, in that account: those that grants of ours put them in, and those
    /// of the fence unless they are a standing member. Who was put into one by hand was approved by nobody, and must
    /// not find the way to the next opened by it.
    func temporaryGroups(_ membership: Membership) -> Set<GroupName> {
        var groups = temporary[UserKey(account: membership.account, user: membership.user)] ?? []
        for (group, standing) in fenced[membership.account] ?? [:] where !standing.contains(membership.user) { groups.insert(group) }
        return groups
    }

    /// A request that was accepted and gives nothing now is never passed over in silence.
    func noteLoss(_ record: RecordedRequest, _ why: String, into judgement: inout Judgement) {
        judgement.diagnostics.append(
            Diagnostic(
                .warning, "DP2015", "this request was accepted, and gives nothing now: \(why)",
                advice: "Delete it; if the access is needed all the same, ask anew in a file with a new name.",
                at: Place(record.version.path)
            )
        )
    }

    func end(_ record: RecordedRequest, version: RequestVersion, _ cause: Ending.Cause, into judgement: inout Judgement) {
        let ending = Ending(request: version, user: record.user, because: cause, end: record.window.end)
        // One that nothing was left of belongs to no account.
        let accounts: [AccountName?] = record.units.isEmpty ? [nil] : Set(record.units.map(\.account)).sorted()
        for account in accounts { judgement.findings.append(Judgement.Finding(account: account, event: .ended(ending))) }
        for unit in record.units {
            let membership = Membership(account: unit.account, user: record.user, group: unit.group)
            judgement.losses[membership] = cause == .expired ? .expired : .endedEarly
        }
    }

    /// When to look whether a membership is given: now. What another machine granted in a window, whose clock is a little ahead of
    /// this one's, is looked at when that window opens: nobody is taken out because two clocks differ (P5).
    private func instant(of membership: Membership, _ claims: [Claim]) -> Timestamp {
        guard let grant = recorded.grants[membership], !claims.contains(where: { $0.window.contains(now) }) else { return now }
        // By its record it was written when the window was open, and lasts into it: a gap stays one, though clocks are off.
        let opened = claims.map(\.window.start).filter { $0 > now && $0 <= grant.changed && $0 < grant.end }
        return opened.filter { $0.since(now) < Planner.clocks }.min() ?? now
    }

    /// Adds the windows up, membership by membership (P5).
    private func unite(_ spans: [Membership: [Claim]], into judgement: inout Judgement) {
        for (membership, all) in spans.sorted(by: { $0.key < $1.key }) {
            judgement.upcoming.append(contentsOf: all.map(\.window).filter { $0.start > now })
            let claims = unfrozen(all, into: &judgement)
            guard let whole = Window.unbroken(claims.map(\.window), covering: instant(of: membership, claims)), let first = claims.first
            else { continue }
            let part = claims.filter { $0.window.start < whole.end && $0.window.end > whole.start }
            judgement.desired[membership] = DesiredAccess(
                entitlement: part.first?.entitlement ?? first.entitlement, userID: part.first?.userID ?? first.userID, until: whole.end,
                requests: part.map(\.request).sorted()
            )
        }
    }
}
