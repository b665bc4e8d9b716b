import AccessCore

/// The first-parent steps since what was judged, as far as they concern requests, policies and what approves them.
struct Walk {
    /// A step, and its place on the way, from 0.
    struct Step {
        var number: Int
        var commit: Int
    }

    private(set) var origins: [RequestID: Step] = [:]
    private(set) var reviews: [RequestID: Int] = [:]
    private(set) var deleted: Set<RequestID> = []
    /// Steps that changed policies, or brought signatures of them.
    private(set) var policies: [(step: Step, isChange: Bool)] = []

    /// Nil where the base isn't on the line to the tip.
    init?(_ source: Source, from base: Int, to tip: Int) {
        let line = source.line(from: tip)
        guard let place = line.firstIndex(of: base) else { return nil }
        for (number, step) in line[..<place].reversed().enumerated() { take(Step(number: number, commit: step), of: source) }
    }

    private mutating func take(_ step: Step, of source: Source) {
        let commit = source.commits[step.commit]
        let before = commit.parent.map { source.commits[$0] }
        let files = before?.files ?? [:]
        for (id, file) in commit.files where files[id]?.blob != file.blob { origins[id] = step }
        for id in files.keys where commit.files[id] == nil {
            deleted.insert(id)
            origins[id] = nil
        }
        for (id, review) in commit.reviews where before?.reviews[id]?.blob != review.blob { reviews[id] = step.commit }
        let isChange = commit.policies.tree != before?.policies.tree
        if isChange || source.signsPolicies(step.commit) { policies.append((step, isChange)) }
    }
}

extension Source {
    /// Whether a step brought signatures of policies.
    func signsPolicies(_ step: Int) -> Bool {
        let commit = commits[step]
        guard let parent = commit.parent, commit.signatures != commits[parent].signatures else { return false }
        let place = SignatureFile.place(of: commit.policies.tree)
        return commit.signatures[place] != commits[parent].signatures[place]
    }
}
