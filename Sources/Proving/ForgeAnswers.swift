package import AccessCore
package import Approvals

/// What forges are asked in one go: questions of one forge.
package struct ForgeRound: Sendable {
    package var forge: ForgeSettings
    /// Each about another step, by the step's commit.
    package var questions: [StepQuestion]

    package init(forge: ForgeSettings, questions: [StepQuestion]) { (self.forge, self.questions) = (forge, questions) }
}

/// A repository at a forge, whatever opens it.
struct ForgePlace: Hashable, Sendable {
    private var kind: ForgeSettings.Kind
    private var repository: String
    private var api: String?

    init(_ settings: ForgeSettings) { (kind, repository, api) = (settings.kind, settings.repository, settings.api) }
}

/// What forges have answered so far. Each speaks for those policies alone that name it, at the same address: where policies move to
/// another forge, the one before has no say about what comes after.
package struct ForgeAnswers: Sendable {
    private var facts: [ForgePlace: [CommitID: StepFacts]] = [:]

    package init() {}

    /// - Parameter given: by the step's commit; what is missing is in doubt, and isn't asked again in this run.
    package mutating func add(_ given: [CommitID: StepFacts], to round: ForgeRound) {
        for question in round.questions {
            facts[ForgePlace(round.forge), default: [:]][question.after] =
                given[question.after] ?? .doubtful("the forge gave no answer")
        }
    }

    /// Nil if that forge wasn't asked about that step.
    func about(_ step: CommitID, from forge: ForgeSettings) -> StepFacts? { facts[ForgePlace(forge)]?[step] }
}
