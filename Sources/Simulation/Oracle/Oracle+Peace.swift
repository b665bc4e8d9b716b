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

    func judgePeace() {
        let known = now
        if let open = known.open.first { return fail("P4", "the intent \(open.intent.number) of \(open.run) is never answered") }
        judgeMemberships(known)
        judgeRequests(known)
        judgeCompleteness()
        judgeLedger()
    }

    /// Record and cloud say the same, and nobody is where nobody approved it.
    private func judgeMemberships(_ known: Beliefs) {
        for (membership, grant) in known.grants.sorted(by: { $0.key < $1.key }) {
            let user = world.clouds[membership.account]?.users[membership.user]
            guard let user, user.groups.contains(membership.group) else {
                if keyIsTaken(membership) { continue }
                return fail("P4", "by the record \(name(membership)) until \(grant.end), and it isn't so")
            }
            if user.tag(grant.lease).flatMap({ Timestamp($0) }) != grant.end {
                return fail(
                    "P4", "\(name(membership)) until \(grant.end) by the record; the tag says \(user.tag(grant.lease) ?? "nothing")")
            }
        }
        guard let policies = inForce(at: world.source.tip, now) else { return }
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
            switch (maker, entitlement.drift ?? policies.settings.drift) {
            case (.run, _): return fail("P4", "\(name(membership)), which was ours, and isn't on record")
            case (.hand, .enforce) where known.accepted.values.contains { $0.units[membership] != nil && $0.window.contains(world.time) }:
                // Approved, and nothing of ours: its lease can't be written while somebody's own tag is in the way.
                continue
            case (.hand, .enforce): return fail("P4", "\(name(membership)), which nobody approved, though drift is enforced")
            case (.hand, .report): continue
            }
        }
    }

    func name(_ membership: Membership) -> String { "\(membership.user) is in \(membership.group) of \(membership.account)" }

    /// Somebody's own tag stands where the lease would.
    private func keyIsTaken(_ membership: Membership) -> Bool {
        let leases = now.policy?.leases ?? LeaseFormat()
        let tag = world.clouds[membership.account]?.users[membership.user]?.tag(leases.key(for: membership.group))
        return tag.map { Timestamp($0) == nil } ?? false
    }

    /// Who asked without any doubt is in.
    private func judgeRequests(_ known: Beliefs) {
        guard !isRewritten, let policies = inForce(at: world.source.tip, now) else { return }
        for (id, file) in world.source.newest.files.sorted(by: { $0.key < $1.key }) {
            guard let request = file.request, case .at(let end) = request.end, let contents = steady(id) else { continue }
            // Accepted by a machine whose clock is ahead and could be compared with none: it opens when that machine said.
            if let accepted = known.accepted[id], accepted.window.start > world.time { continue }
            guard (request.start ?? .earliest) < world.time.advanced(by: .seconds(-1500)), end > world.time else { continue }
            let origin = world.source.commits[contents]
            guard !origin.isMixed, let then = origin.parent.flatMap({ world.source.commits[$0].policies.set }) else { continue }
            let acceptedUnder = known.accepted[id]?.policies.flatMap { world.policies[$0] }
            if endedByClock.contains(id) || hasChanged(request, since: contents, acceptedUnder) { continue }
            for reference in request.access {
                for account in reference.account.map({ [$0] }) ?? policies.entitlements[reference.name]?.accounts ?? [] {
                    guard let group = policies.entitlements[reference.name]?.group else { continue }
                    let membership = Membership(account: account, user: request.user, group: group)
                    guard entitlement(request, gives: membership, under: then) != nil, isWhollyAllowed(request, then),
                        isWhollyAllowed(request, policies), !keyIsTaken(membership)
                    else { continue }
                    let isIn = world.clouds[account]?.users[request.user]?.groups.contains(group) ?? false
                    if !isIn {
                        return fail(
                            "P4",
                            "\(id) asks for \(request.user) in \(group) of \(account) until \(end), and nothing speaks against it, but it isn't so"
                        )
                    }
                }
            }
        }
    }

    /// The step that brought a request's only content in, if it was never changed, deleted or renamed.
    private func steady(_ id: RequestID) -> Int? {
        let contents = contents(id, from: world.source.tip)
        guard contents.count == 1, deletions(of: id, upTo: world.source.tip).isEmpty else { return nil }
        return contents[0].commit
    }

    /// Whether an entitlement that a request names gave something else for a while, or elsewhere. A request is accepted wholly
    /// or not at all, for what it gave when it came and when it was judged: what comes back later isn't given by it.
    ///
    /// - Parameter acceptedUnder: the policies that were in force then: those accepted last, which may be older than the
    ///   request, while the newest have mistakes.
    private func hasChanged(_ request: AccessRequest, since contents: Int, _ acceptedUnder: PolicySet?) -> Bool {
        let line = world.source.line(from: world.source.tip).filter { $0 + 1 >= contents }
        let sets = line.compactMap { world.source.commits[$0].policies.set } + [acceptedUnder].compactMap(\.self)
        return request.access.contains { reference in
            Set(sets.map { $0.entitlements[reference.name]?.group }).count > 1
                || Set(sets.map { $0.entitlements[reference.name]?.accounts ?? [] }).count > 1
        }
    }

    /// Whether policies allow all that a request asks for, in every account.
    private func isWhollyAllowed(_ request: AccessRequest, _ policies: PolicySet) -> Bool {
        request.access.allSatisfy { reference in
            guard let entitlement = policies.entitlements[reference.name] else { return false }
            let accounts = reference.account.map { [$0] } ?? entitlement.accounts
            return accounts.allSatisfy { account in
                guard entitlement.accounts.contains(account), entitlement.limits.duration == nil,
                    let user = world.clouds[account]?.users[request.user], !user.id.text.hasPrefix("AIDB")
                else { return false }
                return isEligible(user, entitlement)
            }
        }
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

    /// A further run wrote nothing.
    func judgeStillness(_ tip: ObjectID?, _ before: Int, since begun: Timestamp) {
        // Unless something began or ended of itself just then.
        let states = [tip, world.remote.tip].compactMap { $0.flatMap { beliefs[$0] } }
        let windows = states.flatMap { $0.accepted.values.flatMap { [$0.window.start, $0.window.end] } + $0.grants.values.map(\.end) }
        // A request that was denied for its length is denied for something else once what is left of it is short enough.
        let requests = world.source.newest.files.values.compactMap(\.request)
        let limits = world.source.commits.compactMap(\.policies.set).flatMap(\.entitlements.values).compactMap(\.limits.duration)
        let shortened = requests.flatMap { request -> [Timestamp] in
            guard case .at(let end) = request.end else { return [] }
            return limits.map { end.advanced(by: .zero - $0) }
        }
        let between = begun.advanced(by: .seconds(-900))...world.time
        if (windows + shortened).contains(where: between.contains) { return }
        if sent != before { return fail("P4", "a further run wrote to a cloud, though all agreed") }
        if world.remote.tip != tip { fail("P4", "a further run wrote to the ledger, though all agreed") }
    }

    /// All windows are over.
    func judgeEnd() {
        if let (membership, grant) = now.grants.first {
            return fail("P2", "\(name(membership)) until \(grant.end) by the record, long ago")
        }
        for (membership, maker) in makers.sorted(by: { $0.key < $1.key }) {
            if case .run(let run, _) = maker, !isStanding(membership, now, nil) {
                return fail("P2", "\(name(membership)) by \(run), long past every end")
            }
        }
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
