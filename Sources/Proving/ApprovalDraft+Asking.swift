import AccessCore
import Approvals

/// Which forge is asked what.
extension ApprovalDraft {
    /// What is to be asked next, until there is nothing more: nothing whose answer is remembered, or isn't due yet. Only forges that
    /// accepted policies name are asked: the token goes nowhere that nobody approved.
    ///
    /// Where the same forge is named all along, that is all at once. Else policies come first, since they say who is asked about what
    /// came after them: each change of them at the forge of those accepted before it, then each content at the forge of those that
    /// it came under.
    ///
    /// - Parameter signatures: what tells which signatures of policies are good; none of a request is verified for it, nor any where
    ///   no policies name a forge.
    package func nextRound(after answers: ForgeAnswers, signatures: some SignatureReading = VerifiedSignatures()) -> ForgeRound? {
        let named = forgesNamed
        guard !named.isEmpty else { return nil }
        if let only = start.flatMap(Self.forge(of:)), named == [only] {
            let changes = steps.filter { $0.isChange && $0.tree != start?.tree && !isOnRecord($0) }.map {
                (only, Self.question(about: $0, branch), $0.found)
            }
            return round(of: changes + ordered.map { (only, Self.question(about: $0, branch), $0.found) }, answers)
        }
        var reader = signatures
        let walked = walked(with: answers, &reader)
        let changes = walked.reviewed.compactMap { step, accepted in
            Self.forge(of: accepted).map { ($0, Self.question(about: step, branch), step.found) }
        }
        let came = ordered.compactMap { content in
            walked.policies(of: content.rules).flatMap(Self.forge(of:)).map { ($0, Self.question(about: content, branch), content.found) }
        }
        var next = round(of: changes, answers) ?? round(of: came, answers)
        // What opens the same place may have changed since.
        if let forge = next?.forge, let now = walked.walk.accepted.flatMap(Self.forge(of:)), ForgePlace(now) == ForgePlace(forge) {
            next?.forge = now
        }
        return next
    }

    /// The forge whose reviews some policies trust.
    static func forge(of policies: PolicySet) -> ForgeSettings? {
        policies.settings.forge.flatMap { policies.settings.evidence.contains($0.kind.evidence) ? $0 : nil }
    }

    static func question(about step: Step, _ branch: String) -> StepQuestion {
        StepQuestion(
            before: step.before, after: step.after, parents: step.parents, branch: branch,
            contents: [StepQuestion.Content(path: "policies", object: step.tree?.text ?? "", stoodBefore: step.stoodBefore)])
    }

    static func question(about content: Content, _ branch: String) -> StepQuestion {
        StepQuestion(
            before: content.before, after: content.after, parents: content.parents, branch: branch,
            contents: [
                StepQuestion.Content(path: content.path, object: content.object, sha256: content.sha256, stoodBefore: content.stoodBefore)
            ])
    }

    private var ordered: [Content] { contents.values.sorted { $0.path < $1.path } }

    /// Of all policies that anything here could come under.
    private var forgesNamed: Set<ForgeSettings> {
        let remembered = contents.values.compactMap { content -> PolicySet? in
            if case .remembered(let policies) = content.rules { policies } else { nil }
        }
        return Set(([start] + steps.map(\.policies) + remembered).compactMap { $0.flatMap(Self.forge(of:)) })
    }

    /// What the first forge that has anything to answer is asked. A question about a step is about all that it brought and that isn't
    /// remembered, so that none has to be asked twice.
    private func round(
        of wanted: [(forge: ForgeSettings, question: StepQuestion, found: FoundEvidence?)], _ answers: ForgeAnswers
    ) -> ForgeRound? {
        let open = wanted.filter { one in
            // What was there before the root of trust came in by no step that could be asked about.
            one.question.before != nil && !isKnown(one.found, one.forge) && answers.about(one.question.after, from: one.forge) == nil
        }
        guard let forge = open.first?.forge else { return nil }
        let asked = Set(open.filter { ForgePlace($0.forge) == ForgePlace(forge) }.map(\.question.after))
        var questions: [CommitID: StepQuestion] = [:]
        let brought =
            steps.filter { $0.isChange && !isKnown($0.found, forge) && !isOnRecord($0) }.map { Self.question(about: $0, branch) }
            + ordered.filter { !isKnown($0.found, forge) }.map { Self.question(about: $0, branch) }
        for question in brought where asked.contains(question.after) && question.before != nil {
            if questions[question.after] == nil {
                questions[question.after] = question
            } else {
                questions[question.after]?.contents += question.contents
            }
        }
        return ForgeRound(forge: forge, questions: questions.values.sorted { $0.after < $1.after })
    }

    /// Whether what is remembered is sure, or too young to be asked about again.
    func isKnown(_ found: FoundEvidence?, _ forge: ForgeSettings) -> Bool {
        guard let found, let known = found.testimonies.first(where: { $0.kind == forge.kind.evidence }) else { return false }
        return known.doubt == nil || !found.isDue(at: now)
    }
}
