import AccessCore
import Testing

/// Who may say that an emergency was justified, under policies that want people's word.
@Suite struct JudgeReviewApprovalTests {
    private typealias A = Approvers

    /// An emergency that guard01 approved and member01 has, and what its review comes to.
    private struct Place {
        var policies: PolicySet
        var world: World

        init(rules: ApprovalRules = .rules([ApprovalRules.Rule(from: A.leads, count: 1)])) {
            policies = A.policies(rules: rules)
            policies.entitlements[work]?.emergency = EmergencyRules(
                approval: .rules([ApprovalRules.Rule(from: A.security, count: 1)]), duration: .seconds(7200), review: .seconds(3600))
            world = World([entitlement()], users: [user()])
            (world.policies, world.recorded.policy) = (policies, AcceptedPolicy(policies))
            var asked = request(until: at(60))
            asked.isEmergency = true
            world.merge(r, asked)
            world.findings[r] = A.found(A.reviews(A.guard01))
            #expect(world.run().plan.actions.map(\.action) == [.grant])
        }

        func judgement(_ findings: ApprovalFindings?) -> Judgement {
            let review = SubmittedReview(
                request: r, path: "requests/r.review.yaml", blob: BlobID("review"), verdict: .justified,
                origin: Origin(before: CommitID("c5"), after: CommitID("c6"), policies: nil, mixed: false), findings: findings)
            var submission = world.submission
            submission.reviews = [review]
            return Judge(policies: policies, recorded: world.recorded, actual: world.actual, at: world.now).judge(submission)
        }

        /// Who is on record as having approved the review; nil if it doesn't count.
        func approvers(_ findings: ApprovalFindings?) -> [PersonName]? {
            let judgement = judgement(findings)
            for finding in judgement.findings {
                if case .reviewed(let review) = finding.event { return review.evidence.proof?.approvals.map(\.person) }
            }
            #expect(judgement.diagnostics.map(\.code).contains("DP2028") && judgement.undecided.isEmpty)
            #expect(judgement.findings.contains { if case .denied = $0.event { true } else { false } })
            return nil
        }
    }

    @Test func theReviewOfAnEmergencyIsApprovedToo() {
        let place = Place()
        // Not those of the emergency.
        #expect(place.approvers(A.found(A.reviews(A.guard01))) == nil)
        #expect(place.approvers(A.found(A.reviews(A.lead01))) == [A.lead01])
    }

    @Test func notWhoHadTheAccess() {
        #expect(Place().approvers(A.found(A.reviews(PersonName("member01")))) == nil)
    }

    /// What nobody has to approve when there is time is looked at by those who own policies.
    @Test func ownersWhereTheUsualWayNeedsNobody() {
        let place = Place(rules: .automatic)
        #expect(place.approvers(nil) == nil && place.approvers(A.found(A.reviews(A.lead01))) == nil)
        #expect(place.approvers(A.found(A.reviews(A.guard01))) == [A.guard01])
    }

    @Test func ownersWhereTheEntitlementIsGone() {
        var place = Place()
        place.policies.entitlements = [:]
        #expect(place.approvers(nil) == nil && place.approvers(A.found(A.reviews(A.lead01))) == nil)
        #expect(place.approvers(A.found(A.reviews(A.guard01))) == [A.guard01])
    }
}
