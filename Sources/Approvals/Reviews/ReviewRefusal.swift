package import AccessCore

/// Why a pull request proves nothing about a content, whoever approved it. A sentence without its full stop.
package enum ReviewRefusal: Error, Hashable, Sendable {
    case otherRepository(Int)
    case otherBranch(Int, String, expected: String)
    case fork(Int)
    case rebase(Int)
    case otherMerge(Int, CommitID)
    case otherHead(Int, CommitID)
    case oddParents
    /// The content at the head that was reviewed is another one, or none.
    case changedByMerge(Int, path: String, head: CommitID)
    /// A fast-forward of several commits: what the last of them alone brought in isn't what was shown.
    case severalCommits(Int)
    /// The branch had the content from where it parted, so the pull request doesn't show it.
    case notShown(Int, path: String)
    /// Somebody whose hand is in it can't be told.
    case unresolved(Int, Involvement.Role, Party, CommitID?)
}

extension ReviewRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherRepository(let number):
            "pull request #\(number) goes into another repository; \(Self.again)"
        case .otherBranch(let number, let branch, let expected):
            "pull request #\(number) was merged into '\(PlainWords(branch))', not into '\(PlainWords(expected))'; \(Self.again)"
        case .fork(let number):
            "pull request #\(number) comes from a fork, where nobody can tell who pushed what; propose it again from a branch of this repository"
        case .rebase(let number):
            "pull request #\(number) was merged by rebasing, which leaves nothing that was reviewed; \(Self.again), and switch off rebase merging"
        case .otherMerge(let number, let commit):
            "this step is not what pull request #\(number) was merged as, which is \(commit.short): it came by a rebase, "
                + "or as one of several commits of a fast-forward; \(Self.again)"
        case .otherHead(let number, let head):
            "this step merges something else than \(head.short), the reviewed head of pull request #\(number); \(Self.again)"
        case .oddParents: "this step is the branch's first commit, or merges more than one branch; \(Self.again)"
        case .changedByMerge(let number, let path, let head):
            "\(path) as it was merged is not what stood at \(head.short), the reviewed head of pull request #\(number); "
                + "bring a branch up to date, have it reviewed, and merge it"
        case .severalCommits(let number):
            "pull request #\(number) came as several commits of a fast-forward, and what was reviewed is all of them together; \(Self.again)"
        case .notShown(let number, let path):
            "\(path) as it was merged stood already where the branch of pull request #\(number) parted from this one, so the pull request doesn't "
                + "show it; propose it anew, so that there is something to be read"
        case .unresolved(let number, let role, let party, let commit):
            "\(Self.hand(role, number, commit)) \(party.name), who is nobody of policies/people.yaml: "
                + "add the account or the mail there, or have it proposed again without that hand"
        }
    }

    private static let again = "propose it again by a pull request that is merged with a merge commit or a squash"

    /// What was done by the one whose name follows.
    private static func hand(_ role: Involvement.Role, _ number: Int, _ commit: CommitID?) -> String {
        let place = "\(commit.map { "commit \($0.short)" } ?? "a commit") of pull request #\(number)"
        return switch role {
        case .beneficiary: "pull request #\(number) is for"
        case .proposer: "pull request #\(number) was opened by"
        case .author: "\(place) was written by"
        case .coAuthor: "\(place) was written together with"
        case .committer: "\(place) was committed by"
        case .pusher: "\(place) was pushed by"
        }
    }
}

extension CommitID {
    /// Its first digits, as git shows them.
    var short: String { String(text.prefix(7)) }
}
