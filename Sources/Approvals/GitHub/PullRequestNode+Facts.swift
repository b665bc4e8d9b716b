import AccessCore

extension PullRequestNode {
    /// Everything the rules need, if all of it was read.
    ///
    /// - Parameters:
    ///   - candidate: what the first query said of it.
    ///   - authored: the author date of the step's commit.
    ///   - pushes: to its branch.
    ///   - objects: what was found at the branch's heads.
    func facts(
        of candidate: Candidate, by step: StepQuestion, authored: Timestamp, repository: Int64, pushes: [PushFacts],
        objects: [CommitID: [String: String]]
    ) throws(ForgeDoubt) -> PullRequestFacts {
        guard number == candidate.number, headRefOid == candidate.headRefOid, merged == candidate.merged else {
            throw .gitHub(.moving(candidate.number))
        }
        try checkPages()
        guard let head = commits.nodes.first(where: { $0.commit.oid == headRefOid }) else { throw .gitHub(.moving(number)) }
        var reviews: [ReviewFacts] = []
        for node in self.reviews.nodes { if let review = try node.facts() { reviews.append(review) } }
        let commits = self.commits.nodes.compactMap(\.facts)
        guard commits.count == self.commits.nodes.count else { throw .gitHub(.shape("commits.authors")) }
        return PullRequestFacts(
            number: number, baseBranch: baseRefName, isOfThisRepository: baseRepository.value?.databaseId == repository,
            isFromFork: isCrossRepository || headRepository.value?.databaseId != repository,
            merge: merge(of: step, isRewritten: head.commit.authoredDate == authored),
            head: CommitID(headRefOid), author: author.party, reviews: reviews, commits: commits, pushes: pushes,
            upheavals: timelineItems.nodes.compactMap(\.upheaval), objects: objects)
    }

    private func checkPages() throws(ForgeDoubt) {
        guard commits.isWhole else {
            throw commits.totalCount > JudgePullRequests.mostCommits
                ? .gitHub(.tooMany(number, "commits", limit: JudgePullRequests.mostCommits)) : .gitHub(.moving(number))
        }
        guard reviews.isWhole else {
            throw reviews.totalCount > JudgePullRequests.mostReviews
                ? .gitHub(.tooMany(number, "reviews", limit: JudgePullRequests.mostReviews)) : .gitHub(.moving(number))
        }
        guard !timelineItems.pageInfo.hasNextPage else { throw .gitHub(.tooMany(number, "events", limit: JudgePullRequests.mostEvents)) }
        guard commits.nodes.allSatisfy({ $0.commit.authors.isWhole }) else {
            throw .gitHub(.tooMany(number, "authors of a commit", limit: JudgePullRequests.mostCoAuthors))
        }
    }

    private func merge(of step: StepQuestion, isRewritten: Bool) -> MergeFacts? {
        guard merged, let at = mergedAt.value else { return nil }
        let way = MergeFacts.Way(of: step, head: CommitID(headRefOid), isQueued: isQueued(until: at), isRewritten: isRewritten)
        return MergeFacts(at: at, commit: mergeCommit.value.map { CommitID($0.oid) }, way: way)
    }

    /// Whether it was in a merge queue when it was merged, and not taken out before.
    private func isQueued(until merge: Timestamp) -> Bool {
        let turns = timelineItems.nodes.filter {
            $0.kind == "AddedToMergeQueueEvent" || ($0.kind == "RemovedFromMergeQueueEvent" && $0.createdAt < merge)
        }
        return turns.max { ($0.createdAt, $0.kind) < ($1.createdAt, $1.kind) }?.kind == "AddedToMergeQueueEvent"
    }
}
