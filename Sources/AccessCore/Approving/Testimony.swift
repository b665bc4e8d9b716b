/// What one kind of evidence shows about one content: who approved it and who had a hand in it. The rules come after.
package struct Testimony: Hashable, Sendable, Codable {
    package var kind: EvidenceKind
    /// Nil where nothing tells: signatures say nothing about how a content came onto the branch.
    package var arrival: Arrival?
    package var approvals: [Approval]
    /// Who asks for changes, and has not taken that back: while one of them could approve, nobody's yes counts.
    package var objections: [Approval]
    /// Who has a hand in it, as this kind of evidence tells; they can't approve it by this kind.
    package var involved: [Involvement]
    package var setAside: [SetAside]
    /// Why this kind of evidence proves nothing about the content, whoever said yes; nil if it may.
    package var refusal: String?
    /// Why it can't be told yet; nil if it can. What is here so far may not be all.
    package var doubt: String?

    package init(
        kind: EvidenceKind, arrival: Arrival? = nil, approvals: [Approval] = [], objections: [Approval] = [],
        involved: [Involvement] = [], setAside: [SetAside] = [], refusal: String? = nil, doubt: String? = nil
    ) {
        (self.kind, self.arrival, self.approvals, self.objections) = (kind, arrival, approvals, objections)
        (self.involved, self.setAside, self.refusal, self.doubt) = (involved, setAside, refusal, doubt)
    }
}

/// How a step came onto the source branch.
package struct Arrival: Hashable, Sendable, Codable {
    package enum Way: String, Hashable, Sendable, Codable {
        /// A commit with the reviewed head as another parent.
        case mergeCommit = "merge-commit"
        /// One new commit with the whole change.
        case squash
        /// The reviewed commits themselves; the last of them is the step's.
        case fastForward = "fast-forward"
        /// Put together by a merge queue.
        case queue
    }

    package var way: Way
    /// The number of the pull request (merge request).
    package var pullRequest: Int
    package var merged: Timestamp

    package init(_ way: Way, pullRequest: Int, merged: Timestamp) {
        (self.way, self.pullRequest, self.merged) = (way, pullRequest, merged)
    }
}
