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
        guard !world.isOver, broken.isEmpty, process.kind == .reconcile || process.kind == .expire, !process.stop.isRequested else {
            return
        }
        guard let first = process.seen.firstView.flatMap({ beliefs[$0] }), let last = process.seen.view.flatMap({ beliefs[$0] }) else {
            return
        }
        guard clockIsRight(process) else { return }
        let due = World.start.advanced(by: .milliseconds(process.begun)).advanced(by: .seconds(-Self.slack))
        for (membership, grant) in first.grants.sorted(by: { $0.key < $1.key }) where grant.end <= due {
            guard !process.seen.troubled.contains(membership.account), let cloud = world.clouds[membership.account] else { continue }
            // Another run has extended it meanwhile, on record.
            if let now = last.grants[membership], now.end > grant.end { continue }
            guard let user = cloud.users[membership.user], user.groups.contains(membership.group), user.id == grant.userID else { continue }
            guard case .run(_, let since) = makers[membership], since < process.begun else { continue }
            if let touched = handled[membership], touched > process.begun - 200_000 { continue }
            if isStanding(membership, last, process) { continue }
            // P5: something else that is in force gives it, and only its longer end couldn't be written yet.
            if let source = process.seen.source, surelyGiven(membership, at: process.now, source.commit, last, process) != nil { continue }
            fail(
                "P2",
                "\(process.run) ended, but \(membership.user) is in \(membership.group) of \(membership.account), which by the record ended at \(grant.end)"
            )
        }
    }

    private func isLawful(_ tip: ObjectID) -> Bool {
        world.remote.lawful.map { (try? world.remote.objects.isAncestor(tip, of: $0)) == true } ?? false
    }

    /// Who became a standing member while something granted lasted keeps the membership: it isn't ours any more.
    func keepsStanding(_ membership: Membership, _ known: Beliefs, _ process: Process?) {
        if case .run = makers[membership], isStanding(membership, known, process) { makers[membership] = .hand }
    }

    func isStanding(_ membership: Membership, _ known: Beliefs, _ process: Process?) -> Bool {
        let recorded = known.policy?.fence.first { $0.account == membership.account && $0.group == membership.group }
        if recorded?.standing.contains(membership.user) == true { return true }
        let policies = process?.seen.source.flatMap { inForce(at: $0.commit, known) }
        return policies?.entitlements.values.contains {
            $0.group == membership.group && $0.accounts.contains(membership.account) && $0.standing.contains(membership.user)
        } ?? false
    }

    /// Whether a run could tell the time: by its own clock, or by those of clouds that agree.
    private func clockIsRight(_ process: Process) -> Bool {
        let clouds = world.clouds.values
        if abs(process.clockOffset) <= 120 { return clouds.allSatisfy { !$0.isRemote || abs($0.offset) <= 60 } }
        return clouds.allSatisfy { $0.isRemote && abs($0.offset) <= 60 } && process.seen.unread.isEmpty
            && process.seen.readings.count == clouds.count
    }
}
