import AccessCore

/// Why a review doesn't count. Ends the sentence that begins with who gave it.
enum ReviewExclusion: Error, Hashable, Sendable, CustomStringConvertible {
    case nobody
    case machine
    case dismissed
    case afterMerge(Timestamp)
    case edited
    case noCommit
    case otherCommit(CommitID, merged: CommitID)
    case pushed(Timestamp, approved: Timestamp)
    case upheaval(Upheaval, approved: Timestamp)
    case unofficial
    case stale
    case until(String)
    case hand([Involvement.Role])

    var description: String {
        switch self {
        case .nobody: "is nobody of policies/people.yaml, where accounts are known by their ids"
        case .machine: "is a bot"
        case .dismissed: "gave a review that was dismissed"
        case .afterMerge(let merge): "approved when it was merged already (\(merge)); only what was said before counts"
        case .edited: "changed the review after giving it, so nobody can tell what was approved; give a new one instead"
        case .noCommit: "approved a commit that the forge no longer names"
        case .otherCommit(let commit, let merged):
            "approved \(commit.short), and what was merged is \(merged.short); \(Self.again)"
        case .pushed(let push, let approved): "approved at \(approved), and the branch was pushed to at \(push); \(Self.again)"
        case .upheaval(let upheaval, let approved):
            "approved at \(approved), and \(Self.words(upheaval.kind)) at \(upheaval.at); \(Self.again)"
        case .unofficial: "gave an approval that doesn't count at the forge: it has to come from somebody who may write to the branch"
        case .stale: "approved a content that has changed since; \(Self.again)"
        case .until(let line):
            "wrote '\(PlainWords(line, limit: 80))', which says no time; a line has to read like '\(UntilLine.example)'"
        case .hand(let roles): "had a hand in it (\(roles.map(\.rawValue).joined(separator: ", "))), and nobody approves what is his own"
        }
    }

    private static let again = "approve after the last push, or write the file's sha256 into the review"

    private static func words(_ kind: Upheaval.Kind) -> String {
        switch kind {
        case .forcePush: "the branch was forced to another commit"
        case .branchDeleted: "the branch was deleted"
        case .branchRestored: "the branch was restored"
        case .retargeted: "the pull request was turned to another branch"
        case .reopened: "the pull request was closed and opened again"
        }
    }
}
