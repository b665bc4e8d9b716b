import AccessCore

/// How a step came onto the source branch: a pull request with all that was done to it, or a push past everybody.
struct Proposal: Hashable {
    enum Way: String, Hashable {
        case mergeCommit, squash, fastForward, queue, rebase
        /// Without a pull request.
        case direct
    }

    struct Made: Hashable {
        var author: Hand
        var coAuthors: [Hand] = []
    }

    struct Push: Hashable {
        var by: Hand
        var at: Timestamp
        var isForced = false
        /// Whether what it left at the head is what was merged.
        var isFinal = true
    }

    enum Opinion: Hashable { case approved, changesRequested, commented }

    struct Review: Hashable {
        var by: Hand
        var opinion: Opinion
        var at: Timestamp
        /// The push whose content was looked at.
        var head: Int
        /// The push whose commit the forge says it is about: a forced push may have turned it to its own.
        var shown: Int
        var isEdited = false
        /// The text names the content that was merged by its digest.
        var namesContent = false
        var until: Timestamp?
        /// When somebody took it back.
        var dismissed: Timestamp?
    }

    var number: Int
    var author: Hand
    var commits: [Made]
    var pushes: [Push]
    var reviews: [Review] = []
    var way: Way
    var merged: Timestamp
    var isFromFork = false
    /// When the forge shows it.
    var shownFrom: Timestamp
    /// Something was done to it after the merge.
    var isTouched = false
}

extension Proposal {
    /// Everybody who had a hand in it.
    var hands: [Hand] { [author] + commits.flatMap { [$0.author] + $0.coAuthors } + pushes.map(\.by) }

    /// For a story.
    var words: String {
        let said = reviews.map { review in
            let kind =
                switch review.opinion {
                case .approved: "approved"
                case .changesRequested: "objected to"
                case .commented: "commented"
                }
            return "\(kind) by @\(review.by.account.login)"
        }
        return "#\(number) by @\(author.account.login), \(way.rawValue)" + (said.isEmpty ? "" : ", " + said.joined(separator: ", "))
    }
}
