extension RecordedState {
    /// How long a removal is remembered, so that a read that lags behind isn't taken for drift. Longer than any
    /// grace period; the memory is cleared as records come in.
    static let removalMemory: Duration = .seconds(3600)

    /// How long a release of held removals stands: a day, so that a forgotten one doesn't open a door later.
    package static let releaseLifetime: Duration = .seconds(86_400)

    /// Adds one record. The order of records within an account is the ledger's.
    package mutating func apply(_ entry: LedgerEntry) {
        if let source = entry.source { judged = source }
        // The run's last record has the last word about what was in force when it judged that commit.
        defer { if entry.source != nil { noteJudgedPolicy() } }
        switch entry.event {
        case .genesis(let value): genesis = value
        case .policyAccepted(let value):
            rememberAccounts(notIn: value)
            policy = value
            (refusedPolicy, policyFindings) = (nil, [:])
        case .policyRefused(let value):
            refusedPolicy = value.tree
            policyFindings = Dictionary((value.found ?? []).map { ($0.after, $0.found) }) { $1 }
        case .trusted(let value):
            judged = value.tip
            // The step that the policies in force came with may not be part of that history.
            judgedPolicy = judgedPolicy.map { JudgedPolicy(tree: $0.tree, commit: nil) }
        case .accepted(let value): accept(value, entry)
        case .denied(let value): denials[value.request.id] = value
        case .ended(let value): end(value, entry)
        case .reviewed(let value): noteReview(value)
        case .released(let value): released[value.hash] = entry.time
        case .held(let value) where entry.account == nil: vanished = value.isOver ? nil : value
        case .checkpoint: break
        case .intent, .granted, .extended, .shortened, .mended, .revoked, .failed, .recovered, .inferred, .held, .drift, .malformedLease:
            if let account = entry.account { apply(entry, in: account) }
        }
    }

    /// Where the merge alone counts and nothing was refused, what is in force at a commit is told by its tree.
    private mutating func noteJudgedPolicy() {
        let isTold = policy?.evidence == [.merge] && refusedPolicy == nil
        judgedPolicy = policy.flatMap { isTold ? nil : JudgedPolicy(tree: $0.tree, commit: $0.commit) }
    }

    /// For good: hours later a machine that was away may still bring to light that something was granted there.
    private mutating func rememberAccounts(notIn next: AcceptedPolicy) {
        let named = Set(next.accounts.map(\.name))
        let known = Dictionary((policy?.accounts ?? []).map { ($0.name, $0) } + formerAccounts.map { ($0.name, $0) }) { first, _ in first }
        formerAccounts = known.values.filter { !named.contains($0.name) }.sorted { $0.name < $1.name }
    }

    private mutating func apply(_ entry: LedgerEntry, in account: AccountName) {
        switch entry.event {
        case .intent(let value):
            var open = OpenIntent(run: entry.run, account: account, recorded: entry.time, intent: value)
            if value.spooled == true { open.overtaken = overtaken(value, since: entry.time, in: account) }
            intents.append(open)
            forget(before: entry.time)
        case .granted(let value), .extended(let value), .shortened(let value), .mended(let value), .revoked(let value):
            let announcement = settle(value.intent, in: account)
            if comesLate(value.intent, announcement, value.action, in: account, at: entry.time) { return }
            carryOut(value.action, evidence: value.evidence, in: account, at: entry.time, announcement)
        case .failed(let value):
            let announcement = settle(value.intent, in: account)
            if comesLate(value.intent, announcement, value.action, in: account, at: entry.time) { return }
            if value.uncertain {
                let doubt = value.intent.map { RecordedGrant.Doubt(intent: $0, action: value.action) }
                carryOut(value.action, evidence: [], in: account, at: entry.time, doubt: doubt)
            } else if announcement == nil, value.action.action == .grant {
                // The run whose intent was given up says so itself: no write of it is on its way.
                givenUp[value.action.membership(in: account)] = nil
            }
        case .recovered(let value):
            settle(value.intent, in: account)
            recover(value, in: account, at: entry.time)
        case .inferred(let value): infer(value, in: account)
        case .held(let value): held[account] = value.removals.isEmpty ? nil : value
        case .drift(let value): drift[Membership(account: account, user: value.user, group: value.group)] = value
        case .malformedLease(let value): malformed[Membership(account: account, user: value.user, group: value.group)] = value
        case .genesis, .policyAccepted, .policyRefused, .trusted, .accepted, .denied, .ended, .reviewed, .released, .checkpoint:
            break
        }
    }

    private mutating func accept(_ value: Acceptance, _ entry: LedgerEntry) {
        guard let account = entry.account else { return }
        let units = value.gives.map {
            RecordedRequest.Unit(account: account, entitlement: $0.entitlement, group: $0.group, userID: value.userID)
        }
        denials[value.request.id] = nil
        // Ended is final, whatever comes after it.
        guard tombstones[value.request.id] == nil else { return }
        noteEmergency(value)
        // The accounts of one request are accepted one by one, in the same content; another content replaces it.
        if var known = requests[value.request.id], known.version == value.request, known.window == value.window,
            known.user == value.user, known.isPartial == value.isPartial, known.reviewDue == value.reviewDue
        {
            known.units.removeAll { $0.account == account }
            known.units.append(contentsOf: units)
            requests[value.request.id] = known
        } else {
            var next = RecordedRequest(
                version: value.request, user: value.user, window: value.window, units: units, evidence: value.evidence,
                accepted: entry.time, isPartial: value.isPartial, reviewDue: value.reviewDue)
            if let known = requests[value.request.id], known.covers(next) { next.since = known.since ?? known.accepted }
            requests[value.request.id] = next
        }
    }

    private mutating func end(_ value: Ending, _ entry: LedgerEntry) {
        // The accounts of one request each say that it ended; the first counts.
        if tombstones[value.request.id] == nil {
            tombstones[value.request.id] = Tombstone(
                id: value.request.id, blob: value.request.blob, because: value.because, at: entry.time
            )
        }
        requests[value.request.id] = nil
        denials[value.request.id] = nil
    }

    /// What an open intent says about one of its actions.
    private struct Announcement {
        /// The membership was written on record since.
        var isOvertaken: Bool
    }

    /// - Returns: nil if the action's intent isn't open any more.
    @discardableResult
    private mutating func settle(_ reference: ActionReference?, in account: AccountName) -> Announcement? {
        guard let reference,
            let place = intents.firstIndex(where: {
                $0.run == reference.run && $0.account == account && $0.intent.number == reference.number
            })
        else { return nil }
        let announcement = Announcement(isOvertaken: intents[place].overtaken?.contains(reference.index) ?? false)
        intents[place].settled.append(reference.index)
        if Set(intents[place].settled).count >= intents[place].intent.actions.count { intents.remove(at: place) }
        return announcement
    }

    /// A removal that was announced before a membership was written says nothing about what was written. The order of the
    /// records tells, not their times: clocks differ.
    private mutating func overtakeRemovals(of membership: Membership) {
        for place in intents.indices where intents[place].account == membership.account {
            let actions = intents[place].intent.actions
            let removals = actions.indices.filter {
                actions[$0].action == .revoke && actions[$0].membership(in: membership.account) == membership
            }
            if !removals.isEmpty { intents[place].overtaken = Set(intents[place].overtaken ?? []).union(removals).sorted() }
        }
    }

    /// Removals out of a spool whose membership was written on record after they were decided; nil for none.
    ///
    /// - Parameter time: when they were put down, which tells where nothing better does.
    private func overtaken(_ intent: Intent, since time: Timestamp, in account: AccountName) -> [Int]? {
        let overtaken = intent.actions.indices.filter { index in
            let action = intent.actions[index]
            guard action.action == .revoke, let known = grants[action.membership(in: account)] else { return false }
            guard let written = intent.written, written.indices.contains(index) else { return known.changed > time }
            return written[index] != known.changed
        }
        return overtaken.isEmpty ? nil : overtaken
    }

    /// Whether an outcome comes out of a spool when somebody has looked and answered for its intent, and the membership was
    /// given another end since: that end counts.
    private func comesLate(
        _ reference: ActionReference?, _ announcement: Announcement?, _ action: Action, in account: AccountName, at time: Timestamp
    ) -> Bool {
        guard reference != nil, announcement == nil, let known = grants[action.membership(in: account)] else { return false }
        // What a removal took away was told by looking; what is on record now may have been granted since.
        if action.action == .revoke { return true }
        return known.changed > time && known.end != action.until
    }

    private mutating func carryOut(
        _ action: Action, evidence: [EvidenceKind], in account: AccountName, at time: Timestamp, _ announcement: Announcement? = nil,
        doubt: RecordedGrant.Doubt? = nil
    ) {
        let membership = action.membership(in: account)
        switch action.action {
        case .grant, .extend, .shorten, .mendLease:
            guard let until = action.until else { return }
            let before = grants[membership]
            grants[membership] = RecordedGrant(
                membership: membership, userID: action.userID ?? before?.userID, entitlement: action.entitlement, lease: action.lease,
                since: before?.since ?? time, end: until, requests: action.requests,
                evidence: evidence.isEmpty ? before?.evidence ?? [] : evidence, changed: time, doubt: doubt
            )
            removed[membership] = nil
            givenUp[membership] = nil
            drift[membership] = nil
            malformed[membership] = nil
            overtakeRemovals(of: membership)
        case .revoke:
            // Decided about an earlier grant than the one on record now (by a run that another overtook, or out of a spool).
            // Where it took that one's membership away after all, the next run finds out by looking.
            if let known = grants[membership] {
                if known.end != action.was ?? known.end || announcement?.isOvertaken ?? (known.changed > time) { return }
            }
            grants[membership] = nil
            if action.removes?.membership != false { givenUp[membership] = nil }
            drift[membership] = nil
            if action.removes?.lease != false { malformed[membership] = nil }
            removed[membership] = time
        }
    }

    private mutating func recover(_ value: Recovery, in account: AccountName, at time: Timestamp) {
        switch (value.finding, value.action.action) {
        case (.notDone, .grant): givenUp[value.action.membership(in: account)] = time
        case (.notDone, _), (.unclear, .revoke): break
        case (.done, _): carryOut(value.action, evidence: [], in: account, at: time)
        case (.unclear, _):
            let doubt = RecordedGrant.Doubt(intent: value.intent, action: value.action)
            carryOut(value.action, evidence: [], in: account, at: time, doubt: doubt)
        }
    }

    private mutating func infer(_ value: Inference, in account: AccountName) {
        let membership = Membership(account: account, user: value.user, group: value.group)
        switch value.finding {
        case .membershipGone, .userGone:
            grants[membership] = nil
            drift[membership] = nil
            malformed[membership] = nil
        case .driftGone: drift[membership] = nil
        case .tagGone: malformed[membership] = nil
        }
    }

    /// Whether a grant was found not done a while ago, so that what is there now may be its write, come late.
    func isGivenUp(_ membership: Membership, at now: Timestamp) -> Bool {
        givenUp[membership].map { now.since($0) < Self.removalMemory } ?? false
    }

    private mutating func forget(before now: Timestamp) {
        removed = removed.filter { now.since($0.value) < Self.removalMemory }
        givenUp = givenUp.filter { now.since($0.value) < Self.removalMemory }
        released = released.filter { now.since($0.value) < Self.releaseLifetime }
    }
}
