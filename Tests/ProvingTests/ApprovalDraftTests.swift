import AccessCore
import Approvals
import Testing

@testable import Proving

/// What a forge is asked, and which.
@Suite struct ApprovalDraftTests {
    private static let silent = Testimony(kind: .github, doubt: "the forge doesn't answer")
    private static let answered = Testimony(kind: .github, refusal: "nobody approved it")

    @Test func whatASteppedChangeBroughtInIsAskedByStep() {
        let questions = Scene().round?.questions ?? []
        #expect(questions.map(\.after) == [Scene.first, Scene.second])
        #expect(questions.map(\.before) == [Scene.root, Scene.first])
        #expect(questions[0].contents == [StepQuestion.Content(path: "policies", object: Scene.policies("b").tree.text)])
        #expect(questions[1].contents.map(\.path) == [Scene.path] && questions[1].contents[0].sha256?.count == 64)
        #expect(questions.allSatisfy { $0.branch == "main" })
    }

    @Test func whatWasThereBeforeTheRootIsAskedOfNobody() {
        var scene = Scene()
        scene.before = nil
        #expect(scene.round?.questions.map(\.after) == [Scene.first])
        let testimony = scene.testimonies().first { $0.kind == .github }
        #expect(testimony?.refusal?.contains("before the root of trust") == true && testimony?.doubt == nil)
    }

    @Test func policiesThatAreInForceNeedNoQuestion() {
        var scene = Scene()
        scene.proposed = Scene.policies("a")
        #expect(scene.round?.questions.map(\.after) == [Scene.second])
    }

    @Test func whatIsRememberedIsNotAskedAgain() {
        var scene = Scene()
        (scene.found, scene.stepFound) = (FoundEvidence(testimonies: [Self.answered]), FoundEvidence(testimonies: [Self.answered]))
        #expect(scene.round == nil)
        // Of signatures nothing can be told about reviews.
        scene.found = FoundEvidence(testimonies: [Testimony(kind: .signature)])
        #expect(scene.round?.questions.map(\.after) == [Scene.second])
    }

    @Test func aDoubtIsAskedAboutOnceItsTimeHasCome() {
        var scene = Scene()
        scene.stepFound = FoundEvidence(testimonies: [Self.answered])
        scene.found = FoundEvidence(testimonies: [Self.silent], attempts: 1, next: Scene.now.advanced(by: .seconds(1)))
        #expect(scene.round == nil)
        scene.found = FoundEvidence(testimonies: [Self.silent], attempts: 1, next: Scene.now)
        #expect(scene.round?.questions.map(\.after) == [Scene.second])
    }

    @Test func whereNoPoliciesNameAForgeNobodyIsAsked() {
        var scene = Scene()
        #expect(scene.round?.forge.kind == .github)
        (scene.start, scene.proposed) = (Scene.policies("a", [.signature]), Scene.policies("b", [.signature]))
        #expect(scene.round == nil)
    }

    @Test func aForgeThatSignaturesPutInForceIsAskedAboutWhatCameAfter() {
        var scene = Scene()
        scene.start = Scene.policies("a", [.signature])
        #expect(scene.round == nil, "who proposes a forge isn't asked by it")
        scene.owners = [Scene.guard01]
        #expect(scene.rounds().map(\.forge.kind) == [.github])
        #expect(scene.round?.questions.map(\.after) == [Scene.second])
    }

    @Test func aForgeThatARequestWaitsUnderIsAskedAboutThatRequest() {
        var scene = Scene()
        scene.start = Scene.policies("a", [.signature])
        scene.rules = .remembered(Scene.policies("c"))
        #expect(scene.rounds().map(\.forge.kind) == [.github])
        #expect(scene.round?.questions.map(\.after) == [Scene.second])
    }

    @Test func allIsAskedAtOnceWhereTheForgeStaysTheSame() {
        var scene = Scene()
        scene.owners = [Scene.guard01]
        #expect(scene.rounds().map { $0.questions.map(\.after) } == [[Scene.first, Scene.second]])
    }
}
