import AccessCore

@testable import Approvals

/// What a forge's reviews testify of contents.
struct ForgeEvidence: Sendable {
    private let forge: any Forge
    private let rules: ReviewRules

    /// - Parameter people: the accepted ones.
    init(forge: any Forge, people: People) {
        self.forge = forge
        rules = ReviewRules(kind: forge.kind, people: people)
    }

    /// For each question, for each of its contents, in their order.
    func testimonies(_ questions: [StepQuestion]) async -> [[Testimony]] {
        if questions.isEmpty { return [] }
        let facts = await forge.facts(about: questions)
        return questions.indices.map { index in
            let known = index < facts.count ? facts[index] : .doubtful(ReviewDoubt.noAnswer.description)
            return questions[index].contents.map { rules.testimony(about: $0, of: questions[index], known) }
        }
    }
}
