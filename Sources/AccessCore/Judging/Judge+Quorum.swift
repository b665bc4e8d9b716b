extension Judge {
    /// Whether people approved a request as policies demand. Where the merge alone is trusted there is nothing to prove.
    func prove(
        _ request: AccessRequest, _ window: Window, _ file: SubmittedRequest, under policies: PolicySet
    ) -> (refusals: [(Refusal, Place)], proof: ApprovalProof?) {
        let quorum = Quorum(policies)
        guard !quorum.trustsTheMerge else { return ([], nil) }
        var refusals: [(Refusal, Place)] = []
        var whole = ApprovalProof()
        let beneficiaries = policies.beneficiaries(of: request.access.map(\.name), asking: request.user)
        for reference in request.access {
            // One that policies don't know has been refused for that.
            guard let entitlement = policies.entitlements[reference.name] else { continue }
            guard case .rules(let rules) = entitlement.approval(isEmergency: request.isEmergency) else { continue }
            let verdict = quorum.verdict(
                on: file.findings?.testimonies ?? [], by: rules, onlySignatures: entitlement.needsSignatures, beneficiaries: beneficiaries)
            switch verdict {
            case .met(let proof): whole.add(proof)
            case .objected(let people): refusals.append((.objectedTo(reference.name, by: people), reference.place))
            case .doubtful(let reasons): refusals.append((.approvalUnclear(reference.name, reasons), reference.place))
            case .missing(let shortfalls, let setAside):
                let canBeSigned = quorum.trusted.contains(.signature)
                refusals.append(
                    (.notApproved(reference.name, shortfalls, setAside, path: file.version.path, canBeSigned: canBeSigned), reference.place)
                )
            }
        }
        if refusals.isEmpty, let until = whole.until, until <= max(now, window.start) {
            let who = whole.approvals.first { $0.until == until }?.person
            refusals.append((.allowedTooShort(by: who, until: until), request.places.end))
        }
        return (refusals, whole)
    }

    /// Whether people approved the review of an emergency, by the rules that hold when there is time; nil where the merge
    /// alone is trusted.
    func prove(_ review: SubmittedReview, of emergency: RecordedEmergency) -> Result<ApprovalProof?, ReviewObjection> {
        let quorum = Quorum(policies)
        guard !quorum.trustsTheMerge else { return .success(nil) }
        var whole = ApprovalProof()
        // Of one whose entitlements are all gone, those say who looks at it that say so for policies.
        let entitlements = emergency.entitlements.compactMap { policies.entitlements[$0] }
        let fallback = policies.settings.ownerRules
        let beneficiaries = policies.beneficiaries(of: entitlements.map(\.name), asking: emergency.user)
        let asked: [(rules: [ApprovalRules.Rule], onlySignatures: Bool)] = entitlements.map { entitlement in
            guard case .rules(let rules) = entitlement.approval else { return (fallback, entitlement.needsSignatures) }
            return (rules, entitlement.needsSignatures)
        }
        for (rules, onlySignatures) in asked.isEmpty ? [(fallback, false)] : asked {
            let verdict = quorum.verdict(
                on: review.findings?.testimonies ?? [], by: rules, onlySignatures: onlySignatures, beneficiaries: beneficiaries)
            switch verdict {
            case .met(let proof): whole.add(proof)
            case .objected(let people): return .failure(.refused(VerdictWords.objecting(people)))
            case .doubtful(let reasons): return .failure(.unclear(reasons.joined(separator: "; ")))
            case .missing(let shortfalls, _): return .failure(.refused(VerdictWords.needs(shortfalls)))
            }
        }
        return .success(whole)
    }
}

/// Why the review of an emergency doesn't count.
enum ReviewObjection: Error, Hashable, Sendable {
    case refused(String)
    /// It can't be told yet.
    case unclear(String)
}
