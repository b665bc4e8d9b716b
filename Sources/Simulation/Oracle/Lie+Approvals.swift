import AccessCore
import Approvals
import Proving
import Reconciliation

/// Lies about who approved what.
extension Lie {
    /// What the forge says, as a wrong reader has it.
    func misread(_ facts: StepFacts) -> StepFacts {
        guard case .pullRequest(var pull) = facts else { return facts }
        switch self {
        case .handsOverlooked:
            pull.author = .machine("bot")
            for place in pull.commits.indices { (pull.commits[place].author, pull.commits[place].coAuthors) = (.machine("bot"), []) }
            for place in pull.pushes.indices { pull.pushes[place].pusher = .machine("bot") }
        case .staleReviews:
            pull.upheavals = []
            pull.pushes = Array(pull.pushes.prefix(1))
            let merged = pull.objects[pull.head]
            for head in pull.objects.keys { pull.objects[head] = merged }
            for place in pull.reviews.indices { pull.reviews[place].commit = pull.head }
        case .objectionsUnheard: pull.reviews.removeAll { $0.opinion == .changesRequested || $0.opinion == .dismissed }
        default: return facts
        }
        return .pullRequest(pull)
    }

    /// What is to be asked about, as if nothing were remembered.
    func asked(_ draft: ApprovalDraft) -> ApprovalDraft {
        guard self == .restlessAsking else { return draft }
        var draft = draft
        for place in draft.steps.indices { draft.steps[place].found = nil }
        for id in draft.contents.keys { draft.contents[id]?.found = nil }
        return draft
    }

    /// What evidence shows, as a wrong judge hears it.
    private func misheard(_ testimony: Testimony) -> Testimony {
        var testimony = testimony
        switch self {
        case .doubtsPassedOver where testimony.doubt != nil: testimony = everybodySays(testimony.kind)
        case .untilIgnored: for place in testimony.approvals.indices { testimony.approvals[place].until = nil }
        case .approvalsUnheard: testimony.approvals = []
        case .ownApprovals: testimony.involved = []
        default: break
        }
        return testimony
    }

    private func everybodySays(_ kind: EvidenceKind) -> Testimony {
        let people = Cast.leads + Cast.guards
        return Testimony(
            kind: kind,
            approvals: people.map {
                Approval(
                    person: $0, kind: kind, account: kind == .signature ? nil : Cast.hand(of: $0).account, at: World.start,
                    digest: String(repeating: "d", count: 64))
            })
    }

    /// A reading of the source with all that was found about approvals.
    func misproven(_ reading: SourceReading) -> SourceReading {
        var altered = reading
        for place in altered.submission.requests.indices {
            let testimonies = altered.submission.requests[place].findings?.testimonies.map(misheard)
            altered.submission.requests[place].findings?.testimonies = testimonies ?? []
        }
        for place in altered.submission.reviews.indices {
            let testimonies = altered.submission.reviews[place].findings?.testimonies.map(misheard)
            altered.submission.reviews[place].findings?.testimonies = testimonies ?? []
            if self == .unprovenReviews {
                altered.submission.reviews[place].findings?.testimonies = [everybodySays(.signature), everybodySays(.github)]
            }
        }
        switch self {
        case .proposalsBelieved:
            guard let policies = reading.proposed else { return reading }
            (altered.policies, altered.proposed) = (policies, nil)
            altered.policyChange = .policyAccepted(AcceptedPolicy(policies))
        case .quorumsHalved: altered = judged(altered, by: halved)
        case .ownApprovals: altered = judged(altered, by: unmapped)
        case .pendingForgotten:
            altered.submission.requests.removeAll { file in
                file.findings?.testimonies.contains { $0.doubt != nil || $0.approvals.isEmpty } ?? false
            }
        default: break
        }
        return altered
    }

    private func judged(_ reading: SourceReading, by misread: (PolicySet) -> PolicySet) -> SourceReading {
        var altered = reading.withPolicies(misread)
        altered.proposed = reading.proposed.map(misread)
        return altered
    }

    /// Nobody knows whose IAM user it is that gets something.
    private func unmapped(_ policies: PolicySet) -> PolicySet {
        var policies = policies
        for name in policies.people.people.keys { policies.people.people[name]?.iam = .perAccount([:]) }
        return policies
    }

    /// One word is enough.
    private func halved(_ policies: PolicySet) -> PolicySet {
        var policies = policies
        for (name, entitlement) in policies.entitlements {
            guard case .rules(let rules) = entitlement.approval, let first = rules.first else { continue }
            policies.entitlements[name]?.approval = .rules([ApprovalRules.Rule(from: first.from, count: 1)])
        }
        return policies
    }
}
