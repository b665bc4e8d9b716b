import AccessCore

/// Who asked and should be in, once all is quiet (P4).
extension Oracle {
    /// Who asked without any doubt is in.
    func judgeRequests(_ known: Beliefs) {
        guard !isRewritten, let policies = inForce(at: world.source.tip, known) else { return }
        for (id, file) in world.source.newest.files.sorted(by: { $0.key < $1.key }) {
            guard let request = file.request, case .at(let end) = request.end, let contents = steady(id) else { continue }
            // Accepted by a machine whose clock is ahead and could be compared with none: it opens when that machine said.
            if let accepted = known.accepted[id], accepted.window.start > world.time { continue }
            guard (request.start ?? .earliest) < world.time.advanced(by: .seconds(-1500)), end > world.time else { continue }
            let origin = world.source.commits[contents]
            guard !origin.isMixed, let then = origin.parent.flatMap(rules), isSurelyApproved(id, file, request, contents, policies, known)
            else {
                continue
            }
            let acceptedUnder = known.accepted[id]?.policies.flatMap { world.policies[$0] }
            if endedForNothing.contains(id) || hasChanged(request, since: contents, acceptedUnder) { continue }
            if mayWait(request, known, then) || mayWait(request, known, policies) { continue }
            for reference in request.access {
                for account in reference.account.map({ [$0] }) ?? policies.entitlements[reference.name]?.accounts ?? [] {
                    guard let group = policies.entitlements[reference.name]?.group else { continue }
                    let membership = Membership(account: account, user: request.user, group: group)
                    guard entitlement(request, gives: membership, under: then) != nil, isWhollyAllowed(request, since: origin.time, then),
                        isWhollyAllowed(request, since: origin.time, policies), !keyIsTaken(membership)
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

    /// The policies that a step comes under.
    private func rules(before commit: Int) -> PolicySet? {
        world.swarm.proof.isOn ? surelyAccepted(at: commit) : world.source.commits[commit].policies.set
    }

    /// Whether people approved it without any doubt, where their word counts.
    private func isSurelyApproved(
        _ id: RequestID, _ file: Source.File, _ request: AccessRequest, _ step: Int, _ policies: PolicySet, _ known: Beliefs
    ) -> Bool {
        guard world.swarm.proof.isOn else { return true }
        guard isSettled(world.source.tip) else { return false }
        let content = Brought(id: id, blob: file.blob, request: request, step: step, commit: world.source.tip)
        // What was looked at first while the forge was late about a change of policies stays under those from before it.
        let then = world.source.commits[step].parent.flatMap(surelyAccepted)
        if let denied = known.denied[id], denied.blob == file.blob, denied.policies != then?.tree { return false }
        if let accepted = known.accepted[id], accepted.blob == file.blob, accepted.came != then?.tree { return false }
        // Nor is what was said until when forgotten by policies that ask nobody any more.
        let accepted = known.acceptedLast[id].flatMap { $0.blob == file.blob ? $0.policies : nil }.flatMap { world.policies[$0] }
        return [policies, accepted].compactMap(\.self).allSatisfy { isSurelyApproved(content, under: $0) }
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
    ///
    /// - Parameter merged: when it came: it was looked at first some time later, by a clock that may be an hour behind.
    private func isWhollyAllowed(_ request: AccessRequest, since merged: Int, _ policies: PolicySet) -> Bool {
        let came = World.start.advanced(by: .milliseconds(merged))
        let first = world.swarm.clocksAreOff ? came.advanced(by: .seconds(-4200)) : came
        return request.access.allSatisfy { reference in
            guard let entitlement = policies.entitlements[reference.name], isComplete(request, for: entitlement),
                request.isEmergency || entitlement.limits.duration == nil
            else { return false }
            if let ahead = entitlement.limits.ahead, let start = request.start, start.since(first) > ahead { return false }
            if request.isEmergency, case .at(let end) = request.end {
                guard let cap = entitlement.emergency?.duration, end.since(request.start ?? first) <= cap else { return false }
            }
            let accounts = reference.account.map { [$0] } ?? entitlement.accounts
            return accounts.allSatisfy { account in
                guard entitlement.accounts.contains(account), let user = world.clouds[account]?.users[request.user],
                    !user.id.text.hasPrefix("AIDB")
                else { return false }
                return isEligible(user, entitlement, in: account, under: policies)
            }
        }
    }

    /// Whether it may have to wait for a place or for a freeze window to close, by some policies: those from before it came
    /// and those of now count. What they said in between doesn't: runs look at it anew.
    private func mayWait(_ request: AccessRequest, _ known: Beliefs, _ policies: PolicySet) -> Bool {
        request.access.contains { reference in
            guard let entitlement = policies.entitlements[reference.name] else { return true }
            let files = world.source.newest.files.filter { !known.ended.contains($0.key) }.values.compactMap(\.request)
            let asking = files.filter { $0.access.contains { $0.name == reference.name } }.map(\.user)
            let holding = known.accepted.values.filter { $0.entitlements.values.contains(reference.name) }.map(\.user)
            let broken = world.source.newest.files.values.count { $0.request == nil }
            if let limit = entitlement.limits.active, Set(asking + holding).count + broken > limit { return true }
            let span = (world.time.advanced(by: .seconds(-1500)), world.time.advanced(by: .seconds(Self.slack)))
            return !request.isEmergency
                && entitlement.accounts.contains { mayBeFrozen(reference.name, $0, from: span.0, to: span.1, under: policies) }
        }
    }
}
