import AccessCore
import Approvals
import Testing

@testable import Proving

/// Policies that move from one forge to another: each is asked about what came under policies that name it.
@Suite struct ForgeRoundTests {
    private typealias S = Scene

    /// Policies of the first forge, and a change of them to another one.
    private static let moves: [(PolicySet, PolicySet)] = [
        (S.policies("a"), S.policies("b", [.signature, .gitlab])), (S.policies("a"), S.policies("b", at: "https://ghe.example.com/api/v3")),
    ]

    @Test(arguments: moves)
    func whatComesAfterTheMoveIsAskedOfTheForgeAfterIt(before: PolicySet, after: PolicySet) {
        var scene = S()
        (scene.start, scene.proposed, scene.owners) = (before, after, [S.guard01])
        let rounds = scene.rounds()
        #expect(rounds.map(\.forge) == [before.settings.forge, after.settings.forge])
        #expect(rounds.map { $0.questions.map(\.after) } == [[S.first], [S.second]])
    }

    @Test(arguments: moves)
    func aMoveThatNobodyApprovedChangesNothing(before: PolicySet, after: PolicySet) {
        var scene = S()
        (scene.start, scene.proposed) = (before, after)
        let rounds = scene.rounds()
        #expect(rounds.map(\.forge) == [before.settings.forge, before.settings.forge])
        #expect(rounds.map { $0.questions.map(\.after) } == [[S.first], [S.second]])
    }

    @Test(arguments: moves)
    func theForgeFromBeforeHasNoSayAboutWhatCameAfter(before: PolicySet, after: PolicySet) throws {
        var scene = S()
        (scene.start, scene.proposed, scene.owners) = (before, after, [S.guard01])
        let (old, new) = (try #require(before.settings.forge), try #require(after.settings.forge))
        let question = StepQuestion(before: S.first, after: S.second, parents: [S.first], branch: "main", contents: [])
        func testimony(_ forge: ForgeSettings, _ words: String) -> Testimony? {
            var answers = ForgeAnswers()
            answers.add([S.second: .refused(words)], to: ForgeRound(forge: forge, questions: [question]))
            let found = scene.draft.settled(with: answers, signatures: KeyNames()).contents[S.id]?.findings.testimonies ?? []
            return found.first { $0.kind == new.kind.evidence }
        }
        #expect(testimony(old, "says the old one")?.doubt != nil)
        #expect(testimony(old, "says the old one")?.refusal == nil)
        #expect(testimony(new, "says the new one")?.refusal == "says the new one")
    }

    @Test func whatWaitsUnderTheForgeFromBeforeIsAskedOfThatOne() {
        var scene = S()
        (scene.start, scene.proposed) = (S.policies("b", [.gitlab]), S.policies("b", [.gitlab]))
        scene.rules = .remembered(S.policies("a"))
        let rounds = scene.rounds()
        #expect(rounds.map(\.forge.kind) == [.github])
        #expect(rounds.map { $0.questions.map(\.after) } == [[S.second]])
    }

    @Test func theSamePlaceIsOpenedByWhatTheAcceptedPoliciesSay() {
        func policies(_ digit: Character, _ variable: String) -> PolicySet {
            var policies = S.policies(digit)
            policies.settings.forge?.credential = .token(variable: variable)
            return policies
        }
        var scene = S()
        (scene.start, scene.proposed) = (policies("a", "OLD"), policies("b", "NEW"))
        #expect(scene.rounds().map(\.forge.credential) == [.token(variable: "OLD"), .token(variable: "OLD")])
        // What waits under policies from before is asked with what opens the forge now.
        (scene.start, scene.proposed, scene.rules) = (policies("b", "NEW"), policies("b", "NEW"), .remembered(policies("a", "OLD")))
        #expect(scene.rounds().map(\.forge.credential) == [.token(variable: "NEW")])
        (scene.start, scene.owners, scene.rules) = (policies("a", "OLD"), [S.guard01], .atStart)
        #expect(scene.rounds().map(\.forge.credential) == [.token(variable: "NEW"), .token(variable: "NEW")])
    }

    @Test func aQuestionAboutAStepIsAboutAllThatItBrought() {
        var scene = S()
        (scene.start, scene.proposed, scene.owners) = (S.policies("a"), S.policies("b", [.gitlab]), [S.guard01])
        scene.rules = .atStart
        var draft = scene.draft
        draft.contents[S.id]?.before = S.root
        draft.contents[S.id]?.after = S.first
        let round = draft.nextRound(after: ForgeAnswers(), signatures: KeyNames())
        #expect(round?.questions.map { $0.contents.map(\.path) } == [["policies", S.path]])
        var answers = ForgeAnswers()
        if let round { answers.add([:], to: round) }
        #expect(draft.nextRound(after: answers, signatures: KeyNames()) == nil)
    }

    @Test func whatIsRememberedStandsThoughItsStepIsAskedAbout() throws {
        let approved = Testimony(kind: .github, approvals: [Approval(person: S.lead01, kind: .github, at: S.now, digest: "d")])
        var draft = S().draft
        draft.contents[S.id]?.found = FoundEvidence(testimonies: [approved])
        var other = try #require(draft.contents[S.id])
        (other.path, other.found) = ("requests/r2.yaml", nil)
        draft.contents[RequestID("r2")] = other
        let round = try #require(draft.nextRound(after: ForgeAnswers(), signatures: KeyNames()))
        #expect(round.questions.last?.contents.map(\.path) == ["requests/r2.yaml"])
        var answers = ForgeAnswers()
        answers.add([S.second: .refused("there is no such file")], to: round)
        let settled = draft.settled(with: answers, signatures: KeyNames())
        #expect(settled.contents[S.id]?.findings.testimonies.contains(approved) == true)
        #expect(settled.contents[S.id]?.findings.asked == false)
        #expect(settled.contents[RequestID("r2")]?.findings.testimonies.contains { $0.refusal == "there is no such file" } == true)
    }

    @Test func whatAForgeLeavesUnansweredIsInDoubtAndNotAskedAgain() throws {
        let scene = S()
        var answers = ForgeAnswers()
        answers.add([:], to: try #require(scene.round))
        #expect(scene.draft.nextRound(after: answers, signatures: KeyNames()) == nil)
        let found = scene.draft.settled(with: answers, signatures: KeyNames()).contents[S.id]?.findings
        #expect(found?.testimonies.first { $0.kind == .github }?.doubt == "the forge gave no answer")
        #expect(found?.asked == true)
    }
}
