import AccessCore

/// What one reviewer thinks in the end: the last review with an opinion. Comments are none, in either direction.
enum Opinion {
    case approval(ReviewFacts)
    case objection(ReviewFacts)
    case excluded(ReviewExclusion)

    /// Nil if none of the reviews has an opinion.
    ///
    /// - Parameter reviews: all of one reviewer.
    init?(of reviews: [ReviewFacts], merged: Timestamp) {
        let opinions = reviews.filter { $0.opinion != .commented }
        guard let last = Self.last(of: opinions) else { return nil }
        switch last.opinion {
        case .commented: return nil
        case .dismissed: self = .excluded(.dismissed)
        case .changesRequested: self = .objection(last)
        case .approved:
            // Forges take approvals after the merge; what was said before it still stands then.
            let before = Self.last(of: opinions.filter { $0.submitted < merged })
            self = before.flatMap { $0.opinion == .approved ? .approval($0) : nil } ?? .excluded(.afterMerge(merged))
        }
    }

    /// Of two in the same second, the one that gives less.
    private static func last(of reviews: [ReviewFacts]) -> ReviewFacts? {
        reviews.max { ($0.submitted, $0.opinion == .approved ? 0 : 1) < ($1.submitted, $1.opinion == .approved ? 0 : 1) }
    }
}
