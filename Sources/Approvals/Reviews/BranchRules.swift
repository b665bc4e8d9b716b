/// How a forge lets changes come onto a branch, as far as a token may read it: for people who look whether honest approvals will
/// count. No approval rests on it.
package struct BranchRules: Hashable, Sendable {
    /// What a merge can make of a proposal.
    package enum MergeStyle: Hashable, Sendable, CaseIterable {
        case mergeCommit, squash, rebase, fastForward
        /// Rebased first, and then merged by a merge commit.
        case rebasedMergeCommit
    }

    /// In use; nil if it couldn't be told.
    package var styles: Set<MergeStyle>?
    /// Whether any rule protects the branch; nil if it couldn't be told.
    package var isProtected: Bool?
    /// Whether it changes by proposals only, for those whom its rules bind.
    package var needsProposal: Bool?
    /// How many approvals a merge needs.
    package var approvals: Int?
    /// Whether a push takes approvals back.
    package var dismissesApprovals: Bool?
    /// Whether nobody can force the branch to another commit.
    package var blocksForce: Bool?
    /// Whether administrators are bound like everybody.
    package var bindsAdministrators: Bool?
    /// Whether a queue merges.
    package var hasQueue: Bool?
    /// What has to be switched before any approval counts, in the forge's own words; empty if nothing.
    package var faults: [String] = []
    /// What couldn't be read, and why: sentences without their full stop.
    package var unread: [String] = []

    package init() {}
}

/// A forge that can be asked for its own settings.
package protocol InspectedForge: Forge {
    /// What the token may read of them. Nothing is thrown: what can't be read is said.
    func rules(ofBranch branch: String) async -> BranchRules
}
