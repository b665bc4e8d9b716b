import AccessCore
import Reconciliation

/// The source branch as one run reads it: what `SourceReader` does with git, on commits in memory.
struct RunnerSource: AccessSource {
    let process: Process

    private var world: World { process.world }
    private var source: Source { world.source }

    func read(recorded: RecordedState, at now: Timestamp) async throws(SourceFailure) -> SourceReading {
        let failure = SourceFailure("the source can't be reached", advice: "Try again.")
        guard await process.passes() else { throw failure }
        if process.strikes(.sourceFails) {
            world.tell(process, "can't read the source branch")
            throw failure
        }
        let tip = source.tip
        let reading = reading(at: tip, recorded)
        world.oracle.readSource(tip, process)
        guard await process.passes() else { throw failure }
        return world.lie.altered(reading, recorded, at: process.now)
    }

    func remove(
        _ files: [RequestVersion], from tip: CommitID, by settings: AuditSettings, run: RunID, at now: Timestamp
    ) async throws(SourceFailure) -> SourceRemoval {
        let failure = SourceFailure("the source can't be reached", advice: "Try again.")
        process.seen.isRemovalRefused = true
        guard await process.passes() else { throw failure }
        if process.strikes(.removalFails) {
            world.tell(process, "can't reach the source branch to remove files")
            throw failure
        }
        if world.swarm.format.isProtected || process.strikes(.removalRefused) {
            world.tell(process, "may not remove files from the source branch")
            return .refused("protected branch")
        }
        guard Source.id(of: source.tip) == tip else {
            process.seen.isRemovalRefused = false
            return .lostRace
        }
        let gone = world.lie.altered(files, at: source.newest)
        world.oracle.removes(gone, process)
        source.merge(at: world.now, "removes files of ended requests") { commit in
            for file in gone { (commit.files[file.id], commit.reviews[file.id]) = (nil, nil) }
        }
        let removed = source.tip
        world.tell(process, "removes \(gone.map(\.id.text).joined(separator: " ")) from the source branch")
        guard await process.passes() else { throw failure }
        if process.strikes(.removalLost) { return .refused("the remote didn't say whether it took the commit") }
        process.seen.isRemovalRefused = false
        return .done(Source.id(of: removed))
    }

    private func reading(at tip: Int, _ recorded: RecordedState) -> SourceReading {
        let base = (recorded.judged ?? recorded.genesis?.root).flatMap(Source.number)
        let line = source.line(from: tip)
        let steps = base.flatMap { line.firstIndex(of: $0) }.map { Array(line[..<$0].reversed()) }
        let (policies, change) = policiesInForce(source.commits[tip], recorded, continues: steps != nil)
        var walk = Walk()
        for step in steps ?? [] { walk.take(step, of: source) }
        var submission = Submission(tip: Source.id(of: tip), requests: [])
        submission.deleted = walk.deleted
        submission.reviews = reviews(at: tip, walk, recorded)
        for (id, file) in source.commits[tip].files.sorted(by: { $0.key < $1.key }) {
            let version = RequestVersion(id: id, path: "requests/\(id).yaml", blob: file.blob)
            if recorded.tombstones[id] != nil || recorded.requests[id]?.settles(file.blob) == true {
                submission.requests.append(SubmittedRequest(version: version, content: .known, origin: nil))
            } else if let request = file.request {
                let origin = origin(of: version, walk, base, recorded)
                submission.requests.append(SubmittedRequest(version: version, content: .decoded(request), origin: origin))
            } else {
                submission.requests.append(SubmittedRequest(version: version, content: .broken, origin: nil))
            }
        }
        return SourceReading(
            tip: Source.id(of: tip), continuesHistory: steps != nil, policies: policies, policyChange: change, submission: submission,
            diagnostics: []
        )
    }

    /// The first-parent steps since what was judged.
    private struct Walk {
        var origins: [RequestID: Int] = [:]
        var reviews: [RequestID: Int] = [:]
        var deleted: Set<RequestID> = []

        mutating func take(_ step: Int, of source: Source) {
            let commit = source.commits[step]
            let before = commit.parent.map { source.commits[$0].files } ?? [:]
            for (id, file) in commit.files where before[id]?.blob != file.blob { origins[id] = step }
            for id in before.keys where commit.files[id] == nil {
                deleted.insert(id)
                origins[id] = nil
            }
            let seen = commit.parent.map { source.commits[$0].reviews } ?? [:]
            for (id, review) in commit.reviews where seen[id]?.blob != review.blob { reviews[id] = step }
        }
    }

    private func reviews(at tip: Int, _ walk: Walk, _ recorded: RecordedState) -> [SubmittedReview] {
        source.commits[tip].reviews.sorted { $0.key < $1.key }.compactMap { id, review in
            guard recorded.emergencies[id]?.review?.blob != review.blob else { return nil }
            let origin = walk.reviews[id].map { step in
                let commit = source.commits[step]
                return Origin(before: commit.parent.map(Source.id), after: Source.id(of: step), policies: nil, mixed: commit.isMixed)
            }
            return SubmittedReview(
                request: id, path: "requests/\(id).review.yaml", blob: review.blob, verdict: review.verdict, origin: origin)
        }
    }

    private func policiesInForce(_ commit: Source.Commit, _ recorded: RecordedState, continues: Bool) -> (PolicySet?, LedgerEvent?) {
        let accepted = recorded.policy?.tree
        let last = accepted.flatMap { world.policies[$0] }
        let refusal = PolicyRefusal(tree: commit.policies.tree, commit: Source.id(of: source.tip), reason: "mistakes")
        let refused: LedgerEvent? = recorded.refusedPolicy == refusal.tree ? nil : .policyRefused(refusal)
        guard let policies = commit.policies.set else { return (last, refused) }
        if policies.tree == accepted { return (policies, nil) }
        if !recorded.accountsLeftBehind(by: policies).isEmpty { return (last, refused) }
        if policies.entitlements.isEmpty, recorded.grants.count > 1 { return (last, refused) }
        return continues ? (policies, .policyAccepted(AcceptedPolicy(policies))) : (last, nil)
    }

    private func origin(of version: RequestVersion, _ walk: Walk, _ base: Int?, _ recorded: RecordedState) -> Origin? {
        if let step = walk.origins[version.id] {
            let commit = source.commits[step]
            return Origin(
                before: commit.parent.map(Source.id), after: Source.id(of: step),
                policies: commit.parent.flatMap(policies(at:)), mixed: commit.isMixed
            )
        }
        if let denial = recorded.denials[version.id], denial.request == version {
            let policies = denial.cameBeforeAnyPolicies ? nil : world.policies[denial.evidence.policies]
            return Origin(before: denial.evidence.before, after: denial.evidence.after, policies: policies, mixed: denial.mixed)
        }
        return base.map { Origin(before: nil, after: Source.id(of: $0), policies: policies(at: $0), mixed: false) }
    }

    private func policies(at commit: Int) -> PolicySet? {
        source.line(from: commit).lazy.compactMap { source.commits[$0].policies.set }.first
    }
}
