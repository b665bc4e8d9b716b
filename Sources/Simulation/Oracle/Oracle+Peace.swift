import AccessCore
import Git
import Ledger

/// What must hold when nothing has gone wrong for a while (P3, P4, P11).
extension Oracle {
    private var now: Beliefs { world.remote.tip.flatMap { beliefs[$0] } ?? Beliefs() }

    /// Accounts where removals wait for a release.
    var waiting: Int { now.held.count }

    /// When the last window that anybody asked for is over.
    var lastEnd: Timestamp {
        let asked = world.source.newest.files.values.compactMap { file -> Timestamp? in
            if case .at(let end)? = file.request?.end { end } else { nil }
        }
        let known = now
        return (asked + known.accepted.values.map(\.window.end) + known.grants.values.map(\.end)).max() ?? world.time
    }

    /// When a forge is asked again about anything.
    var nextAsking: Timestamp? { now.nextAsking }

    /// Whether anything that was accepted or granted is left on record.
    var isUnderWay: Bool { !now.grants.isEmpty || !now.accepted.isEmpty }

    func judgePeace() {
        let known = now
        if let open = known.open.first { return fail("P4", "the intent \(open.intent.number) of \(open.run) is never answered") }
        judgeMemberships(known)
        judgeGrants(known)
        judgeRequests(known)
        judgeCompleteness()
        judgeLedger()
    }

    /// Record and cloud say the same, and nobody is where nobody approved it.
    private func judgeMemberships(_ known: Beliefs) {
        for (membership, grant) in known.grants.sorted(by: { $0.key < $1.key }) {
            let user = world.clouds[membership.account]?.users[membership.user]
            guard let user, user.groups.contains(membership.group) else {
                guard known.isNamed(membership.account) else { continue }
                // Nor is anything granted anew where not one request is left.
                if keyIsTaken(membership) || world.source.newest.files.isEmpty { continue }
                return fail("P4", "by the record \(name(membership)) until \(grant.end), and it isn't so")
            }
            if user.tag(grant.lease).flatMap(lease) != grant.end {
                return fail(
                    "P4", "\(name(membership)) until \(grant.end) by the record; the tag says \(user.tag(grant.lease) ?? "nothing")")
            }
        }
        // Who approved what of a history that was dropped nobody can tell.
        guard let policies = inForce(at: world.source.tip, now), !(isRewritten && world.swarm.proof.isOn) else { return }
        for (membership, maker) in makers.sorted(by: { $0.key < $1.key }) where known.grants[membership] == nil {
            let entitlement = policies.entitlements.values.first {
                $0.group == membership.group && $0.accounts.contains(membership.account)
            }
            guard let entitlement, !entitlement.standing.contains(membership.user) else {
                // What nobody's policy names any more is out of reach; only what was ours must not be left there.
                if entitlement == nil, case .run = maker, known.fence.contains(.init(account: membership.account, group: membership.group))
                {
                    return fail("P2", "\(name(membership)) was ours, is in no policy and not on record any more")
                }
                continue
            }
            if maker == .hand, let end = tag(membership).flatMap(lease), end <= world.time.advanced(by: .seconds(-900)),
                !known.held.contains(membership.account), !isGiven(membership, known)
            {
                return fail("P2", "\(name(membership)), by a lease that ended at \(end)")
            }
            switch (maker, entitlement.drift ?? policies.settings.drift) {
            case (.run, _): return fail("P4", "\(name(membership)), which was ours, and isn't on record")
            case (.hand, .enforce) where isGiven(membership, known):
                // Approved, and nothing of ours: its lease can't be written while somebody's own tag is in the way.
                continue
            case (.hand, .enforce): return fail("P4", "\(name(membership)), which nobody approved, though drift is enforced")
            case (.hand, .report): continue
            }
        }
    }

    /// Whether an accepted request gives it, or did when the last run decided.
    private func isGiven(_ membership: Membership, _ known: Beliefs) -> Bool {
        known.accepted.values.contains { accepted in
            accepted.units[membership] != nil && accepted.window.start <= world.time
                && world.time < accepted.window.end.advanced(by: .seconds(Self.slack))
        }
    }

    /// What is on record is given by something, until the end that it has: what was ended early, and what policies took away,
    /// isn't there any more.
    private func judgeGrants(_ known: Beliefs) {
        guard !isRewritten, !world.source.newest.files.isEmpty, isSettled(world.source.tip) else { return }
        let auditor = Process(0, .plan, of: Runner("auditor"), clockOffset: 0, in: world)
        for cloud in world.clouds.values {
            auditor.seen.readings[cloud.name] = ActualAccount(users: cloud.users, groups: cloud.groups, clock: nil)
        }
        for (membership, grant) in known.grants.sorted(by: { $0.key < $1.key }) where !known.held.contains(membership.account) {
            if grant.end <= world.time.advanced(by: .seconds(Self.slack)) { continue }
            guard known.isNamed(membership.account) else { continue }
            // Its last minutes count as well.
            for instant in [world.time, grant.end.advanced(by: .seconds(-1))] {
                guard let why = unjustified(membership, at: instant, world.source.tip, known, auditor) else { continue }
                return fail("P4", "\(name(membership)) until \(grant.end), and nothing gives it: \(why)")
            }
        }
    }

    func name(_ membership: Membership) -> String { "\(membership.user) is in \(membership.group) of \(membership.account)" }

    /// Somebody's own tag stands where the lease would.
    func keyIsTaken(_ membership: Membership) -> Bool { tag(membership).map { lease($0) == nil } ?? false }

    /// What stands under the key of a membership's lease.
    private func tag(_ membership: Membership) -> String? {
        let leases = now.policy?.leases ?? LeaseFormat()
        return world.clouds[membership.account]?.users[membership.user]?.tag(leases.key(for: membership.group))
    }

    /// The end that it states, as the policies in force have it.
    private func lease(_ tag: String) -> Timestamp? {
        let policies = now.policy.flatMap { world.policies[$0.tree] }
        return end(of: tag, readsOlder: policies?.settings.leases.older != nil)
    }

    /// P3: every write that took effect has its record.
    private func judgeCompleteness() {
        // What was done without the ledger is put down in the cache, which may be lost or full.
        let mayForget = world.swarm.acts.contains(.loseCache) || world.swarm.rate(.cacheWriteFails) > 0 || world.swarm.hasHandsOnLedger
        for write in writes where !write.hadIntent && !mayForget && !forks.contains(write.run) {
            let isAnnounced = intents[write.run]?.contains { account, intent in
                account == write.membership.account && intent.actions.contains { $0.membership(in: account) == write.membership }
            }
            if isAnnounced != true {
                return fail(
                    "P3",
                    "\(write.run) removed \(self.name(write.membership).replacing(" is in ", with: " from ")) without the ledger, and never recorded it"
                )
            }
        }
        for write in writes
        where (write.hadIntent || !mayForget) && !forks.contains(write.run) && (spoken[write.membership] ?? -1) < write.time {
            return fail(
                "P3",
                "\(write.run) \(write.isAddition ? "added" : "removed") \(write.membership.user) \(write.membership.group) \(write.membership.account) at \(World.start.advanced(by: .milliseconds(write.time))), and no record says so"
            )
        }
    }

    /// The ends that tags of users state.
    var leases: [Timestamp] {
        world.clouds.values.flatMap(\.users.values).flatMap(\.tags.values).compactMap { end(of: $0, readsOlder: true) }
    }

    /// A further run wrote nothing.
    ///
    /// - Parameter leases: the ends that tags stated before it.
    func judgeStillness(_ tip: ObjectID?, _ before: Int, since begun: Timestamp, _ leases: [Timestamp]) {
        // Policies without an entitlement come into force once nothing is granted.
        if !isSettled(world.source.tip) { return }
        // Unless something began or ended of itself just then.
        let states = [tip, world.remote.tip].compactMap { $0.flatMap { beliefs[$0] } }
        let windows = states.flatMap {
            $0.accepted.values.flatMap { [$0.at, $0.window.start, $0.window.end] } + $0.grants.values.map(\.end) + $0.askings
        }
        // A request that was denied for its length is denied for something else once what is left of it is short enough.
        let requests = world.source.newest.files.values.compactMap(\.request)
        let limits = world.source.commits.compactMap(\.policies.set).flatMap(\.entitlements.values)
            .flatMap { [$0.limits.duration, $0.emergency?.duration].compactMap(\.self) }
        let shortened = requests.flatMap { request -> [Timestamp] in
            guard case .at(let end) = request.end else { return [] }
            return limits.map { end.advanced(by: .zero - $0) }
        }
        // A forge that is late shows what it hadn't shown.
        let shown = world.swarm.proof.isOn ? world.source.proposals.values.map(\.shownFrom) : []
        // A key begins to count, or ends.
        let keys = world.source.commits.compactMap(\.policies.set).flatMap(\.people.people.values).flatMap(\.keys)
        let turns = keys.flatMap { [$0.from, $0.until].compactMap(\.self) }
        let between = begun.advanced(by: .seconds(-900))...world.time
        if (windows + shortened + leases + shown + turns).contains(where: between.contains) || freezesChange(within: between) { return }
        if sent != before { return fail("P4", "a further run wrote to a cloud, though all agreed") }
        if world.remote.tip != tip { fail("P4", "a further run wrote to the ledger, though all agreed") }
    }

    /// Whether a freeze window opens or closes.
    private func freezesChange(within span: ClosedRange<Timestamp>) -> Bool {
        let freezes = inForce(at: world.source.tip, now).flatMap { world.written[$0.tree]?.freezes } ?? []
        return freezes.contains { freeze in
            let days = freeze.isDaily ? Int64(0)...max(0, span.upperBound.since(freeze.start).components.seconds / 86_400 + 1) : 0...0
            return days.contains { day in
                let start = freeze.start.advanced(by: .seconds(day * 86_400))
                return span.contains(start) || span.contains(start.advanced(by: .seconds(freeze.seconds)))
            }
        }
    }

    /// All windows are over.
    func judgeEnd() {
        let known = now
        if let (membership, grant) = known.grants.first(where: { known.isNamed($0.key.account) }) {
            return fail("P2", "\(name(membership)) until \(grant.end) by the record, long ago")
        }
        for (membership, maker) in makers.sorted(by: { $0.key < $1.key }) {
            if case .run(let run, _) = maker, !isStanding(membership, now, nil) {
                return fail("P2", "\(name(membership)) by \(run), long past every end")
            }
        }
        judgeRetention(now)
        judgeLedger()
    }

    /// P11: the ledger verifies from its first commit to its tip, and has every head that any run printed.
    private func judgeLedger() {
        guard let tip = world.remote.tip else { return fail("P11", "there is no ledger") }
        let process = Process(0, .plan, of: Runner("auditor"), clockOffset: 0, in: world)
        let objects = RunnerObjects(store: world.remote.objects, process: process)
        let verifier = LedgerVerifier(of: Remote.branch, signedBy: world.pinnedKeys, snapshots: .every)
        if case .broken(let fault, _) = verifier.verify(tip, in: objects) { return fail("P11", "the ledger doesn't verify: \(fault)") }
        for head in heads where (try? objects.isAncestor(head, of: tip)) != true {
            return fail("P11", "\(head.short()), printed by a run, isn't in the ledger any more")
        }
    }
}
