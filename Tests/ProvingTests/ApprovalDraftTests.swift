import AccessCore
import Approvals
import Testing

@testable import Proving

/// What a forge is asked, and which.
@Suite struct ApprovalDraftTests {
    private static let silent = Testimony(kind: .github, doubt: "the forge doesn't answer")
    private static let answered = Testimony(kind: .github, refusal: "nobody approved it")

    @Test func whatASteppedChangeBroughtInIsAskedByStep() {
        let questions = Scene().draft.questions
        #expect(questions.map(\.after) == [Scene.first, Scene.second])
        #expect(questions.map(\.before) == [Scene.root, Scene.first])
        #expect(questions[0].contents == [StepQuestion.Content(path: "policies", object: Scene.policies("b").tree.text)])
        #expect(questions[1].contents.map(\.path) == [Scene.path] && questions[1].contents[0].sha256?.count == 64)
        #expect(questions.allSatisfy { $0.branch == "main" })
    }

    @Test func whatWasThereBeforeTheRootIsAskedOfNobody() {
        var scene = Scene()
        scene.before = nil
        #expect(scene.draft.questions.map(\.after) == [Scene.first])
        let testimony = scene.testimonies().first { $0.kind == .github }
        #expect(testimony?.refusal?.contains("before the root of trust") == true && testimony?.doubt == nil)
    }

    @Test func policiesThatAreInForceNeedNoQuestion() {
        var scene = Scene()
        scene.proposed = Scene.policies("a")
        #expect(scene.draft.questions.map(\.after) == [Scene.second])
    }

    @Test func whatIsRememberedIsNotAskedAgain() {
        var scene = Scene()
        (scene.found, scene.stepFound) = (FoundEvidence(testimonies: [Self.answered]), FoundEvidence(testimonies: [Self.answered]))
        #expect(scene.draft.questions.isEmpty)
        // Of signatures nothing can be told about reviews.
        scene.found = FoundEvidence(testimonies: [Testimony(kind: .signature)])
        #expect(scene.draft.questions.map(\.after) == [Scene.second])
    }

    @Test func aDoubtIsAskedAboutOnceItsTimeHasCome() {
        var scene = Scene()
        scene.stepFound = FoundEvidence(testimonies: [Self.answered])
        scene.found = FoundEvidence(testimonies: [Self.silent], attempts: 1, next: Scene.now.advanced(by: .seconds(1)))
        #expect(scene.draft.questions.isEmpty)
        scene.found = FoundEvidence(testimonies: [Self.silent], attempts: 1, next: Scene.now)
        #expect(scene.draft.questions.map(\.after) == [Scene.second])
    }

    @Test func theForgeIsThatOfThePoliciesAtTheBeginning() {
        var scene = Scene()
        #expect(scene.draft.forge?.kind == .github)
        scene.start = Scene.policies("a", [.signature])
        #expect(scene.draft.forge == nil && scene.draft.questions.isEmpty)
    }

    @Test func orOfThoseThatSignaturesPutInForceSince() {
        var scene = Scene()
        scene.start = Scene.policies("a", [.signature])
        var draft = scene.draft
        draft.findForge(signatures: KeyNames())
        #expect(draft.forge == nil)
        scene.owners = [Scene.guard01]
        draft = scene.draft
        draft.findForge(signatures: KeyNames())
        #expect(draft.forge?.kind == .github)
    }

    @Test func orOfThoseThatARequestWaitsUnder() {
        var scene = Scene()
        scene.start = Scene.policies("a", [.signature])
        scene.rules = .remembered(Scene.policies("c"))
        var draft = scene.draft
        draft.findForge(signatures: KeyNames())
        #expect(draft.forge?.kind == .github && draft.questions.map(\.after).contains(Scene.second))
    }
}
