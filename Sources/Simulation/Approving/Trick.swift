import AccessCore

/// What is wrong with how a change is approved: carelessness, and attacks.
enum Trick: String, CaseIterable, Sendable {
    /// Nobody says a word, or too few do.
    case nobody, tooFew
    /// Who gets the access, opened the pull request, wrote or pushed a part of it approves it.
    case beneficiary, author, coAuthor, pusher
    /// What was approved isn't what was merged: something was pushed after it, in the plain way or by force, or the merge
    /// itself changed it.
    case pushedAfter, forcedAfter, changedByMerge
    /// The yes was taken back, by others or by themselves, or nobody can tell any more what was said.
    case dismissed, changedOpinion, edited
    /// Somebody who may approve asks for changes.
    case objection
    /// It is said by an account that no policy knows: a second one, or one with the login of somebody who left.
    case secondAccount, namesake
    /// The approver's second account wrote it.
    case secondHand
    /// It was merged in a way that leaves nothing to compare, comes from elsewhere, or was pushed past everybody.
    case rebased, fork, direct
    /// A signature of another content, of another file, of another repository, by somebody else's key.
    case otherContent, otherPath, otherRepository, otherKey

    static let ofSignatures: [Trick] = [.nobody, .tooFew, .beneficiary, .otherContent, .otherPath, .otherRepository, .otherKey]
    static let ofReviews = allCases.filter { ![.otherContent, .otherPath, .otherRepository, .otherKey].contains($0) }
}

extension Trick {
    /// Changes a pull request that was approved as it should be.
    ///
    /// - Parameter asking: who gets the access, or proposed the change of policies.
    func spoil(_ proposal: inout Proposal, asking: Hand) {
        guard let last = proposal.pushes.last else { return }
        let reviewer = proposal.reviews.first?.by
        let soon = last.at.advanced(by: .seconds(200))
        switch self {
        case .nobody: proposal.reviews = []
        case .tooFew: proposal.reviews = Array(proposal.reviews.dropLast())
        case .beneficiary: proposal.reviews = [yes(asking, soon)]
        case .author: if let reviewer { proposal.author = reviewer }
        case .coAuthor: if let reviewer { proposal.commits[0].coAuthors = [reviewer] }
        case .pusher: if let reviewer { proposal.pushes[proposal.pushes.count - 1].by = reviewer }
        case .pushedAfter, .forcedAfter:
            for place in proposal.pushes.indices { proposal.pushes[place].isFinal = false }
            proposal.pushes.append(Proposal.Push(by: proposal.author, at: soon, isForced: self == .forcedAfter))
            if self == .forcedAfter {
                for place in proposal.reviews.indices { proposal.reviews[place].shown = proposal.pushes.count - 1 }
            }
        case .changedByMerge: for place in proposal.pushes.indices { proposal.pushes[place].isFinal = false }
        case .dismissed: for place in proposal.reviews.indices { proposal.reviews[place].dismissed = soon }
        case .changedOpinion:
            guard let first = proposal.reviews.first else { return }
            var no = first
            (no.opinion, no.at) = (.changesRequested, soon)
            proposal.reviews.append(no)
        case .edited: for place in proposal.reviews.indices { proposal.reviews[place].isEdited = true }
        case .secondAccount: replace(in: &proposal) { $0.person.map(Cast.second) ?? $0 }
        case .namesake: replace(in: &proposal) { $0.person.map(Cast.namesake) ?? $0 }
        case .secondHand: if let person = reviewer?.person { proposal.commits[0].author = Cast.second(of: person) }
        case .rebased: proposal.way = .rebase
        case .fork: proposal.isFromFork = true
        case .direct: proposal.way = .direct
        case .objection, .otherContent, .otherPath, .otherRepository, .otherKey: break
        }
    }

    private func replace(in proposal: inout Proposal, by other: (Hand) -> Hand) {
        for place in proposal.reviews.indices { proposal.reviews[place].by = other(proposal.reviews[place].by) }
    }

    private func yes(_ hand: Hand, _ at: Timestamp) -> Proposal.Review {
        Proposal.Review(by: hand, opinion: .approved, at: at, head: 0, shown: 0)
    }
}
