import AccessCore

/// The oracle's own reading of requests and policies.
extension Oracle {
    /// The policies of a commit, or those accepted last while it has mistakes, or is of a history that was rewritten and that
    /// nobody has vouched for.
    func inForce(at commit: Int, _ known: Beliefs) -> PolicySet? {
        let last = known.policy.flatMap { world.policies[$0.tree] }
        if world.swarm.proof.isOn {
            guard continues(commit, known), let sure = surelyAccepted(at: commit) else { return last ?? accepted(at: commit) }
            return sure.entitlements.isEmpty && known.grants.count > 1 ? last : sure
        }
        guard continues(commit, known) else { return last }
        // Where anybody may have written what is on record the branch tells which were in force before.
        if !world.swarm.isSigned {
            let sets = world.source.line(from: commit).lazy.compactMap { self.world.source.commits[$0].policies.set }
            return sets.first { !($0.entitlements.isEmpty && known.grants.count > 1) }
        }
        guard let newest = world.source.commits[commit].policies.set else { return last }
        // All entitlements gone at once: a mistake while something is granted.
        return newest.entitlements.isEmpty && known.grants.count > 1 ? last : newest
    }

    /// Whether a commit comes after what was judged last.
    private func continues(_ commit: Int, _ known: Beliefs) -> Bool {
        guard let judged = known.judged.flatMap(Source.number) else { return true }
        var next: Int? = commit
        while let number = next, number > judged { next = world.source.commits[number].parent }
        return next == judged
    }

    /// All policies that may have been in force at a commit: while some have mistakes, or are refused, earlier ones stay.
    func allInForce(at commit: Int) -> [PolicySet] {
        guard world.swarm.proof.isOn else { return world.source.line(from: commit).compactMap { world.source.commits[$0].policies.set } }
        if let known = everAccepted[commit] { return known }
        let found = everAccepted(at: commit)
        everAccepted[commit] = found
        return found
    }

    /// Which entitlement of a request gives a membership under policies.
    func entitlement(_ request: AccessRequest, gives membership: Membership, under policies: PolicySet) -> Entitlement? {
        guard request.user == membership.user else { return nil }
        for reference in request.access where reference.account == nil || reference.account == membership.account {
            guard let entitlement = policies.entitlements[reference.name], entitlement.group == membership.group else { continue }
            if entitlement.accounts.contains(membership.account) { return entitlement }
        }
        return nil
    }

    /// Contents that a request's file had along the branch, the newest first, until it wasn't there.
    func contents(_ id: RequestID, from commit: Int) -> [(commit: Int, file: Source.File)] {
        var contents: [(commit: Int, file: Source.File)] = []
        for number in world.source.line(from: commit) {
            guard let file = world.source.commits[number].files[id] else { break }
            if contents.last?.file == file { contents[contents.count - 1].commit = number } else { contents.append((number, file)) }
        }
        return contents
    }

    /// Why nobody's approved request gives a membership at an instant; nil if one does (P1).
    ///
    /// A request gives it if its acceptance is on record, the accepted content stood in the source, came in a step that
    /// changed no policies, and gave it under policies from before that step; if no content since then takes it away; and
    /// if the policies of now still allow it.
    func unjustified(_ membership: Membership, at instant: Timestamp, _ commit: Int, _ known: Beliefs, _ process: Process) -> String? {
        guard let user = process.seen.readings[membership.account]?.users[membership.user] else { return "nobody saw that user" }
        var reasons: [String] = []
        for (id, accepted) in known.accepted.sorted(by: { $0.key < $1.key }) where accepted.user == membership.user {
            guard let why = unjustified(membership, user, at: instant, commit, id, accepted, known, process) else { return nil }
            reasons.append("\(id) \(why)")
        }
        return reasons.isEmpty ? "no accepted request gives it" : reasons.joined(separator: "; ")
    }

    private func unjustified(
        _ membership: Membership, _ user: ActualUser, at instant: Timestamp, _ commit: Int, _ id: RequestID, _ accepted: Beliefs.Accepted,
        _ known: Beliefs, _ process: Process
    ) -> String? {
        guard let bound = accepted.units[membership] else { return "gives something else" }
        guard bound == user.id else { return "was of another user by that name" }
        let slack = Duration.seconds(Self.slack)
        guard accepted.window.start.advanced(by: .zero - slack) <= instant, instant < accepted.window.end.advanced(by: slack) else {
            return "gives it \(accepted.window.start)…\(accepted.window.end)"
        }
        var contents = contents(id, from: commit)
        guard !contents.isEmpty else { return "isn't in the source" }
        // What was accepted of a history that was dropped since stands like any earlier content, as long as its file is there.
        // So does what was accepted before all were gone and came back, though its file has mistakes now.
        let isEarlier = isRewritten || deletions(of: id, upTo: commit).allSatisfy { allWereGone(after: $0, id, upTo: commit) }
        let earlier = isEarlier ? known.acceptedLastIn[id].map { self.contents(id, from: $0) } ?? [] : []
        if !contents.contains(where: { $0.file.blob == accepted.blob }) { contents += earlier }
        guard let place = contents.firstIndex(where: { $0.file.blob == accepted.blob }), let request = contents[place].file.request else {
            return "was accepted with a content that the source never had"
        }
        var accepted = accepted
        if canForge {
            // What somebody wrote of a content counts no further than that asks for.
            guard let asked = request.window(acceptedAt: accepted.window.start),
                let window = Window(start: max(asked.start, accepted.window.start), end: min(asked.end, accepted.window.end)),
                window.start.advanced(by: .zero - slack) <= instant, instant < window.end.advanced(by: slack)
            else { return "asks for less than is on record, and not for then" }
            accepted.window = window
        }
        // That all are gone ends nothing: a run sees where the branch is, not in how many steps it got there.
        let ended = deletions(of: id, upTo: commit).filter { !allWereGone(after: $0, id, upTo: commit) }
        if let first = known.acceptedIn[id], !isRewritten, ended.contains(where: { $0 > first }) {
            return "was deleted after it was accepted"
        }
        let origin = world.source.commits[contents[place].commit]
        // What was there when an operator vouched for the branch counts as brought in by that, under the policies of then.
        let line = Set(world.source.line(from: commit))
        let vouched = known.trusted.compactMap(Source.number).filter {
            line.contains($0) && world.source.commits[$0].files[id]?.blob == accepted.blob
        }
        // A record that somebody forged lets in what was merged, though it was refused: as soon as any policies since then allow it.
        let isForged = mayBeForged(at: commit)
        guard !origin.isMixed || isRewritten || accepted.isPartial || !vouched.isEmpty || isForged else {
            return "came together with a change of policies"
        }
        let then = ((isForged ? commit : origin.parent).map { allInForce(at: $0) } ?? []) + vouched.flatMap { allInForce(at: $0) }
        guard then.contains(where: { entitlement(request, gives: membership, under: $0) != nil }) else {
            return "wasn't allowed when it came"
        }
        if !isRewritten, let why = unapproved(membership, at: instant, commit, id, accepted, earlier) { return why }
        if case .at(let end) = request.end, accepted.window.end > end { return "was accepted for longer than it asks" }
        if let start = request.start, accepted.window.start < start { return "was accepted from earlier on than it asks" }
        // Of the contents since then the newest counts, if it has no mistake: runs see where the branch is, not how it went.
        if place > 0, let newest = contents[0].file.request {
            let asks = allInForce(at: commit).contains { entitlement(newest, gives: membership, under: $0) != nil }
            guard asks else { return "doesn't ask for it any more" }
            if case .at(let end) = newest.end, instant >= end.advanced(by: slack) { return "was ended at \(end)" }
        }
        // While nobody has vouched for a history that was rewritten, its policies aren't in force: those accepted last are.
        let last = isRewritten ? known.policy.flatMap { world.policies[$0.tree] } : nil
        let now = allInForce(at: commit).prefix(isSettled(commit) ? 1 : 100) + [last].compactMap { $0 }
        let isAllowed = now.contains { policies in
            policies.entitlements.values.contains { entitlement in
                entitlement.group == membership.group && entitlement.accounts.contains(membership.account)
                    && isEligible(user, entitlement, in: membership.account, under: policies)
                    && longest(entitlement, isEmergency: accepted.isEmergency).map {
                        instant < accepted.window.start.advanced(by: $0 + slack)
                    } ?? false
            }
        }
        guard isAllowed else { return "isn't allowed any more" }
        guard !accepted.isEmergency, let name = accepted.entitlements[membership] else { return nil }
        let limits = now.map { $0.entitlements[name]?.limits.active }
        guard !limits.contains(nil), let limit = limits.compactMap(\.self).max() else { return nil }
        return isFull(membership, for: id, limit: limit, at: instant, commit, known, process) ? "finds no place: \(limit) have it" : nil
    }

    /// Whether the policies of a commit are surely those in force: they have no mistake, never moved an account, and name
    /// something.
    func isSettled(_ commit: Int) -> Bool {
        guard let policies = world.source.commits[commit].policies.set, !policies.entitlements.isEmpty else { return false }
        return !world.swarm.proof.isOn || surelyAccepted(at: commit)?.tree == policies.tree
    }

    /// Whether somebody may have written what is on record as accepted, and nothing but the merge proves it: no key signs the ledger, and
    /// no policies from the root of trust on want anybody's word.
    private func mayBeForged(at commit: Int) -> Bool {
        guard canForge else { return false }
        return world.source.line(from: commit).allSatisfy {
            world.source.commits[$0].policies.set?.settings.evidence ?? [.merge] == [.merge]
        }
    }

    /// Whether somebody writes into a ledger that nobody signs.
    private var canForge: Bool { world.swarm.acts.contains(.forgeRecords) && !world.swarm.isSigned }

    var isRewritten: Bool { world.swarm.acts.contains(.rewriteSource) }

    /// A request on record that gives a membership at an instant without any doubt (P5).
    ///
    /// - Parameter returned: whether one counts that was deleted and came back before any run had seen it: it may be ended
    ///   by each run that looks at those steps again, and goes on until one does.
    /// - Parameter only: the one request that is asked about; nil for any.
    func surelyGiven(
        _ membership: Membership, at instant: Timestamp, _ commit: Int, _ known: Beliefs, _ process: Process, margin: Int64 = Oracle.slack,
        returned: Bool = false, only: RequestID? = nil
    ) -> RequestID? {
        let slack = Duration.seconds(margin)
        guard let user = process.seen.readings[membership.account]?.users[membership.user], isSettled(commit) else { return nil }
        for (id, accepted) in known.accepted.sorted(by: { $0.key < $1.key }) {
            guard only ?? id == id, accepted.units[membership] == user.id, !known.ended.contains(id) else { continue }
            guard accepted.window.start.advanced(by: slack) <= instant, instant < accepted.window.end.advanced(by: .zero - slack) else {
                continue
            }
            guard let file = world.source.commits[commit].files[id], file.blob == accepted.blob, let request = file.request else {
                continue
            }
            // A record says no more than its content asks for, where somebody may have forged it.
            guard let asked = request.window(acceptedAt: accepted.window.start), asked.start.advanced(by: slack) <= instant,
                instant < asked.end.advanced(by: .zero - slack)
            else { continue }
            // A file that was deleted on the way and came back has ended.
            let first = returned ? known.acceptedIn[id] ?? 0 : 0
            guard !isRewritten, !deletions(of: id, upTo: commit).contains(where: { $0 > first }) else { continue }
            let policies = [known.policy?.tree, world.source.commits[commit].policies.tree].compactMap { $0.flatMap { world.policies[$0] } }
            guard isSurelyProven(id, request, accepted, commit, policies, process) else { continue }
            let isAllowed = policies.allSatisfy { policies in
                // By the entitlement that was approved: another one that names the group now wasn't.
                guard let entitlement = entitlement(request, gives: membership, under: policies),
                    entitlement.name == accepted.entitlements[membership]
                else { return false }
                guard let longest = longest(entitlement, isEmergency: accepted.isEmergency),
                    instant < accepted.window.start.advanced(by: longest - slack)
                else { return false }
                // Before a freeze window closes only what was granted before counts, until the end that it had.
                if mayBeFrozen(membership, accepted, at: instant, policies), known.grants[membership].map({ instant >= $0.end }) ?? true {
                    return false
                }
                if only == nil, !accepted.isEmergency, let limit = entitlement.limits.active,
                    !hasPlace(id, membership.account, entitlement.name, limit: limit, known, process)
                {
                    return false
                }
                return isEligible(user, entitlement, in: membership.account, under: policies)
            }
            if isAllowed { return id }
        }
        return nil
    }

    /// Whether not one request was left at some time between the deletion of a request's file and its return.
    private func allWereGone(after deletion: Int, _ id: RequestID, upTo commit: Int) -> Bool {
        let since = world.source.line(from: commit).reversed().drop { $0 != deletion }
        return since.prefix { world.source.commits[$0].files[id] == nil }.contains { world.source.commits[$0].files.isEmpty }
    }

    /// The commits of a line that took a request's file away.
    func deletions(of id: RequestID, upTo commit: Int) -> [Int] {
        world.source.line(from: commit).filter { number in
            let step = world.source.commits[number]
            return step.files[id] == nil && step.parent.map { world.source.commits[$0].files[id] != nil } ?? false
        }
    }
}
