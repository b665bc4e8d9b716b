/// Compares what should be, what is and what is on record, account by account, and says what to do about it.
package struct Planner: Sendable {
    let recorded: RecordedState
    let policy: AcceptedPolicy
    let removals: RemovalLimits
    /// Nil when only what is due is asked for.
    let judgement: Judgement?
    let now: Timestamp
    /// Whether access may be given at all.
    let mayGrant: Bool
    /// A hash of a text in hexadecimal digits; the core has no cryptography of its own.
    let digest: @Sendable (String) -> String
    /// Memberships that another runner may be writing right now.
    let inFlight: Set<Membership>
    /// What runs may have granted that never said so, where its end has passed: due like any other (P2). Only for where
    /// looking can't settle it first.
    let presumed: [Membership: RecordedGrant]

    /// How long after a write of ours a read of an eventually consistent directory may show what was before it
    /// (IAM User Guide, "Changes that I make are not always immediately visible").
    package static let grace: Duration = .seconds(120)
    /// How far the clocks of two machines may differ, each of which is right enough to grant anything (P12).
    static let clocks: Duration = .seconds(240)

    /// Whether a read may still show what was before a write of ours. A write from the future is a clock's mistake, and
    /// gives no grace until then.
    static func isWithinGrace(of written: Timestamp?, at now: Timestamp) -> Bool {
        guard let written else { return false }
        let age = now.since(written)
        return age < grace && age > .zero - grace
    }

    /// The same, whoever's clocks the two times are of: what isn't seen is taken for gone only after that.
    static func mayBeUnseen(since written: Timestamp?, at now: Timestamp) -> Bool {
        guard let written else { return false }
        let age = now.since(written)
        return age < grace + clocks && age > .zero - clocks
    }

    package init(
        recorded: RecordedState, policy: AcceptedPolicy, removals: RemovalLimits = RemovalLimits(), judgement: Judgement?,
        at now: Timestamp, mayGrant: Bool = true, digest: @escaping @Sendable (String) -> String
    ) {
        (self.recorded, self.policy, self.removals, self.judgement) = (recorded, policy, removals, judgement)
        (self.now, self.mayGrant, self.digest) = (now, mayGrant, digest)
        inFlight = Set(recorded.intents.flatMap { open in open.intent.actions.map { $0.membership(in: open.account) } })
        presumed = recorded.presumedGrants(endedBy: now)
    }

    package func plan(_ readings: [AccountName: Reading], source: CommitID?) -> Plan {
        let accounts = readings.keys.sorted().map { name in
            switch readings[name] {
            case .read(let actual, let lagging): plan(name, actual, lagging: lagging)
            case .unread(let why): planBlind(name, why: why)
            case nil: AccountPlan(name: name)
            }
        }
        return Plan(now: now, source: source, accounts: accounts)
    }

    /// What is due in an account that couldn't be read: the record knows enough to take it away (P2).
    private func planBlind(_ name: AccountName, why: String) -> AccountPlan {
        var plan = AccountPlan(name: name)
        plan.diagnostics.append(
            Diagnostic(
                .error, "DP3001", "\(name) can't be read: \(why)",
                advice: "Nothing is granted there and nothing taken for drift; a run removes what is due all the same."
            )
        )
        // Who became a standing member meanwhile keeps the membership.
        let standing = Set(
            policy.fence.lazy.filter { $0.account == name }.flatMap { fenced in
                fenced.standing.map { Membership(account: name, user: $0, group: fenced.group) }
            })
        plan.actions = recorded.grants.merging(presumed) { known, _ in known }.values.filter {
            $0.membership.account == name && $0.end <= now
        }
        .sorted { $0.membership < $1.membership }
        .map { grant in
            let removes = Action.Removes(membership: !standing.contains(grant.membership), lease: true)
            return revoke(grant, because: .expired, urgency: .due, removes: removes)
        }
        return plan
    }

    private func plan(_ name: AccountName, _ actual: ActualAccount, lagging: Bool) -> AccountPlan {
        let fence = Dictionary(policy.fence.lazy.filter { $0.account == name }.map { ($0.group, $0) }) { first, _ in first }
        var draft = AccountDraft(name: name, actual: actual, fence: fence, lagging: lagging)
        for membership in memberships(name, actual, fence) { decide(membership, &draft) }
        settleSightings(&draft)
        brake(&draft)
        draft.plan.actions.sort { left, right in
            let a = left.action == .revoke ? 0 : 1
            let b = right.action == .revoke ? 0 : 1
            return (a, left.user, left.group) < (b, right.user, right.group)
        }
        return draft.plan
    }

    /// Every membership that anything has to say about, in order.
    private func memberships(
        _ name: AccountName, _ actual: ActualAccount, _ fence: [GroupName: AcceptedPolicy.FencedGroup]
    ) -> [Membership] {
        var all = Set(recorded.grants.keys.lazy.filter { $0.account == name })
        if let judgement { all.formUnion(judgement.desired.keys.lazy.filter { $0.account == name }) }
        if judgement == nil { all.formUnion(presumed.keys.lazy.filter { $0.account == name }) }
        let groups = Dictionary(fence.keys.map { (policy.leases.key(for: $0).lowercased(), $0) }) { first, _ in first }
        for user in actual.users.values {
            for group in user.groups where fence[group] != nil {
                all.insert(Membership(account: name, user: user.name, group: group))
            }
            for key in user.tags.keys {
                if let group = groups[key] ?? groups[key.lowercased()] {
                    all.insert(Membership(account: name, user: user.name, group: group))
                }
            }
        }
        return all.sorted()
    }

    /// Holds removals that nobody's end made due, when there are more of them than may go at once.
    private func brake(_ draft: inout AccountDraft) {
        let name = draft.plan.name
        let held = draft.plan.actions.filter { $0.urgency == .ordinary }
        let fenced = draft.actual.users.values.reduce(0) { $0 + $1.groups.count { draft.fence[$0] != nil } }
        let known = recorded.held[name]
        guard removals.holds(held.count, of: fenced) else {
            if known != nil { draft.plan.findings.append(.held(Holding(hash: "", removals: []))) }
            return
        }
        let hash = digest(Self.statement(held, in: name))
        if let time = recorded.released[hash], now.since(time) < RecordedState.releaseLifetime { return }
        draft.plan.actions.removeAll { $0.urgency == .ordinary }
        draft.plan.held = held
        draft.plan.heldHash = hash
        if known?.hash != hash { draft.plan.findings.append(.held(Holding(hash: hash, removals: held))) }
        draft.plan.diagnostics.append(
            Diagnostic(
                .error, "DP3011", "\(held.count) removals at once in \(name) wait for a person's word",
                advice: "Look at them with daypass plan; if they are meant, run daypass release \(hash)."
            )
        )
    }

    /// The text whose hash names a set of removals: who loses what. Why isn't in it, since one run may know more reasons
    /// for the same loss than the next, and a release must find the set that a person looked at.
    static func statement(_ actions: [Action], in account: AccountName) -> String {
        let lines = actions.map { action in
            let until = action.until?.description ?? "-"
            return
                "\(action.action.rawValue) \(action.user) \(action.userID?.text ?? "-") \(action.group) \(until)"
        }
        return "daypass release v1\naccount: \(account)\n" + lines.sorted().joined(separator: "\n") + "\n"
    }

    func revoke(_ grant: RecordedGrant, because: Reason, urgency: Action.Urgency, removes: Action.Removes) -> Action {
        Action(
            .revoke, user: grant.membership.user, userID: grant.userID, entitlement: grant.entitlement, group: grant.membership.group,
            was: grant.end, requests: grant.requests, because: because, urgency: urgency, lease: grant.lease, removes: removes
        )
    }
}
