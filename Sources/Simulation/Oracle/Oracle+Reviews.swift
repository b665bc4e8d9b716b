import AccessCore
import Reconciliation

/// Emergencies are looked at afterwards, or nobody hears the end of it.
extension Oracle {
    /// P1: a review goes on record only if somebody merged it once the emergency was on record.
    ///
    /// - Parameter sum: with all that comes before it in the same step of the ledger.
    func judgeReview(_ review: Review, _ before: Beliefs, _ sum: Beliefs, _ process: Process?) {
        guard let process, let source = process.seen.source, !isRewritten else { return }
        let id = review.request.id
        guard before.emergencies[id] != nil else { return fail("P1", "\(process.run) recorded a review of \(id), which is no emergency") }
        let file = world.source.commits[source.commit].reviews[id]
        guard file?.blob == review.blob, file?.verdict == review.verdict,
            let origin = world.source.origin(ofReview: id, at: source.commit)
        else { return fail("P1", "\(process.run) recorded a review of \(id) that nobody wrote") }
        // One that somebody wrote into the ledger gives nothing, and its review says nothing.
        // Nor does it say since when one was there that lay there before.
        let isForged = world.swarm.acts.contains(.forgeRecords)
        if isForged, sum.emergencyIn[id] == nil { return }
        guard let accepted = sum.emergencyIn[id], origin > accepted || isForged else {
            return fail("P1", "\(process.run) recorded a review of \(id) that was written before the emergency was on record")
        }
        let policies = inForce(at: source.commit, sum)
        if let policies, !isApproved(review.blob, of: id, heldBy: sum.acceptedLast[id]?.user, at: source.commit, under: policies, .possible)
        {
            fail("P1", "\(process.run) recorded a review of \(id) that nobody approved who may")
        }
    }

    /// Whether somebody merged a review of an emergency that was on record.
    private func isReviewed(_ id: RequestID, at commit: Int, _ known: Beliefs) -> Bool {
        guard let accepted = known.emergencyIn[id], let origin = world.source.origin(ofReview: id, at: commit) else { return false }
        guard let review = world.source.commits[commit].reviews[id], origin > accepted else { return false }
        let holder = known.acceptedLast[id]?.user
        return inForce(at: commit, known).map { isApproved(review.blob, of: id, heldBy: holder, at: commit, under: $0, .possible) } ?? true
    }

    /// P8: each run says of each emergency that nobody has reviewed in time that it is so, and says it of no other; and that
    /// files which should go stay.
    func judgeAlarms(_ process: Process, _ report: RunReport) {
        let codes = Set(report.diagnostics.map(\.code))
        if process.seen.isRemovalRefused, !codes.contains("DP5006") {
            return fail("P8", "\(process.run) couldn't remove files, and didn't say so")
        }
        // Otherwise the run decided nothing, and says that.
        guard report.source != nil, !report.isRaced, codes.isDisjoint(with: ["DP5003", "DP5004", "DP4002"]) else { return }
        guard let first = process.seen.firstView.flatMap({ beliefs[$0] }), let last = process.seen.view.flatMap({ beliefs[$0] }) else {
            return
        }
        let begun = World.start.advanced(by: .milliseconds(process.begun))
        let clocks = [.zero, .seconds(process.clockOffset)] + process.seen.offsets.values.map { Duration.seconds($0) }
        let earliest = begun.advanced(by: (clocks.min() ?? .zero) - .seconds(Self.slack))
        let alarms = report.diagnostics.filter { $0.code == "DP2024" && $0.severity == .error }
        for (id, emergency) in last.emergencies.sorted(by: { $0.key < $1.key }) {
            let isSaid = alarms.contains { $0.message.contains("\(emergency.path) ") }
            let wasReviewed = first.emergencies[id]?.review != nil && emergency.review != nil
            if isSaid, wasReviewed { return fail("P8", "\(process.run) says that \(id) wasn't reviewed, and it was") }
            // One that was merged since is being put on record.
            if let source = process.seen.source, isReviewed(id, at: source.commit, last) { continue }
            guard !isSaid, emergency.review == nil, first.emergencies[id] == emergency, emergency.due <= earliest else { continue }
            return fail("P8", "\(process.run) doesn't say that \(id) should have been reviewed by \(emergency.due)")
        }
    }
}
