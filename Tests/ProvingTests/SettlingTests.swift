import AccessCore
import Approvals
import Testing

@testable import Proving

/// Under which policies a content came, and what is found about it.
@Suite struct SettlingTests {
    private typealias S = Scene

    private func approvers(_ testimonies: [Testimony]) -> [PersonName] {
        testimonies.filter { $0.kind == .signature }.flatMap(\.approvals).map(\.person)
    }

    @Test func aRequestComesUnderThePoliciesAcceptedBeforeItsStep() {
        var scene = S()
        #expect(scene.settled().contents[S.id]?.policies?.tree == S.tree("a"))
        scene.owners = [S.guard01]
        #expect(scene.settled().contents[S.id]?.policies?.tree == S.tree("b"))
        // In the step that changes them the former ones count.
        scene.rules = .before(step: 0)
        #expect(scene.settled().contents[S.id]?.policies?.tree == S.tree("a"))
        scene.rules = .atStart
        #expect(scene.settled().contents[S.id]?.policies?.tree == S.tree("a"))
        scene.rules = .remembered(S.policies("c"))
        #expect(scene.settled().contents[S.id]?.policies?.tree == S.tree("c"))
    }

    @Test func policiesCountOnceTheirOwnersSigned() {
        var scene = S()
        scene.owners = [S.lead01]
        #expect(scene.settled().walk.accepted?.tree == S.tree("a"))
        scene.owners = [S.guard01]
        #expect(scene.settled().walk.accepted?.tree == S.tree("b") && scene.settled().walk.acceptedWith == S.first)
    }

    @Test func policiesThatOthersReplacedAreNotBroughtBackByTheirSignatures() {
        var scene = S()
        (scene.owners, scene.replaced) = ([S.guard01], [S.tree("b")])
        #expect(scene.settled().walk.accepted?.tree == S.tree("a"))
    }

    @Test func whatAProposalDoesNotShowIsNotProvenByIt() {
        var scene = S()
        scene.stoodBefore = true
        #expect(scene.round?.questions.map { $0.contents.map(\.stoodBefore) } == [[true], [true]])
        scene.stoodBefore = false
        #expect(scene.round?.questions.map { $0.contents.map(\.stoodBefore) } == [[false], [false]])
    }

    @Test func whatIsNotApprovedIsRememberedWithWhatWasFound() {
        let settled = S().settled([S.first: .doubtful("the forge doesn't answer")])
        #expect(settled.steps.map(\.after) == [S.first])
        #expect(settled.steps.first?.found.next != nil && settled.steps.first?.found.attempts == 1)
        var scene = S()
        scene.owners = [S.guard01]
        #expect(scene.settled().steps.isEmpty)
    }

    @Test func howLongTheForgeWantsNoQuestionIsRemembered() {
        let busy = StepFacts.doubtful("the forge was asked too much", pause: .seconds(900))
        let settled = S().settled([S.first: busy, S.second: busy])
        #expect(settled.steps.first?.found.next == S.now.advanced(by: .seconds(900)))
        #expect(settled.contents[S.id]?.findings.pause == .seconds(900))
        let other = S().settled([S.first: .doubtful("it doesn't answer"), S.second: .doubtful("it doesn't answer")])
        #expect(other.steps.first?.found.next == S.now.advanced(by: .seconds(60)))
        #expect(other.contents[S.id]?.findings.pause == nil)
    }

    @Test func whatIsOnRecordAsAcceptedNobodyHasToSayAgain() {
        var scene = S()
        scene.onRecord = AcceptedPolicy(scene.proposed, with: S.first, provenBy: ApprovalProof())
        #expect(scene.round?.questions.map(\.after) == [S.second])
        let settled = scene.settled([S.second: .doubtful("the forge doesn't answer")])
        #expect(settled.walk.accepted?.tree == S.tree("b") && settled.contents[S.id]?.policies?.tree == S.tree("b"))
        #expect(settled.accepted.last?.step == S.first && settled.accepted.last?.proof != nil)
    }

    @Test func anotherTreeOfThatStepOrAnotherStepIsNot() {
        var scene = S()
        scene.onRecord = AcceptedPolicy(S.policies("c"), with: S.first)
        #expect(scene.settled().walk.accepted?.tree == S.tree("a"))
        scene.onRecord = AcceptedPolicy(scene.proposed, with: S.root)
        #expect(scene.settled().walk.accepted?.tree == S.tree("a"))
    }

    @Test func keysThatAChangeBringsDoNotSignIt() {
        var scene = S()
        scene.start = S.policies("a", keys: [S.guard01: "an older key"])
        scene.owners = [S.guard01]
        #expect(scene.settled().walk.accepted?.tree == S.tree("a"))
    }

    @Test func aSignatureIsGoodByAllPoliciesThatCount() {
        var scene = S()
        scene.signers = [S.lead01]
        #expect(approvers(scene.testimonies()) == [S.lead01])
        // Its key is taken away by a change that nobody approved yet.
        scene.proposed = S.policies("b", keys: [S.lead01: "another key"])
        #expect(approvers(scene.testimonies()).isEmpty)
        #expect(scene.testimonies().contains { $0.setAside.contains { $0.why.contains("key of lead01") } })
        // It signs only by the policies of now.
        scene.proposed = S.policies("b")
        scene.start = S.policies("a", keys: [S.lead01: "an older key"])
        #expect(approvers(scene.testimonies()).isEmpty)
    }

    @Test func aSignatureCountsFromWhenItWasSeenFirst() throws {
        var scene = S()
        scene.signers = [S.lead01]
        #expect(scene.testimonies().flatMap(\.approvals).map(\.at) == [S.now])
        var known = try #require(scene.testimonies().first { $0.kind == .signature })
        known.approvals[0].at = S.now.advanced(by: .seconds(-3600))
        scene.found = FoundEvidence(testimonies: [known])
        #expect(scene.testimonies().flatMap(\.approvals).map(\.at) == [S.now.advanced(by: .seconds(-3600))])
    }

    @Test func whoWroteItIsToldApart() {
        var scene = S()
        (scene.signers, scene.writers) = ([S.lead01], ["LEAD01@example.com"])
        let testimony = scene.testimonies().first { $0.kind == .signature }
        #expect(testimony?.involved == [Involvement(S.lead01, .author)])
    }

    @Test func aForgeThatWasNotAskedIsADoubtAndNeverANo() {
        let testimony = S().testimonies().first { $0.kind == .github }
        #expect(testimony?.doubt != nil && testimony?.refusal == nil && testimony?.approvals.isEmpty == true)
    }

    @Test func whatIsRememberedOfAForgeStands() {
        var scene = S()
        let known = Testimony(kind: .github, refusal: "nobody approved it")
        scene.found = FoundEvidence(testimonies: [known])
        #expect(scene.testimonies().first { $0.kind == .github } == known)
    }

    @Test func onlyWhatThePoliciesTrustIsLookedFor() {
        var scene = S()
        (scene.start, scene.proposed) = (S.policies("a", [.github]), S.policies("b", [.github]))
        scene.signers = [S.lead01]
        #expect(scene.testimonies().map(\.kind) == [.github])
        (scene.start, scene.proposed) = (S.policies("a", [.signature]), S.policies("b", [.signature]))
        #expect(scene.testimonies().map(\.kind) == [.signature])
    }
}
