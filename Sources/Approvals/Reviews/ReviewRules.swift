package import AccessCore

/// What a pull request proves about a content, and what not. Pure: the facts were read before.
///
/// 1. The step is what a pull request of this repository into this branch was merged as.
/// 2. The content that was merged is the one at the head that was reviewed, and the pull request shows it.
/// 3. A reviewer's last opinion is an approval from before the merge, never edited.
/// 4. It is of that content: nothing was done to the branch from the review to the merge, or the review names the content.
/// 5. The reviewer is a person of `people.yaml`, by the account's id, without a hand in it. Hands that can't be told whose
///    they are might be the reviewer's, so then nothing is proven.
package struct ReviewRules: Sendable {
    private let kind: EvidenceKind
    private let people: PersonIndex

    /// - Parameters:
    ///   - kind: the forge's.
    ///   - people: the accepted ones.
    package init(kind: EvidenceKind, people: People) {
        self.kind = kind
        self.people = PersonIndex(people, at: kind)
    }

    package func testimony(about content: StepQuestion.Content, of question: StepQuestion, _ facts: StepFacts) -> Testimony {
        switch facts {
        case .pullRequest(let facts): testimony(about: content, of: question, facts)
        case .refused(let why): Testimony(kind: kind, refusal: why)
        case .doubtful(let why, _): Testimony(kind: kind, doubt: why)
        }
    }

    private func testimony(about content: StepQuestion.Content, of question: StepQuestion, _ facts: PullRequestFacts) -> Testimony {
        var testimony = Testimony(kind: kind)
        guard let merge = facts.merge else {
            testimony.doubt = ReviewDoubt.notMerged(facts.number).description
            return testimony
        }
        guard let commit = merge.commit else {
            testimony.doubt = ReviewDoubt.noMergeCommit(facts.number).description
            return testimony
        }
        if case .known(let way) = merge.way {
            testimony.arrival = Arrival(way, pullRequest: facts.number, merged: merge.at)
        }
        let hands = Hands(facts, people)
        testimony.involved = hands.involved
        weigh(facts.reviews, Binding(facts: facts, merge: merge, content: content), hands, into: &testimony)
        if let refusal = refusal(of: facts, merge, commit, question) ?? refusal(of: content, facts) ?? hands.refusal {
            testimony.refusal = refusal.description
            // Who objects goes on objecting, lest another kind of evidence passes it by.
            (testimony.approvals, testimony.setAside) = ([], [])
        }
        return testimony
    }

    /// Rule 1.
    private func refusal(of facts: PullRequestFacts, _ merge: MergeFacts, _ commit: CommitID, _ question: StepQuestion) -> ReviewRefusal? {
        guard facts.isOfThisRepository else { return .otherRepository(facts.number) }
        guard facts.baseBranch == question.branch else {
            return .otherBranch(facts.number, facts.baseBranch, expected: question.branch)
        }
        if facts.isFromFork { return .fork(facts.number) }
        guard commit == question.after else { return .otherMerge(facts.number, commit) }
        // One of its own commits came before: what one of them takes away and the next brings back is in no difference that was shown.
        if let before = question.before, facts.commits.contains(where: { $0.id == before }) { return .severalCommits(facts.number) }
        switch merge.way {
        case .known: return nil
        case .rebase: return .rebase(facts.number)
        case .otherHead: return .otherHead(facts.number, facts.head)
        case .oddParents: return .oddParents
        }
    }

    /// Rule 2: a squash, a queue or whoever resolves a conflict can change what was reviewed.
    private func refusal(of content: StepQuestion.Content, _ facts: PullRequestFacts) -> ReviewRefusal? {
        guard !content.object.isEmpty, facts.objects[facts.head]?[content.path] == content.object else {
            return .changedByMerge(facts.number, path: content.path, head: facts.head)
        }
        // Nor is it what was reviewed if the branch only had it from where it began: a merge made by hand can bring that back.
        return content.stoodBefore ? .notShown(facts.number, path: content.path) : nil
    }

    /// Rules 3 to 5.
    private func weigh(_ reviews: [ReviewFacts], _ binding: Binding, _ hands: Hands, into testimony: inout Testimony) {
        for (reviewer, reviews) in byReviewer(reviews) {
            guard let opinion = Opinion(of: reviews, merged: binding.merge.at) else { continue }
            guard case .account(let account, _) = reviewer, let person = people.person(account) else {
                testimony.setAside.append(SetAside(reviewer.name, (isMachine(reviewer) ? ReviewExclusion.machine : .nobody).description))
                continue
            }
            switch opinion {
            case .objection(let review): testimony.objections.append(approval(person, account, review, until: nil))
            case .excluded(let why): testimony.setAside.append(SetAside(person.text, why.description))
            case .approval(let review):
                switch weigh(review, of: person, binding, hands) {
                case .success(let until): testimony.approvals.append(approval(person, account, review, until: until))
                case .failure(let why): testimony.setAside.append(SetAside(person.text, why.description))
                }
            }
        }
    }

    /// How long an approval lets it go on, if it counts.
    private func weigh(
        _ review: ReviewFacts, of person: PersonName, _ binding: Binding, _ hands: Hands
    ) -> Result<Timestamp?, ReviewExclusion> {
        let roles = hands.roles(of: person)
        if !roles.isEmpty { return .failure(.hand(roles)) }
        if review.isEdited { return .failure(.edited) }
        if review.isOfficial == false { return .failure(.unofficial) }
        if let why = binding.exclusion(of: review) { return .failure(why) }
        switch UntilLine.read(review.body) {
        case .nothing: return .success(nil)
        case .until(let time): return .success(time)
        case .malformed(let line): return .failure(.until(line))
        }
    }

    /// In the order of first reviews. Accounts are told apart by their ids; those that the forge doesn't name stay apart.
    private func byReviewer(_ reviews: [ReviewFacts]) -> [(Party, [ReviewFacts])] {
        var groups: [(Party, [ReviewFacts])] = []
        var places: [Int64: Int] = [:]
        for review in reviews {
            guard case .account(let account, _) = review.reviewer else {
                groups.append((review.reviewer, [review]))
                continue
            }
            if let place = places[account.id] {
                groups[place].1.append(review)
            } else {
                places[account.id] = groups.count
                groups.append((review.reviewer, [review]))
            }
        }
        return groups
    }

    private func isMachine(_ party: Party) -> Bool {
        if case .machine = party { true } else { false }
    }

    private func approval(_ person: PersonName, _ account: ForgeIdentity, _ review: ReviewFacts, until: Timestamp?) -> Approval {
        let comment = PlainWords(review.body, limit: Approval.commentLimit - 1).description
        return Approval(
            person: person, kind: kind, account: account, at: review.submitted, until: until, comment: comment.isEmpty ? nil : comment,
            digest: review.digest)
    }
}
