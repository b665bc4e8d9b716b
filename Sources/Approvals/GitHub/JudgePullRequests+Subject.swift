import AccessCore

extension JudgePullRequests.Subject {
    /// What has to be looked up: all contents at the head that was merged; and files at the heads before it, as a review may
    /// name one of those that it was given for, the newest first, as far as there is room.
    init(_ pull: Candidate, _ pushes: [PushFacts], _ contents: [StepQuestion.Content]) {
        let head = CommitID(pull.headRefOid)
        var lookups = contents.map { JudgePullRequests.Lookup(commit: head, path: $0.path) }
        let files = contents.filter { $0.sha256 != nil }.map(\.path)
        var seen: Set = [head]
        var room = JudgePullRequests.mostLookups
        for push in pushes.reversed() where seen.insert(push.after).inserted {
            guard files.count <= room else { break }
            room -= files.count
            lookups += files.map { JudgePullRequests.Lookup(commit: push.after, path: $0) }
        }
        self.init(pull: pull, lookups: lookups)
    }
}
