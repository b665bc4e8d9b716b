import AccessCore

/// Why a merge request proves nothing whoever approved it, by what only GitLab has. A sentence without its full stop.
enum GitLabRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case noApprovalTimes
    /// Settings of the project that have to be otherwise, in GitLab's own words.
    case settings([String])

    var description: String {
        switch self {
        case .noApprovalTimes:
            "this GitLab server doesn't say when a merge request was approved (approved_at), so an approval can't be told from one of "
                + "an earlier content: bring the server up to date, or approve by signatures"
        case .settings(let settings):
            "the project's approval settings let an approval stand that proves nothing; in Settings, Merge requests: "
                + settings.joined(separator: "; ")
        }
    }
}

extension GitLabApprovalSettings {
    /// What has to be switched, as GitLab's settings page calls it; empty if nothing.
    var faults: [String] {
        var faults: [String] = []
        if !resetApprovalsOnPush { faults.append("choose 'Remove all approvals' when a commit is added") }
        if selectiveCodeOwnerRemovals { faults.append("don't remove only approvals by code owners when their files change") }
        if mergeRequestsAuthorApproval { faults.append("switch on 'Prevent approval by merge request creator'") }
        if !mergeRequestsDisableCommittersApproval { faults.append("switch on 'Prevent approvals by users who add commits'") }
        return faults
    }
}
