package import AccessCore
import Cryptography

/// All that git tells about approvals of one reading of the source branch, before a forge is asked: values, so that nothing of
/// the repository is held meanwhile.
package struct ApprovalDraft: Sendable {
    /// A file that should approve something.
    package struct File: Hashable, Sendable {
        /// From the repository's top.
        package var path: String
        package var bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
    }

    /// A step that concerns policies.
    package struct Step: Sendable {
        /// Its place among the steps of the walk; -1 for those before it.
        package var number: Int
        package var before: CommitID?
        package var after: CommitID
        /// Of the commit, as git has them.
        package var parents: [CommitID]
        /// The tree of `policies/` after it; nil if there is none.
        package var tree: TreeID?
        /// Nil if they have mistakes.
        package var policies: PolicySet?
        package var isChange: Bool
        /// What approves that tree, as it stood after the step.
        package var files: [File]
        /// What is remembered of it.
        package var found: FoundEvidence?
        /// Whether that tree stood already where the branch that the step merges parted from this one.
        package var stoodBefore: Bool

        package init(
            number: Int, before: CommitID?, after: CommitID, parents: [CommitID], tree: TreeID?, policies: PolicySet?, isChange: Bool,
            files: [File], found: FoundEvidence?, stoodBefore: Bool = false
        ) {
            (self.number, self.before, self.after, self.parents) = (number, before, after, parents)
            (self.tree, self.policies, self.isChange, self.files, self.found) = (tree, policies, isChange, files, found)
            self.stoodBefore = stoodBefore
        }
    }

    /// Which policies a content came under.
    package enum Rules: Sendable {
        /// Those accepted before a step of the walk.
        case before(step: Int)
        /// Those that the walk begins with.
        case atStart
        /// Those that the ledger says; nil if there were none.
        case remembered(PolicySet?)
    }

    /// A request, or the review of an emergency, whose approval has to be proven.
    package struct Content: Sendable {
        package var path: String
        /// Git's id of the file.
        package var object: String
        package var bytes: [UInt8]
        package var rules: Rules
        /// The step that brought it in; before is nil for what the root of trust held.
        package var before: CommitID?
        package var after: CommitID
        package var parents: [CommitID]
        /// What approves it, as it stands at the tip.
        package var files: [File]
        /// Addresses of those who wrote it, as its commits say.
        package var writers: [String]
        /// What is remembered of it.
        package var found: FoundEvidence?
        /// Whether it stood already where the branch that the step merges parted from this one.
        package var stoodBefore: Bool

        package init(
            _ version: RequestVersion, bytes: [UInt8], rules: Rules, before: CommitID?, after: CommitID, parents: [CommitID], files: [File],
            writers: [String], found: FoundEvidence?, stoodBefore: Bool = false
        ) {
            (path, object, self.bytes, self.rules) = (version.path, version.blob.text, bytes, rules)
            (self.before, self.after, self.parents, self.files) = (before, after, parents, files)
            (self.writers, self.found, self.stoodBefore) = (writers, found, stoodBefore)
        }

        package var sha256: String { SHA256.hash(bytes).hex }
    }

    /// In force where the walk begins.
    package var start: PolicySet?
    /// The commit that they came with, or that was looked at as their beginning; nil if it isn't known any more.
    package var startCommit: CommitID?
    /// Trees of `policies/` that stood on the branch before those.
    package var replaced: Set<TreeID>
    package var steps: [Step]
    /// The policies accepted last by the ledger; nil where what it says isn't believed.
    package var onRecord: AcceptedPolicy?
    /// By the id of the request, or of the review.
    package var contents: [RequestID: Content] = [:]
    /// What the tip's `policies/` says; nil if it has mistakes.
    package var proposed: PolicySet?
    /// The source branch's name.
    package var branch: String
    package var now: Timestamp

    /// Without its contents, which are added one by one.
    package init(
        start: PolicySet?, startCommit: CommitID?, replaced: Set<TreeID> = [], steps: [Step], onRecord: AcceptedPolicy? = nil,
        proposed: PolicySet?, branch: String, at now: Timestamp
    ) {
        (self.start, self.startCommit, self.steps, self.proposed) = (start, startCommit, steps, proposed)
        (self.replaced, self.onRecord, self.branch, self.now) = (replaced, onRecord, branch, now)
    }

    /// Files of one approval that are read, and bytes of each: more than that is noise.
    package static let mostFiles = 200
    package static let fileLimit = 16 << 10
}
