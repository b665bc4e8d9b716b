package import AccessCore

/// What a draft comes to, once the forge has answered.
package struct SettledApprovals {
    /// The walk over `policies/`, at its end.
    package var walk: PolicyWalk
    /// Policies that were accepted on the way, from those that it begins with.
    package var accepted: [PolicySet] = []
    /// What is to be remembered of the steps that aren't approved.
    package var steps: [PolicyRefusal.Step] = []
    /// By the id of the request or review: the policies that it came under, and what was found.
    package var contents: [RequestID: (policies: PolicySet?, findings: ApprovalFindings)] = [:]
}
