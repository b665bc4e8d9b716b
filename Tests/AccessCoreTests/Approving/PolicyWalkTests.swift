import AccessCore
import Testing

/// Which policies are in force: nobody loosens a rule for themselves.
@Suite struct PolicyWalkTests {
    private typealias A = Approvers

    private func step(
        _ number: Int, _ policies: PolicySet?, _ reviews: Testimony..., signed: Testimony? = nil, isChange: Bool = true
    ) -> PolicyStep {
        PolicyStep(
            before: CommitID("c\(number - 1)"), after: CommitID("c\(number)"), tree: policies?.tree ?? TreeID("broken\(number)"),
            policies: policies, isChange: isChange, reviews: reviews, signatures: signed.map { [$0] } ?? [])
    }

    private func walk(from start: PolicySet? = A.policies(), _ steps: PolicyStep...) -> PolicyWalk {
        var walk = PolicyWalk(from: start)
        for step in steps { walk.take(step) }
        return walk
    }

    private let loosened = A.policies(tree: "loose", rules: .automatic)
    private let other = A.policies(tree: "other")

    @Test func whatOwnersApprovedIsInForce() {
        let walk = walk(step(1, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == other.tree && walk.acceptedWith == CommitID("c1") && walk.open.isEmpty)
        #expect(walk.proof?.approvals.map(\.person) == [A.guard01])
    }

    @Test func whatNobodyApprovedIsNot() {
        let walk = walk(step(1, loosened), step(2, other, A.reviews(A.lead01)))
        #expect(walk.accepted?.tree == TreeID("tree1") && walk.open.count == 2 && walk.objections.count == 2)
        #expect(walk.proof == nil && walk.acceptedWith == nil)
    }

    @Test func anApprovedChangeDoesNotLaunderAnUnapprovedOneBeforeIt() {
        let walk = walk(step(1, loosened), step(2, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == TreeID("tree1"))
        #expect(walk.objections.map(\.step) == [CommitID("c1")])
    }

    @Test func eachStepApprovedIsTheWholeApproved() {
        var first = A.reviews(A.guard01)
        first.doubt = "its index lags"
        var walk = walk(step(1, loosened, first), step(2, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == TreeID("tree1") && walk.objections.map(\.cause) == [.unclear("github: its index lags")])
        walk = self.walk(step(1, nil, A.reviews(A.guard01)), step(2, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == other.tree && walk.proof?.approvals.count == 1)
    }

    @Test func aSignatureOfTheWholeTreeApprovesWhateverLedThere() {
        #expect(walk(step(1, loosened), step(2, other, signed: A.signatures(A.guard01))).accepted?.tree == other.tree)
        // The signature came with a later step that changes nothing itself.
        let walk = walk(step(1, other), step(2, other, signed: A.signatures(A.guard01), isChange: false))
        #expect(walk.accepted?.tree == other.tree && walk.acceptedWith == CommitID("c2"))
        #expect(self.walk(step(1, other, signed: A.signatures(A.lead01))).accepted?.tree == TreeID("tree1"))
    }

    @Test func whatWasReplacedIsNotBroughtBackByTheSignaturesOfThen() {
        let third = A.policies(tree: "third")
        let signed = [other, loosened, third].map { step(1, $0, signed: A.signatures(A.guard01)) }
        #expect(walk(signed[0], signed[2]).accepted?.tree == third.tree)
        // What was accepted; what waited when others were accepted; what the walk began with; and what stood there before it began.
        for (back, before) in [
            (other, [signed[0]]), (loosened, [step(1, loosened)]), (A.policies(), []), (loosened, []),
        ] {
            var walk = PolicyWalk(from: A.policies(), replaced: [loosened.tree])
            for step in before + [signed[2], step(7, back, signed: A.signatures(A.guard01))] { walk.take(step) }
            #expect(walk.accepted?.tree == third.tree, "\(back.tree)")
            #expect(walk.objections.map(\.step) == [CommitID("c7")])
            #expect("\(walk.objections)".contains("signatures of then"), "\(walk.objections)")
            // Reviews are of now.
            walk.take(step(8, third))
            walk.take(step(9, back, A.reviews(A.guard01), signed: A.signatures(A.guard01)))
            #expect(walk.accepted?.tree == back.tree)
        }
    }

    @Test func whatWaitsForAForgeIsSaidBesides() {
        var late = A.reviews()
        late.doubt = "its index lags"
        var walk = PolicyWalk(from: A.policies(), replaced: [other.tree])
        walk.take(step(1, other, late, signed: A.signatures(A.guard01)))
        #expect(walk.objections.map(\.isUnclear) == [false, true])
    }

    @Test func whatWasTakenBackCanBeSignedLater() {
        let walk = walk(step(1, other), step(2, A.policies()), step(3, other, signed: A.signatures(A.guard01)))
        #expect(walk.accepted?.tree == other.tree)
    }

    @Test func goingBackNeedsNobody() {
        let walk = walk(step(1, loosened), step(2, A.policies()), step(3, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == other.tree)
    }

    @Test func theRulesOfTheStepItselfDoNotCount() {
        // It makes its author an owner.
        var grab = A.policies(tree: "grab", owners: [A.leads])
        grab.people.teams[A.security] = [A.lead01]
        #expect(walk(step(1, grab, A.reviews(A.lead01))).accepted?.tree == TreeID("tree1"))
        // Nor in the step after it.
        #expect(walk(step(1, grab), step(2, loosened, A.reviews(A.lead01))).accepted?.tree == TreeID("tree1"))
        // Once it is approved they do.
        #expect(walk(step(1, grab, A.reviews(A.guard01)), step(2, loosened, A.reviews(A.lead01))).accepted?.tree == loosened.tree)
    }

    @Test func whatIsApprovedAndCantBeReadIsNotInForce() {
        let walk = walk(step(1, nil, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == TreeID("tree1") && walk.objections.map(\.cause) == [.unreadable])
    }

    @Test func anOwnersObjectionHoldsIt() {
        var reviews = A.reviews(A.guard01)
        reviews.objections = [A.said(A.guard01)]
        let walk = walk(step(1, other, reviews))
        #expect(walk.objections.map(\.cause) == [.notApproved("guard01 asks for changes")])
    }

    @Test func whereTheMergeCountsItCounts() {
        let merge = A.policies([.merge], tree: "m1")
        #expect(walk(from: merge, step(1, other)).accepted?.tree == other.tree)
        // Until it is taken away.
        #expect(walk(from: merge, step(1, other), step(2, loosened)).accepted?.tree == other.tree)
        // Nobody gives it back unasked.
        #expect(walk(step(1, merge), step(2, loosened)).accepted?.tree == TreeID("tree1"))
    }

    @Test func withoutPoliciesOnlyTheMergeCanBegin() {
        #expect(walk(from: nil, step(1, other)).accepted == nil)
        #expect(walk(from: nil, step(1, nil)).objections.map(\.cause) == [.unreadable])
        #expect(walk(from: nil, step(1, A.policies([.merge], tree: "m1"))).accepted?.tree == TreeID("m1"))
    }

    @Test func withoutOwnersNothingIsAccepted() {
        let walk = walk(from: A.policies(owners: []), step(1, other, A.reviews(A.guard01)))
        #expect(walk.accepted?.tree == TreeID("tree1"))
    }

    @Test func eachOwningTeamIsAsked() {
        let start = A.policies(owners: [A.security, A.leads])
        #expect(walk(from: start, step(1, other, A.reviews(A.guard01))).accepted?.tree == TreeID("tree1"))
        #expect(walk(from: start, step(1, other, A.reviews(A.guard01, A.lead01))).accepted?.tree == other.tree)
    }
}
