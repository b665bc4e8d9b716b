import AccessCore

/// Only files go that have done their service.
extension Oracle {
    /// P5: a file that is removed is of a request that ended on record long enough ago, in the content that it ended with.
    func removes(_ files: [RequestVersion], _ process: Process) {
        guard broken.isEmpty, let source = process.seen.source else { return }
        let known = process.seen.view.flatMap { beliefs[$0] } ?? Beliefs()
        let what = "\(process.run) removed the file of"
        // Policies without an entitlement come into force as soon as the last grant is gone, while the run is at it.
        let states = [process.seen.firstView.flatMap { beliefs[$0] } ?? known, known]
        var sets = states.compactMap { inForce(at: source.commit, $0) } + mayBeInForce(at: source.commit)
        // Those may be in force that the ledger couldn't be told of; and where the merge is enough, those on record while the newest have
        // mistakes.
        if world.swarm.proof.isOn { sets += [known.policy.flatMap { world.policies[$0.tree] }].compactMap(\.self) }
        guard let span = sets.compactMap(\.settings.removesFilesAfter).min() else {
            return fail("P5", "\(process.run) removed files of requests, and nobody wants that")
        }
        for file in files {
            guard let ended = known.endings[file.id], known.accepted[file.id] == nil else {
                return fail("P5", "\(what) \(file.id), which hasn't ended")
            }
            if world.source.newest.files[file.id]?.blob != ended.blob { return fail("P5", "\(what) \(file.id), which has changed since") }
            if ended.at.advanced(by: span) > latest(process).advanced(by: .seconds(Self.slack)) {
                return fail("P5", "\(what) \(file.id), which ended at \(ended.at), before \(span.inWords) had passed")
            }
            if let emergency = known.emergencies[file.id], emergency.review == nil {
                return fail("P5", "\(what) \(file.id), an emergency that nobody has reviewed")
            }
        }
    }

    /// P4: in the end nothing is left of what should have gone.
    func judgeRetention(_ known: Beliefs) {
        let newest = world.source.newest
        guard !world.swarm.format.isProtected, !isRewritten, let policies = newest.policies.set, isSettled(world.source.tip),
            let span = policies.settings.removesFilesAfter
        else { return }
        let due = world.time.advanced(by: .zero - span - .seconds(3600))
        for (id, ended) in known.endings.sorted(by: { $0.key < $1.key }) where ended.because != .deleted && ended.at <= due {
            guard newest.files[id]?.blob == ended.blob, known.emergencies[id].map({ $0.review != nil }) ?? true else { continue }
            return fail("P4", "the file of \(id), which ended at \(ended.at), is still there")
        }
    }
}
