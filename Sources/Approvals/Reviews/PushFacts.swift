package import AccessCore

/// One push to a pull request's branch.
package struct PushFacts: Hashable, Sendable {
    package var pusher: Party
    /// By the forge's clock.
    package var at: Timestamp
    package var isForced: Bool
    /// The branch's head before; nil if the push made the branch.
    package var before: CommitID?
    package var after: CommitID

    package init(pusher: Party, at: Timestamp, isForced: Bool, before: CommitID?, after: CommitID) {
        (self.pusher, self.at, self.isForced) = (pusher, at, isForced)
        (self.before, self.after) = (before, after)
    }
}

/// Something beside a push that could put another content under a review that was given before.
package struct Upheaval: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case forcePush, branchDeleted, branchRestored
        /// The pull request goes into another branch now.
        case retargeted
        /// The pull request was closed and opened again; what was pushed meanwhile may be in no list.
        case reopened
    }

    package var kind: Kind
    /// By the forge's clock.
    package var at: Timestamp

    package init(_ kind: Kind, at: Timestamp) { (self.kind, self.at) = (kind, at) }
}
