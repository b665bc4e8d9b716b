import AccessCore
import Cryptography

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ReviewNode {
    /// Nil for a draft.
    ///
    /// - Throws: a state that isn't known; it might be one that takes an approval back.
    func facts() throws(ForgeDoubt) -> ReviewFacts? {
        let opinion: ReviewFacts.Opinion
        switch state {
        case "APPROVED": opinion = .approved
        case "CHANGES_REQUESTED": opinion = .changesRequested
        case "DISMISSED": opinion = .dismissed
        case "COMMENTED": opinion = .commented
        case "PENDING": return nil
        default: throw .gitHub(.shape("reviews.state"))
        }
        guard let submitted = submittedAt.value else { throw .gitHub(.shape("reviews.submittedAt")) }
        return ReviewFacts(
            reviewer: author.party, opinion: opinion, submitted: submitted,
            isEdited: lastEditedAt.value != nil || includesCreatedEdit || editor.value != nil,
            commit: commit.value.map { CommitID($0.oid) }, body: body, digest: digest)
    }

    /// Of the review as JSON, its keys sorted.
    private var digest: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SHA256.hash((try? encoder.encode(self)) ?? Data()).hex
    }
}
