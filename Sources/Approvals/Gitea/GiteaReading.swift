import AccessCore

/// All about the pull request that a step was merged by.
struct GiteaReading: Sendable {
    private let path: String
    private let repository: Int64
    private let conversation: RestConversation

    /// Entries that are read at most: an access request has a few.
    static let mostCommits = 300
    static let mostReviews = 300
    static let mostTimelinePages = 20

    /// - Parameters:
    ///   - path: the repository's, below the API's address.
    ///   - repository: its number.
    init(path: String, repository: Int64, _ conversation: RestConversation) {
        (self.path, self.repository, self.conversation) = (path, repository, conversation)
    }

    func facts(about question: StepQuestion) async -> StepFacts {
        do throws(ForgeDoubt) {
            let pull: GiteaPull
            do throws(ForgeDoubt) {
                pull = try await conversation.get("\(path)/commits/\(question.after.text)/pull", GiteaPull.self, what: "pull request")
            } catch {
                throw error.isNotFound ? conversation.doubt(.noPullRequest(question.after)) : error
            }
            return .pullRequest(try await facts(of: pull, question))
        } catch {
            return conversation.doubtful(error)
        }
    }

    private func facts(of pull: GiteaPull, _ question: StepQuestion) async throws(ForgeDoubt) -> PullRequestFacts {
        let number = pull.number
        let isFromFork = pull.head.repository != repository || pull.base.repository != pull.head.repository
        var facts = PullRequestFacts(
            number: number, baseBranch: pull.base.ref, isOfThisRepository: pull.base.repository == repository, isFromFork: isFromFork,
            merge: nil, head: question.after, author: pull.user.party, reviews: [], commits: [], pushes: [], upheavals: [], objects: [:])
        // Not merged: nothing can be told yet.
        guard pull.merged else { return facts }
        let timeline = try await timeline(of: number)
        facts.merge = MergeFacts(at: timeline.merged, commit: pull.mergeCommit.value?.commit, way: .otherHead)
        // The rules refuse it as it is.
        guard facts.isOfThisRepository, !isFromFork else { return facts }
        let commits = try await conversation.list(
            "\(path)/pulls/\(number)/commits?verification=false&files=false", GiteaCommit.self, of: number, what: "commits",
            limit: Self.mostCommits)
        let head = try head(of: commits, pull, timeline)
        facts.head = head.sha.commit
        facts.merge?.way = try await way(of: question, head)
        facts.commits = commits.map(\.facts)
        (facts.pushes, facts.upheavals) = (timeline.pushes, timeline.upheavals)
        for review in try await conversation.list(
            "\(path)/pulls/\(number)/reviews", GiteaReview.self, of: number, what: "reviews", limit: Self.mostReviews)
        {
            if let review = try review.facts(timeline) { facts.reviews.append(review) }
        }
        let objects = GiteaObjects(path: path, conversation)
        facts.objects[facts.head] = try await objects.standing(question.contents, at: facts.head)
        for (commit, contents) in named(question.contents, facts) {
            facts.objects[commit] = try await objects.standing(contents, at: commit)
        }
        return facts
    }

    /// The last of the branch's commits as it was merged. The pull request itself names the branch's head of now.
    private func head(of commits: [GiteaCommit], _ pull: GiteaPull, _ timeline: GiteaTimeline) throws(ForgeDoubt) -> GiteaCommit {
        let parents = Set(commits.flatMap(\.parents).map(\.sha))
        guard let head = commits.first, commits.count(where: { !parents.contains($0.sha) }) == 1, !parents.contains(head.sha) else {
            throw conversation.doubt(.shape("commits"))
        }
        guard timeline.pushes.last.map({ $0.after == head.sha.commit }) ?? true else {
            throw conversation.doubt(.pushesMissing(pull.number, pull.head.label))
        }
        return head
    }

    /// A squash and a rebase of one commit look the same but for the author's date.
    private func way(of question: StepQuestion, _ head: GiteaCommit) async throws(ForgeDoubt) -> MergeFacts.Way {
        var isRewritten = false
        if question.parents.count == 1, question.after != head.sha.commit {
            let step = try await conversation.get(
                "\(path)/git/commits/\(question.after.text)?stat=false&verification=false&files=false", GiteaCommit.self, what: "commit")
            guard step.sha.commit == question.after else { throw conversation.doubt(.shape("sha")) }
            isRewritten = step.commit.author.date == head.commit.author.date
        }
        return MergeFacts.Way(of: question, head: head.sha.commit, isQueued: false, isRewritten: isRewritten)
    }

    /// All up to the merge. Gitea leaves entries out of pages after having cut them, and counts only what is left: pages may be
    /// short or empty with more behind them, so only the merge's own entry is an end.
    private func timeline(of number: Int) async throws(ForgeDoubt) -> GiteaTimeline {
        var events: [GiteaEvent] = []
        for place in 1...Self.mostTimelinePages {
            events += try await conversation.page(
                "\(path)/issues/\(number)/timeline", place, GiteaEvent.self, what: "timeline of pull request #\(number)"
            ).items
            guard Set(events.map(\.id)).count == events.count else { throw conversation.doubt(.moving(number)) }
            if let timeline = try GiteaTimeline(events) { return timeline }
        }
        throw conversation.doubt(.noMergeEvent(number))
    }

    /// Files that reviews name by their sha256, at the heads that the reviewers saw.
    private func named(_ contents: [StepQuestion.Content], _ facts: PullRequestFacts) -> [CommitID: [StepQuestion.Content]] {
        var wanted: [CommitID: [StepQuestion.Content]] = [:]
        for review in facts.reviews where review.opinion == .approved {
            let body = review.body.lowercased()
            // A forced push takes commits out of the pushes before it; what the review itself names has to agree.
            guard let head = facts.pushes.last(where: { $0.at < review.submitted })?.after, head == review.commit, head != facts.head
            else { continue }
            for content in contents {
                guard let sha256 = content.sha256, body.contains(sha256.lowercased()), wanted[head]?.contains(content) != true else {
                    continue
                }
                wanted[head, default: []].append(content)
            }
        }
        return wanted
    }
}
