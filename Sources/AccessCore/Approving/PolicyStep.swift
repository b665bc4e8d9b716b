/// A first-parent step of the source branch that changed `policies/`, or brought signatures of them.
package struct PolicyStep: Hashable, Sendable {
    /// Nil for a branch's very first commit.
    package var before: CommitID?
    package var after: CommitID
    /// The tree of `policies/` after it; nil if there is none.
    package var tree: TreeID?
    /// What it says; nil if it has mistakes.
    package var policies: PolicySet?
    /// It changed `policies/`; else only signatures came.
    package var isChange: Bool
    /// What a forge shows about the step itself.
    package var reviews: [Testimony]
    /// What signatures, as they were after it, show about the whole tree.
    package var signatures: [Testimony]

    package init(
        before: CommitID?, after: CommitID, tree: TreeID?, policies: PolicySet?, isChange: Bool = true, reviews: [Testimony] = [],
        signatures: [Testimony] = []
    ) {
        (self.before, self.after, self.tree, self.policies) = (before, after, tree, policies)
        (self.isChange, self.reviews, self.signatures) = (isChange, reviews, signatures)
    }
}
