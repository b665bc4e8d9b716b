import AccessCore

/// One round of questions to a project: from steps to merge requests, the pushes of their branches, and all else about them.
struct GitLabRound: Sendable {
    private let path: String
    private let project: Int64
    private let conversation: RestConversation
    private let accounts: GitLabAccounts

    /// What is known of a question so far.
    private enum Stage: Sendable {
        case settled(StepFacts)
        case found(GitLabMergeRequest, merged: Timestamp)
    }

    init(project: Int64, _ conversation: RestConversation) {
        (self.project, self.conversation) = (project, conversation)
        path = "/projects/\(project)"
        accounts = GitLabAccounts(conversation)
    }

    func settings() async throws(ForgeDoubt) -> GitLabApprovalSettings {
        do throws(ForgeDoubt) {
            return try await conversation.get(path + "/approvals", GitLabApprovalSettings.self, what: "approval settings of this project")
        } catch {
            // The free edition has none, and says so by the same words as for what a token may not see.
            switch error.reason {
            case .notFound, .forbidden: throw conversation.doubt(.noApprovalSettings)
            default: throw error
            }
        }
    }

    func facts(_ questions: [StepQuestion]) async -> [StepFacts] {
        let stages = await questions.concurrentMap(width: RestConversation.width) { await find($0) }
        let pushes = await pushes(of: stages)
        let indices = Array(questions.indices)
        return await indices.concurrentMap(width: RestConversation.width) { index in
            switch stages[index] {
            case .settled(let facts): return facts
            case .found(let request, let merged):
                do {
                    let pushes = try pushes[request.iid]?.get()
                    return .pullRequest(try await facts(of: request, merged: merged, pushes, questions[index]))
                } catch let refusal as GitLabRefusal {
                    return .refused(refusal.description)
                } catch let doubt as ForgeDoubt {
                    return conversation.doubtful(doubt)
                } catch {
                    return .doubtful(ReviewDoubt.noAnswer.description)
                }
            }
        }
    }

    // From steps to merge requests.

    private func find(_ question: StepQuestion) async -> Stage {
        do throws(ForgeDoubt) {
            let requests: [GitLabMergeRequest]
            do throws(ForgeDoubt) {
                requests = try await conversation.list(
                    "\(path)/repository/commits/\(question.after.text)/merge_requests", GitLabMergeRequest.self, of: 0,
                    what: "merge requests of a commit", limit: 300)
            } catch {
                throw error.isNotFound ? conversation.doubt(.unknownCommit(question.after)) : error
            }
            // All that have the commit among theirs, merged or not, into whichever branch.
            let merged = requests.filter { $0.state == "merged" && $0.targetProject == project }
            let own = merged.filter { $0.merge == question.after && $0.targetBranch == question.branch }
            guard let request = own.first else {
                return .settled(try other(than: merged.filter { $0.targetBranch == question.branch }, question))
            }
            guard own.count == 1 else { throw conversation.doubt(.severalPullRequests(own.map(\.iid))) }
            guard let time = request.mergedAt.value else { return .settled(.doubtful(ReviewDoubt.notMerged(request.iid).description)) }
            return .found(request, merged: time)
        } catch { return .settled(conversation.doubtful(error)) }
    }

    /// A commit that came by a merge request, but isn't what that was merged as, never proves anything.
    private func other(than merged: [GitLabMergeRequest], _ question: StepQuestion) throws(ForgeDoubt) -> StepFacts {
        guard let request = merged.first else { throw conversation.doubt(.noPullRequest(question.after)) }
        return .refused(ReviewRefusal.otherMerge(request.iid, request.merge).description)
    }

    // The pushes to their branches.

    /// Pages of a hundred events that are read at most.
    private static let mostPages = 20

    /// By the merge requests' numbers. A fork's branch is none of ours, and the rules refuse it in any case.
    private func pushes(of stages: [Stage]) async -> [Int: Result<GitLabPushes, ForgeDoubt>] {
        var waiting: [Int: (GitLabMergeRequest, Timestamp)] = [:]
        for case .found(let request, let merged) in stages where request.sourceProject.value == project {
            waiting[request.iid] = (request, merged)
        }
        var found: [Int: Result<GitLabPushes, ForgeDoubt>] = [:]
        var events: [GitLabPushEvent] = []
        var number = 1
        while !waiting.isEmpty {
            do throws(ForgeDoubt) {
                let page = try await conversation.page(
                    path + "/events?action=pushed&sort=desc", number, GitLabPushEvent.self, what: "events of this project")
                // What is pushed between two pages moves the list on.
                let seen = Set(events.map(\.id))
                events += page.items.filter { !seen.contains($0.id) }
                let rest = page.rest(read: events.count, total: nil)
                if rest == .unknown { throw conversation.doubt(.noPages) }
                guard zip(events, events.dropFirst()).allSatisfy({ $0.id > $1.id }) else { throw conversation.doubt(.shape("id")) }
                let isWhole = rest == .none || number == Self.mostPages
                for (iid, (request, merged)) in waiting {
                    do throws(ForgeDoubt) {
                        guard let pushes = try GitLabPushes(events, isWhole: isWhole, of: request, merged: merged) else { continue }
                        found[iid] = .success(pushes)
                    } catch { found[iid] = .failure(error) }
                    waiting[iid] = nil
                }
            } catch {
                for iid in waiting.keys { found[iid] = .failure(error) }
                waiting = [:]
            }
            number += 1
        }
        return found
    }

    // All else about them.

    private func facts(
        of request: GitLabMergeRequest, merged: Timestamp, _ pushes: GitLabPushes?, _ question: StepQuestion
    ) async throws -> PullRequestFacts {
        let reading = GitLabReading(request: request, merged: merged, project: path, conversation, accounts)
        return try await reading.facts(pushes, question, isFromFork: request.sourceProject.value != project)
    }
}

extension GitLabMergeRequest {
    /// What it became on the branch: a merge commit, a squash, or its own last commit.
    var merge: CommitID { (mergeCommit.value ?? squashCommit.value ?? sha).commit }
}
