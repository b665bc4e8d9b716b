import AccessCore

/// The promises that can be looked at when a write is sent.
extension Oracle {
    func sends(_ change: DirectoryChange, in cloud: Cloud, _ process: Process) {
        guard !world.isOver, broken.isEmpty else { return }
        sent += 1
        let what = "\(process.run) sent '\(change.words)' in \(cloud.name)"
        let known = process.seen.view.flatMap { beliefs[$0] } ?? Beliefs()
        let leases = world.source.commits[0].policies.set?.settings.leases ?? LeaseFormat()
        guard let group = change.group ?? Setting.groups.first(where: { leases.key(for: $0) == change.key }) else {
            return fail("P7", "\(what): that tag's key is of no entitlement")
        }
        let membership = Membership(account: cloud.name, user: change.user, group: group)
        let announced = intent(of: process, for: change, in: cloud.name)
        judgeFence(change, membership, known, process, what)
        judgeRecord(change, membership, known, announced, process, what)
        switch change {
        case .addMember: judgeGrant(membership, known, process, what)
        case .setTag(_, let key, let value):
            judgeEnd(value, membership, known, process, what)
            if known.grants[membership] == nil { judgeTag(key, membership, process, what) }
        case .removeMember: judgeRemoval(membership, known, process, what)
        case .removeTag(_, let key): if known.recordedEnd(membership) == nil { judgeTag(key, membership, process, what) }
        }
    }

    /// P7: a tag that was never a lease is somebody's own.
    private func judgeTag(_ key: String, _ membership: Membership, _ process: Process, _ what: String) {
        guard let tag = process.seen.readings[membership.account]?.users[membership.user]?.tag(key) else { return }
        if end(of: tag, readsOlder: true) == nil { fail("P7", "\(what), where '\(tag)' is no lease") }
    }

    /// P7: only groups that a policy in force names, or that the ledger records as granted by us and not yet ended.
    private func judgeFence(_ change: DirectoryChange, _ membership: Membership, _ known: Beliefs, _ process: Process, _ what: String) {
        let fenced = Beliefs.Fenced(account: membership.account, group: membership.group)
        let isInForce = known.fence.contains(fenced) || known.recordedEnd(membership) != nil
        let isRead =
            process.seen.source.map { source in
                // Where the forge may not have told it which are accepted, those from before may be in force.
                let earlier = world.swarm.proof.isOn ? allInForce(at: source.commit) : []
                return ([inForce(at: source.commit, known)].compactMap(\.self) + earlier).contains { $0.names(fenced) }
            } ?? false
        if !isInForce, !isRead { fail("P7", "\(what): no policy names that group") }
    }

    /// P3: covered by an intent of this run that was on record before; or, while the ledger can't be had, a removal whose
    /// recorded end has passed.
    private func judgeRecord(
        _ change: DirectoryChange, _ membership: Membership, _ known: Beliefs, _ announced: Action?, _ process: Process, _ what: String
    ) {
        if announced != nil { return }
        let isRemoval =
            switch change {
            case .removeMember, .removeTag: true
            default: false
            }
        guard isRemoval, process.seen.lacksLedger || process.seen.races > 0 else {
            return fail("P3", "\(what): no intent of its own was on record")
        }
        guard isDue(membership, known, process) else {
            fail(
                "P3",
                "\(what): the ledger couldn't be had, and it wasn't due (on record: \(known.recordedEnd(membership)?.description ?? "nothing"))"
            )
            return
        }
    }

    /// Whether the recorded end, or the end that the lease states, has passed, as far as clocks can tell.
    func isDue(_ membership: Membership, _ known: Beliefs, _ process: Process) -> Bool {
        let now = latest(process).advanced(by: .seconds(Self.slack))
        if let end = known.recordedEnd(membership), end <= now { return true }
        let leases = known.policy?.leases ?? world.source.commits[0].policies.set?.settings.leases ?? LeaseFormat()
        let user = process.seen.readings[membership.account]?.users[membership.user]
        guard let tag = user?.tag(leases.key(for: membership.group)), let end = end(of: tag, readsOlder: true) else { return false }
        return end <= now
    }

    /// P1, P6, P12: what must hold whenever somebody is let in.
    private func judgeGrant(_ membership: Membership, _ known: Beliefs, _ process: Process, _ what: String) {
        if process.seen.unread.contains(membership.account) {
            return fail("P6", "\(what), though the account couldn't be read")
        }
        // An account that an attempt before this one read, and this one needs no more, has nothing to compare with.
        for (name, reading) in process.seen.readings.filter({ process.seen.asked.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
            guard reading.clock != nil, let cloud = world.clouds[name] else { continue }
            let difference = cloud.offset - process.clockOffset
            if abs(difference) > Self.slack + 40 {
                return fail("P12", "\(what), though its clock and that of \(name) differ by \(difference) s")
            }
        }
        guard let source = process.seen.source else { return fail("P1", "\(what) without having read the source") }
        if let why = unjustified(membership, at: process.now, source.commit, known, process) { return fail("P1", "\(what): \(why)") }
        judgeFreeze(membership, until: nil, known, process, what)
        // What is on the branch now counts, not what was there long ago.
        if world.now - source.time > 420_000, let why = unjustified(membership, at: process.now, world.source.tip, known, process) {
            fail("P1", "\(what) by what the source said \((world.now - source.time) / 1000) s ago; now: \(why)")
        }
    }

    /// P1: a lease never states an end that nobody approved.
    private func judgeEnd(_ value: String, _ membership: Membership, _ known: Beliefs, _ process: Process, _ what: String) {
        guard let end = Timestamp(value) else { return fail("P1", "\(what): that is no end") }
        judgeShorter(end, membership, known, process, what)
        judgeFreeze(membership, until: end, known, process, what)
        if let source = process.seen.source {
            // Where not one request is left what was granted stays until its end, or one that was brought forward before; and on a
            // history that was rewritten who is in stays by what was accepted, for less if that is what the file asks for now.
            let isEmpty = world.source.commits[source.commit].files.isEmpty
            if isEmpty || isRewritten, let grant = known.grants[membership], end <= grant.end { return }
            guard let why = unjustified(membership, at: end.advanced(by: .seconds(-1)), source.commit, known, process) else { return }
            fail("P1", "\(what): \(why)")
        } else {
            fail("P1", "\(what) without having read the source")
        }
    }

    /// P5: what is given without any doubt isn't cut short.
    private func judgeShorter(_ end: Timestamp, _ membership: Membership, _ known: Beliefs, _ process: Process, _ what: String) {
        guard let source = process.seen.source, let grant = known.grants[membership] else { return }
        // Right after it, as far as clocks can tell: a gap that comes between two windows stays one.
        let next = end.advanced(by: .seconds(Self.slack + 1))
        guard next < grant.end, let id = surelyGiven(membership, at: next, source.commit, known, process) else { return }
        fail("P5", "\(what), while \(id) gives it until \(grant.end)")
    }

    /// The end that record and cloud agree on, which hasn't come, though the run saw an earlier one: a read that lags. Nil where
    /// there is no such end, or somebody's hand was at it.
    private func overlooked(_ membership: Membership, _ known: Beliefs, _ process: Process) -> Timestamp? {
        guard let grant = known.grants[membership], grant.end > latest(process).advanced(by: .seconds(Self.slack)),
            isDue(membership, known, process), let user = world.clouds[membership.account]?.users[membership.user],
            user.id == grant.userID, user.tag(grant.lease).flatMap({ end(of: $0, readsOlder: true) }) == grant.end
        else { return nil }
        if let touched = handled[membership], touched > process.begun - 600_000 { return nil }
        // The earlier end was never one of ours, however long it stood there.
        let (account, name, key) = (membership.account, membership.user, grant.lease)
        if let seen = process.seen.readings[account]?.users[name]?.tag(key),
            writtenByHand.contains(TagByHand(account: account, user: name, key: key, value: seen))
        {
            return nil
        }
        return grant.end
    }

    /// P2, P5, P6, P7: what must hold whenever somebody is taken out.
    private func judgeRemoval(_ membership: Membership, _ known: Beliefs, _ process: Process, _ what: String) {
        // Others may have granted it anew, on record, while this run stood still; not if they were at it when it was announced.
        let others = (known.open + underWay[process.run, default: []]).filter { $0.run != process.run && $0.account == membership.account }
            .flatMap(\.intent.actions)
        let isUnderWay = others.contains { $0.action != .revoke && $0.membership(in: membership.account) == membership }
        if !isUnderWay, !process.seen.lacksLedger, process.seen.races == 0,
            let now = world.remote.tip.flatMap({ beliefs[$0] })?.grants[membership],
            now.end > world.time.advanced(by: .seconds(Self.slack)), isDue(membership, known, process), known.grants[membership] != nil,
            known.grants[membership]?.end != now.end
        {
            return fail("P5", "\(what), which was due by what it knew, but was granted anew until \(now.end)")
        }
        if isSurelyStanding(membership, known, process) { return fail("P7", "\(what), a standing member") }
        if let end = overlooked(membership, known, process) {
            return fail("P5", "\(what), by a tag from before it was extended until \(end)")
        }
        if isDue(membership, known, process) { return }
        if process.seen.unread.contains(membership.account) {
            return fail("P6", "\(what): the account couldn't be read, and it isn't due")
        }
        guard let source = process.seen.source else { return fail("P5", "\(what): it isn't due, and the source wasn't read") }
        let policies = inForce(at: source.commit, known)
        let entitlement = policies?.entitlements.values.first { $0.group == membership.group && $0.accounts.contains(membership.account) }
        // By the machine's clock, by the true one and by the clouds': where they differ, the clouds' decides.
        let times = [process.now, world.time, cloudsTime(process) ?? world.time]
        let givers = times.map { surelyGiven(membership, at: $0, source.commit, known, process) }
        if let id = givers[0], !givers.contains(nil) {
            return fail("P5", "\(what), while \(id) gives it and hasn't ended")
        }
        if known.recordedEnd(membership) == nil, (entitlement?.drift ?? policies?.settings.drift) == .report {
            // A run that judged while the policies said otherwise may still be at it.
            let before = known.policy?.fence.first { $0.account == membership.account && $0.group == membership.group }
            // Nor can anybody tell a hand's doing from a write that comes late.
            let now = min(process.now, world.time, cloudsTime(process) ?? world.time)
            let mayBeLate = known.givenUp[membership].map { now.since($0) < .seconds(3600 + Self.slack) } ?? false
            if before?.drift != .enforce, !mayBeLate { fail("P7", "\(what): nobody approved it, but drift is only to be reported") }
        }
    }
}

extension DirectoryChange {
    /// Of a tag.
    var key: String? {
        switch self {
        case .setTag(_, let key, _), .removeTag(_, let key): key
        case .addMember, .removeMember: nil
        }
    }
}

extension PolicySet {
    func names(_ fenced: Beliefs.Fenced) -> Bool {
        entitlements.values.contains { $0.group == fenced.group && $0.accounts.contains(fenced.account) }
    }

    func isStanding(_ membership: Membership) -> Bool {
        entitlements.values.contains {
            $0.group == membership.group && $0.accounts.contains(membership.account) && $0.standing.contains(membership.user)
        }
    }
}
