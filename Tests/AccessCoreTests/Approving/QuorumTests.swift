import AccessCore
import Testing

/// Whose word counts.
@Suite struct QuorumTests {
    private typealias A = Approvers
    private static let one = [ApprovalRules.Rule(from: A.leads, count: 1)]

    private func verdict(
        _ testimonies: Testimony..., rules: [ApprovalRules.Rule] = one, trusting evidence: [EvidenceKind] = [.signature, .github],
        onlySignatures: Bool = false, for beneficiaries: Set<PersonName> = [PersonName("member01")]
    ) -> Quorum.Verdict {
        Quorum(A.policies(evidence)).verdict(on: testimonies, by: rules, onlySignatures: onlySignatures, beneficiaries: beneficiaries)
    }

    private func approvers(_ verdict: Quorum.Verdict) -> [PersonName]? {
        guard case .met(let proof) = verdict else { return nil }
        return proof.approvals.map(\.person)
    }

    private func setAside(_ verdict: Quorum.Verdict) -> [String] {
        switch verdict {
        case .met(let proof): proof.setAside.map { "\($0.who) \($0.why)" }
        case .missing(_, let found): found.map { "\($0.who) \($0.why)" }
        default: []
        }
    }

    @Test func aTeamsWordCounts() {
        let found = verdict(A.reviews(A.lead01))
        #expect(approvers(found) == [A.lead01])
        guard case .met(let proof) = found else { return }
        #expect(proof.arrival?.pullRequest == 7 && proof.kinds == [.github] && proof.until == nil)
    }

    @Test func nobodysWordIsNoWord() {
        #expect(verdict() == .missing([Shortfall(team: A.leads, count: 1, given: [], able: [A.lead01, A.lead02])], []))
        #expect(approvers(verdict(A.reviews())) == nil)
    }

    @Test func whoGetsTheAccessNeverApprovesIt() {
        let found = verdict(A.reviews(PersonName("member01")), A.signatures(PersonName("member01")))
        #expect(approvers(found) == nil && setAside(found) == ["member01 would get the access", "member01 would get the access"])
    }

    @Test func otherTeamsDontCount() {
        let found = verdict(A.reviews(A.guard01))
        #expect(approvers(found) == nil && setAside(found) == ["guard01 isn't in a team that is asked"])
    }

    @Test func onePersonIsOneHoweverOftenAndByWhateverTheySay() {
        let two = [ApprovalRules.Rule(from: A.leads, count: 2)]
        let found = verdict(A.reviews(A.lead01, A.lead01), A.signatures(A.lead01), rules: two)
        #expect(found == .missing([Shortfall(team: A.leads, count: 2, given: [A.lead01], able: [A.lead02])], []))
        #expect(approvers(verdict(A.reviews(A.lead01), A.signatures(A.lead02), rules: two)) == [A.lead01, A.lead02])
    }

    @Test func everyRuleHasToBeMet() {
        let both = Self.one + [ApprovalRules.Rule(from: A.security, count: 1)]
        #expect(approvers(verdict(A.reviews(A.lead01), rules: both)) == nil)
        #expect(approvers(verdict(A.reviews(A.lead01, A.guard01), rules: both)) == [A.lead01, A.guard01])
    }

    @Test(arguments: [Involvement.Role.proposer, .author, .coAuthor, .committer, .pusher])
    func whoHadAHandInItDoesNotApproveIt(role: Involvement.Role) {
        var reviews = A.reviews(A.lead01)
        reviews.involved = [Involvement(A.lead01, role)]
        let found = verdict(reviews)
        #expect(approvers(found) == nil && setAside(found).count == 1)
        // What a forge knows of a pull request says nothing against a signature, and the reverse.
        #expect(approvers(verdict(reviews, A.signatures(A.lead01))) == [A.lead01])
    }

    @Test func onlyWhatIsTrustedCounts() {
        #expect(approvers(verdict(A.reviews(A.lead01), trusting: [.signature])) == nil)
        #expect(approvers(verdict(A.signatures(A.lead01), trusting: [.github])) == nil)
        #expect(approvers(verdict(A.reviews(A.lead01), onlySignatures: true)) == nil)
        #expect(approvers(verdict(A.signatures(A.lead01), onlySignatures: true)) == [A.lead01])
    }

    @Test func whoseWordIsOfAnotherKindIsTold() {
        let untold = verdict(A.reviews(A.lead01, A.guard01), trusting: [.signature])
        #expect(setAside(untold) == ["lead01 approved by github, which isn't what counts for it"])
        let unsigned = verdict(A.reviews(A.lead01), onlySignatures: true)
        #expect(setAside(unsigned) == ["lead01 approved by github, which isn't what counts for it"])
        // What is enough says no more than that.
        #expect(setAside(verdict(A.reviews(A.lead01), A.signatures(A.lead02), trusting: [.signature])).isEmpty)
    }

    @Test func aWordUnderAnotherKindIsNoWord() {
        let smuggled = Testimony(kind: .github, approvals: [A.said(A.lead01, .signature)])
        #expect(approvers(verdict(smuggled)) == nil)
    }

    @Test func whatIsRefusedProvesNothing() {
        var reviews = A.reviews(A.lead01)
        reviews.refusal = "the pull request comes from a fork"
        let found = verdict(reviews)
        #expect(approvers(found) == nil)
        #expect(setAside(found).contains("github the pull request comes from a fork"))
    }

    @Test func whatCantBeToldYetIsNeitherYesNorNo() {
        var reviews = A.reviews(A.lead01)
        reviews.doubt = "its index lags"
        #expect(verdict(reviews) == .doubtful(["github: its index lags"]))
        // What is proven otherwise doesn't wait.
        #expect(approvers(verdict(reviews, A.signatures(A.lead02))) == [A.lead02])
        // Nor is it settled by a word that doesn't count.
        #expect(verdict(reviews, A.signatures(A.guard01)) == .doubtful(["github: its index lags"]))
    }

    @Test func anObjectionBlocksWhateverOthersSay() {
        var reviews = A.reviews(A.lead01)
        reviews.objections = [A.said(A.lead02)]
        #expect(verdict(reviews, A.signatures(A.lead01)) == .objected([A.lead02]))
        // Not that of somebody who couldn't approve.
        for who in [A.guard01, PersonName("member01"), PersonName("nobody")] {
            reviews.objections = [A.said(who)]
            #expect(approvers(verdict(reviews)) == [A.lead01], "\(who)")
        }
    }

    @Test func anAccountThatIsNotThePersonsAnyMoreDoesNotCount() {
        var reviews = A.reviews(A.lead01)
        reviews.approvals[0].account = ForgeIdentity(login: "lead01-at-github", id: 1)
        #expect(approvers(verdict(reviews)) == nil)
        reviews.approvals[0].account = nil
        #expect(approvers(verdict(reviews)) == nil)
    }

    @Test func theEarliestTimeCounts() {
        let two = [ApprovalRules.Rule(from: A.leads, count: 2)]
        let testimony = Testimony(kind: .github, approvals: [A.said(A.lead01, until: at(50)), A.said(A.lead02, until: at(30))])
        guard case .met(let proof) = verdict(testimony, rules: two) else {
            Issue.record("not met")
            return
        }
        #expect(proof.until == at(30))
    }

    @Test func whatIsMissingIsSaidWithNames() {
        guard case .missing(let shortfalls, _) = verdict(rules: [ApprovalRules.Rule(from: A.leads, count: 3)]) else { return }
        #expect(shortfalls.map(\.words) == ["3 of leads (lead01, lead02)"])
        #expect(
            Shortfall(team: A.leads, count: 2, given: [A.lead01], able: []).words == "1 more of leads, and nobody is left who could")
    }
}
