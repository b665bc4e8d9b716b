/// Somebody's account at a forge, and the mail that their git says.
struct ForgeAccount: Hashable, Sendable {
    var login: String
    var id: Int
    var mail: String

    static let member = ForgeAccount(login: "member-one", id: 1001, mail: "member01@example.com")
    static let lead = ForgeAccount(login: "lead-one", id: 1004, mail: "lead01@example.com")
    static let otherLead = ForgeAccount(login: "lead-two", id: 1005, mail: "lead02@example.com")
    static let security = ForgeAccount(login: "security-one", id: 1006, mail: "security01@example.com")
}

/// What is proposed, reviewed and merged, in the words of no forge in particular. Times are RFC 3339 in UTC.
struct Proposal: Sendable {
    /// One commit, pushed to the proposal's branch by itself.
    struct Push: Sendable {
        /// The file's.
        var text: String
        var at = "2026-11-22T12:00:00Z"
        var by = ForgeAccount.member
        /// Whom the commit's message names.
        var coAuthors: [ForgeAccount] = []
        /// Whether it takes the place of the commit before it.
        var isForced = false
        /// What else it does to the work tree.
        var also: (@Sendable (Site) async throws -> Void)?
    }

    struct Review: Sendable {
        var by = ForgeAccount.lead
        var at = "2026-11-22T12:30:00Z"
        var asksForChanges = false
        var body = "Go ahead."
    }

    /// How it comes onto the branch.
    enum Way: Sendable { case mergeCommit, squash, fastForward }

    var number: Int
    var path = ReviewedSite.request
    var pushes: [Push]
    var reviews = [Review()]
    var way = Way.mergeCommit
    var openedBy = ForgeAccount.member
    var mergedAt = "2026-11-22T12:50:00Z"
    /// What whoever merges makes of the file; nil: they leave it as it is.
    var mergedText: String?
    /// When it was put into a merge queue, which merges it; nil: somebody did by hand.
    var queuedAt: String?
    /// Other pull requests that the forge names beside it for the commit that it became.
    var shownBeside: [Int] = []
    /// What whoever merges does on the branch that it goes into, before they merge.
    var meanwhile: (@Sendable (Site) async throws -> Void)?
    /// What whoever merges does to the work tree, before they commit the merge.
    var byHand: (@Sendable (Site) async throws -> Void)?

    var branch: String { "request/\(number)" }
}

/// A proposal as it was merged, with what git made of it.
struct MergedProposal {
    struct Made {
        var push: Proposal.Push
        var commit: String
        var parent: String
        /// The head that a forced push took away.
        var replaced: String?
        /// By path, git's ids of all files, and of the folder `policies`.
        var objects: [String: String]
    }

    var proposal: Proposal
    /// One for each push, the oldest first.
    var made: [Made]
    /// What it became on the branch.
    var tip: String

    var head: Made { made[made.count - 1] }

    /// Those that the branch had when it was merged, the oldest first.
    var kept: [Made] {
        let gone = Set(made.compactMap(\.replaced))
        return made.filter { !gone.contains($0.commit) }
    }

    /// What a reviewer could see.
    func seen(by review: Proposal.Review) -> Made { made.last { $0.push.at < review.at } ?? head }

    /// The head before a push; nil for the one that made the branch.
    func before(_ place: Int) -> String? { place == 0 ? nil : made[place - 1].commit }
}
