/// What is to be said of a change that neither a file by itself nor a policy by itself shows: the facts and their words.
package enum ChangeFinding: Hashable, Sendable {
    /// The change's base has policies with mistakes, so nothing can be judged under them.
    case noAcceptedPolicies
    /// Too few people of a team may approve.
    case tooFewApprovers(EntitlementName, TeamName, count: Int, able: Int, user: UserName)
    /// More groups than IAM allows a user.
    case tooManyGroups(UserName, AccountName, groups: Int)
    /// Snapshot of IAM that is too old to judge by.
    case snapshotTooOld(taken: Timestamp, age: Duration)
    /// A snapshot of a time that hasn't come yet.
    case snapshotFromTheFuture(taken: Timestamp)
    /// A snapshot without an account, or taken for other policies, so that IAM-dependent rules stay open.
    case snapshotWithout(AccountName)
    /// The snapshot is of another repository's accounts.
    case snapshotOfAnother(repository: String)

    package var code: String {
        switch self {
        case .noAcceptedPolicies: "DP1008"
        case .tooFewApprovers: "DP2030"
        case .tooManyGroups: "DP2031"
        case .snapshotTooOld: "DP3020"
        case .snapshotFromTheFuture: "DP3021"
        case .snapshotWithout: "DP3022"
        case .snapshotOfAnother: "DP3023"
        }
    }

    package var severity: Diagnostic.Severity {
        switch self {
        case .snapshotOfAnother: .error
        case .noAcceptedPolicies, .tooFewApprovers, .tooManyGroups, .snapshotTooOld, .snapshotFromTheFuture, .snapshotWithout: .warning
        }
    }

    package var message: String {
        switch self {
        case .noAcceptedPolicies: "policies/ has mistakes at the base already, so who may ask and who must approve can't be told"
        case .tooFewApprovers(let entitlement, let team, let count, let able, let user):
            "'\(entitlement)' needs \(count) of \(team), and \(able == 0 ? "nobody" : "only \(able)") of them could give it to \(user)"
        case .tooManyGroups(let user, let account, let groups):
            "\(user) would be in \(groups) groups in \(account), and IAM allows \(AccountDraft.groupsOfUser)"
        case .snapshotTooOld(let taken, let age):
            "the snapshot of \(taken) is \(age.inWords) old, more than \(DirectorySnapshot.longestAge.inWords): it isn't used"
        case .snapshotFromTheFuture(let taken): "the snapshot says it was taken at \(taken), which hasn't come yet: it isn't used"
        case .snapshotWithout(let account): "the snapshot doesn't tell about \(account) what these policies ask of it"
        case .snapshotOfAnother(let repository): "the snapshot is of \(repository): it isn't used"
        }
    }

    package var advice: String {
        switch self {
        case .noAcceptedPolicies: "Mend the policies first, in a change of their own."
        case .tooFewApprovers(_, let team, _, _, _):
            "Add people to \(team) in policies/people.yaml; a person never approves for themselves."
        case .tooManyGroups: "End another access of theirs first, or have a standing group removed."
        case .snapshotTooOld, .snapshotWithout: "Take a new one with daypass snapshot."
        case .snapshotFromTheFuture: "Look at the clocks of both machines, and take a new one with daypass snapshot."
        case .snapshotOfAnother: "Give one of this repository."
        }
    }

    package func diagnostic(at place: Place? = nil) -> Diagnostic { Diagnostic(severity, code, message, advice: advice, at: place) }
}
