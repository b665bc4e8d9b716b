package import AccessCore

/// One first-parent step of the source branch, and the contents it brought in, about which a forge is asked.
package struct StepQuestion: Hashable, Sendable {
    /// What the step brought in, or took as it was.
    package struct Content: Hashable, Sendable {
        /// `requests/….yaml`, `requests/….review.yaml`, or `policies` for the whole tree.
        package var path: String
        /// Git's id of the blob or tree at `after`, in lower-case hexadecimal digits.
        package var object: String
        /// Of the file's bytes, in lower-case hexadecimal digits; nil for a tree.
        package var sha256: String?
        /// Whether it stood already where the branch that the step merges parted from this one: then no proposal of that branch shows
        /// it, and who approved the branch needn't have seen it. Git tells, for merge commits.
        package var stoodBefore: Bool

        package init(path: String, object: String, sha256: String? = nil, stoodBefore: Bool = false) {
            (self.path, self.object, self.sha256, self.stoodBefore) = (path, object, sha256, stoodBefore)
        }
    }

    /// The branch's commit before the step; nil if the step is its first commit.
    package var before: CommitID?
    package var after: CommitID
    /// Those of `after`, as git has them.
    package var parents: [CommitID]
    /// The source branch's name, without `refs/heads/`.
    package var branch: String
    package var contents: [Content]

    package init(before: CommitID?, after: CommitID, parents: [CommitID], branch: String, contents: [Content]) {
        (self.before, self.after, self.parents) = (before, after, parents)
        (self.branch, self.contents) = (branch, contents)
    }
}
