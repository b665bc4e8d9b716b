import AccessCore
import Git
import Reconciliation

/// What must hold when a run has ended well (P2).
extension Oracle {
    func ended(_ process: Process, _ report: RunReport) {
        if let tip = report.ledger.flatMap({ ObjectID(hex: $0.text) }), !report.isRaced, process.kind != .plan,
            !forks.contains(process.run), isLawful(tip)
        {
            heads.append(tip)
        }
        guard !world.isOver, broken.isEmpty, process.kind != .release, process.kind != .trust, !process.stop.isRequested else { return }
        if process.kind != .expire { judgeAlarms(process, report) }
        guard process.kind != .plan else { return }
        guard let first = process.seen.firstView.flatMap({ beliefs[$0] }), let last = process.seen.view.flatMap({ beliefs[$0] }) else {
            return
        }
        guard clockIsRight(process) else { return }
        if process.kind == .reconcile, report.source != nil, !report.isRaced, abs(process.clockOffset) <= 60 {
            judgeLosses(process, report, first, last)
        }
        let due = World.start.advanced(by: .milliseconds(process.begun)).advanced(by: .seconds(-Self.slack))
        for (membership, grant) in first.grants.sorted(by: { $0.key < $1.key }) where grant.end <= due {
            guard !process.seen.troubled.contains(membership.account), let cloud = world.clouds[membership.account] else { continue }
            // Another run has extended it meanwhile, on record, or granted it anew, which whoever can't have the ledger doesn't know.
            let newest = world.remote.tip.flatMap { beliefs[$0] }
            if [last, newest].contains(where: { ($0?.grants[membership]?.end ?? .earliest) > grant.end }) { continue }
            // Or is about to.
            if last.announced(membership).contains(where: { $0.until.map { $0 > grant.end } ?? false }) { continue }
            guard let user = cloud.users[membership.user], user.groups.contains(membership.group), user.id == grant.userID else { continue }
            guard case .run(_, let since) = makers[membership], since < process.begun else { continue }
            if let touched = handled[membership], touched > process.begun - 200_000 { continue }
            if isStanding(membership, last, process) { continue }
            // P5: something else that is in force gives it, and only its longer end couldn't be written yet.
            if let source = process.seen.source {
                // Whatever stood still since is as it was when it was decided.
                let read = World.start.advanced(by: .milliseconds(source.time) + .seconds(process.clockOffset))
                let isGiven = [process.now, read].contains { instant in
                    surelyGiven(membership, at: instant, source.commit, last, process, margin: 0, returned: true) != nil
                        // What it was changed to isn't accepted yet, and takes nothing away.
                        || unjustified(membership, at: instant, source.commit, last, process) == nil
                }
                if isGiven { continue }
            }
            fail(
                "P2",
                "\(process.run) ended, but \(membership.user) is in \(membership.group) of \(membership.account), which by the record ended at \(grant.end)"
            )
        }
    }

    /// P4: what nothing gives any more by what a run read is gone when it has ended well, whatever else it waits for.
    private func judgeLosses(_ process: Process, _ report: RunReport, _ first: Beliefs, _ last: Beliefs) {
        // Whoever can't tell the time, or stood still after a cloud had told it, takes away only what is due.
        guard !report.diagnostics.contains(where: { $0.code == "DP5001" }) else { return }
        guard let source = process.seen.source, !isRewritten, isSettled(source.commit), !process.seen.lacksLedger,
            !world.source.commits[source.commit].files.isEmpty
        else { return }
        // As it was when the run had read it: what ends later is for the next one.
        let read = World.start.advanced(by: .milliseconds(source.time) + .seconds(process.clockOffset))
        for (membership, grant) in last.grants.sorted(by: { $0.key < $1.key }) where first.grants[membership] == grant {
            // It tried, and says that it failed.
            let results = report.results[membership.account] ?? []
            guard last.isNamed(membership.account) else { continue }
            if results.contains(where: { !$0.isDone && $0.action.membership(in: membership.account) == membership }) { continue }
            guard !last.held.contains(membership.account), !process.seen.troubled.contains(membership.account),
                !process.seen.unread.contains(membership.account),
                world.clouds[membership.account]?.users[membership.user]?.id == grant.userID,
                unjustified(membership, at: read, source.commit, first, process) != nil,
                let why = unjustified(membership, at: read, source.commit, last, process)
            else { continue }
            let later = openings(of: membership, after: read, last)
            guard later.allSatisfy({ unjustified(membership, at: $0, source.commit, last, process) != nil }) else { continue }
            fail("P4", "\(process.run) ended, but \(name(membership)) until \(grant.end), and nothing gives it: \(why)")
        }
    }

    /// When windows open in which a membership was granted by a clock that is ahead of this one's, by no more than two clocks
    /// may differ that are each two minutes off: nobody is taken out for that (P5).
    private func openings(of membership: Membership, after instant: Timestamp, _ known: Beliefs) -> [Timestamp] {
        guard let grant = known.grants[membership] else { return [] }
        return known.accepted.values.filter { $0.units[membership] != nil }.map(\.window.start).filter {
            $0 > instant && $0 <= grant.changed && $0.since(instant) < .seconds(2 * Self.slack)
        }
    }

    /// P5: a request ends for a reason: its window is over, its file is or was gone, or its content says so.
    func judgeEnding(_ entry: LedgerEntry, _ before: Beliefs, _ process: Process?) {
        guard case .ended(let ending) = entry.event, let process, let source = process.seen.source, !isRewritten else { return }
        let now = latest(process).advanced(by: .seconds(Self.slack))
        let file = world.source.commits[source.commit].files[ending.request.id]
        let isGone = file == nil || !deletions(of: ending.request.id, upTo: source.commit).isEmpty
        // By its own clock alone; ended is final all the same.
        if ending.because == .expired, ending.end > world.time.advanced(by: .seconds(Self.slack)) {
            endedForNothing.insert(ending.request.id)
        }
        // A machine whose clock is ahead, and can be compared with none, opens it when that clock says; nothing is left of it
        // if it is changed to end before.
        let opened = before.accepted[ending.request.id]?.window.start ?? .earliest
        let isOver =
            switch ending.because {
            case .expired: ending.end <= now
            case .deleted: isGone
            case .endedEarly:
                file?.request.map { request in
                    switch request.end {
                    case .at(let end): end <= now || end <= request.start ?? opened
                    case .after(let span): (request.start ?? World.start).advanced(by: span) <= now
                    }
                } ?? false
            }
        // All of them gone at once: more likely a mistake than so many ends, unless a person says otherwise.
        let due = now.advanced(by: .seconds(Self.slack))
        let inForce = before.accepted.values.count { $0.window.end > due }
        if ending.because == .deleted, ending.end > due, inForce > 1, world.source.commits[source.commit].files.isEmpty,
            before.vanished.map({ !before.released.contains($0) }) ?? true
        {
            return fail(
                "P5", "\(process.run) ended \(ending.request.id), though all requests were gone at once and nobody had released that")
        }
        if !isOver { fail("P5", "\(process.run) recorded that \(ending.request.id) ended (\(ending.because.rawValue)), and it didn't") }
    }

    private func isLawful(_ tip: ObjectID) -> Bool {
        world.remote.lawful.map { (try? world.remote.objects.isAncestor(tip, of: $0)) == true } ?? false
    }

    /// Who became a standing member while something granted lasted keeps the membership: it isn't ours any more.
    func keepsStanding(_ membership: Membership, _ known: Beliefs, _ process: Process?) {
        if case .run = makers[membership], isStanding(membership, known, process) { makers[membership] = .hand }
    }

    /// Whether somebody is a standing member by the policies on record, or by those that the run may have read.
    func isStanding(_ membership: Membership, _ known: Beliefs, _ process: Process?) -> Bool {
        if known.isStanding(membership) { return true }
        guard let commit = process?.seen.source?.commit else { return false }
        return ([inForce(at: commit, known)].compactMap(\.self) + mayBeInForce(at: commit)).contains { $0.isStanding(membership) }
    }

    /// Whether somebody is one without any doubt: by the policies on record, and by those that the run read.
    func isSurelyStanding(_ membership: Membership, _ known: Beliefs, _ process: Process) -> Bool {
        guard known.isStanding(membership) else { return false }
        guard let source = process.seen.source, let policies = inForce(at: source.commit, known) else { return true }
        return policies.isStanding(membership)
    }

    /// The latest time that a run may go by: the true one, its own clock's, or the one that all clouds it read agree has come
    /// (P12).
    func latest(_ process: Process) -> Timestamp {
        max(world.time, process.now, cloudsTime(process) ?? .earliest)
    }

    /// What all clouds that a run read agree has come, if any has a clock.
    func cloudsTime(_ process: Process) -> Timestamp? {
        process.seen.offsets.values.min().map { world.time.advanced(by: .seconds($0)) }
    }

    /// Whether a run could tell the time: by its own clock, or by those of clouds that agree.
    private func clockIsRight(_ process: Process) -> Bool {
        let clouds = world.clouds.values
        if abs(process.clockOffset) <= 120 { return clouds.allSatisfy { !$0.isRemote || abs($0.offset) <= 60 } }
        return clouds.allSatisfy { $0.isRemote && abs($0.offset) <= 60 } && process.seen.unread.isEmpty
            && process.seen.readings.count == clouds.count
    }
}
