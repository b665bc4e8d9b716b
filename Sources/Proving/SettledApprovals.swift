package import AccessCore

/// What a draft comes to, once the forge has answered.
package struct SettledApprovals {
    /// Policies that were accepted, and by what.
    package struct Accepted: Sendable {
        package var policies: PolicySet
        /// The step that they came with; nil for those of the root of trust.
        package var step: CommitID?
        /// Who approved them; nil where the merge alone counted, or for those that the walk began with.
        package var proof: ApprovalProof?
    }

    /// The walk over `policies/`, at its end.
    package var walk: PolicyWalk
    /// What was in force on the way, step by step, from what it begins with.
    package var accepted: [Accepted] = []
    /// What is to be remembered of the steps that aren't approved.
    package var steps: [PolicyRefusal.Step] = []
    /// By the id of the request or review: the policies that it came under, and what was found.
    package var contents: [RequestID: (policies: PolicySet?, findings: ApprovalFindings)] = [:]
}
