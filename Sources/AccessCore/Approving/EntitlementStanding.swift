/// What one entitlement of a request asks of people, and how far that is met.
package struct EntitlementStanding: Hashable, Sendable {
    package enum Need: Hashable, Sendable {
        /// The policies know no such entitlement, or no such way to it.
        case unknown
        /// Nobody's word.
        case automatic
        /// Being merged stands for these.
        case merge([ApprovalRules.Rule])
        /// All of them.
        case rules([RuleStanding])
    }

    package var entitlement: EntitlementName
    package var need: Need
    /// Whether it takes signatures only.
    package var needsSignatures: Bool
    /// Who could approve it and asks for changes.
    package var objections: [Approval] = []
    /// What can't be told yet.
    package var doubts: [String] = []
    /// Words that were found and don't count.
    package var setAside: [SetAside] = []

    package init(entitlement: EntitlementName, need: Need, needsSignatures: Bool = false) {
        (self.entitlement, self.need, self.needsSignatures) = (entitlement, need, needsSignatures)
    }

    /// Rules that aren't met.
    package var unmet: [RuleStanding] {
        guard case .rules(let rules) = need else { return [] }
        return rules.filter { $0.missing > 0 }
    }

    /// Whether it is settled that too few people approved it: nothing is in doubt, and nobody need be asked again.
    package var isShort: Bool { objections.isEmpty && doubts.isEmpty && !unmet.isEmpty }
}

extension Entitlement {
    /// Whose word counts for a request; nil where there is no way for emergencies.
    package func approval(isEmergency: Bool) -> ApprovalRules? { isEmergency ? emergency?.approval : approval }
}

extension PolicySet {
    /// Who gets the access, as people: in no account may one approve one's own.
    package func beneficiaries(of names: [EntitlementName], asking user: UserName) -> Set<PersonName> {
        let accounts = names.flatMap { entitlements[$0]?.accounts ?? [] }
        return Set(accounts.compactMap { people.person(behind: user, in: $0) })
    }

    /// How far each entitlement of a request is approved, by what evidence showed: as the judge weighs it.
    ///
    /// - Parameter names: the entitlements that it asks for, each once.
    package func standing(
        of names: [EntitlementName], for user: UserName, isEmergency: Bool, by testimonies: [Testimony]
    ) -> [EntitlementStanding] {
        standing(of: names, for: user, isEmergency: isEmergency) { rules, onlySignatures, beneficiaries in
            Quorum(self).tally(of: testimonies, by: rules, onlySignatures: onlySignatures, beneficiaries: beneficiaries)
        }
    }

    /// How each entitlement of an accepted request was approved, by what is on record.
    package func standing(
        of names: [EntitlementName], for user: UserName, isEmergency: Bool, provenBy proof: ApprovalProof
    ) -> [EntitlementStanding] {
        standing(of: names, for: user, isEmergency: isEmergency) { _, onlySignatures, _ in
            let counted = proof.approvals.filter { !onlySignatures || $0.kind == .signature }
            return Tally(proof: ApprovalProof(approvals: counted), objections: [], doubts: [], refusals: [])
        }
    }

    private func standing(
        of names: [EntitlementName], for user: UserName, isEmergency: Bool,
        _ tally: ([ApprovalRules.Rule], _ onlySignatures: Bool, _ beneficiaries: Set<PersonName>) -> Tally
    ) -> [EntitlementStanding] {
        let quorum = Quorum(self)
        let beneficiaries = beneficiaries(of: names, asking: user)
        return names.map { name in
            guard let entitlement = entitlements[name], let approval = entitlement.approval(isEmergency: isEmergency) else {
                return EntitlementStanding(entitlement: name, need: .unknown)
            }
            guard case .rules(let rules) = approval else { return EntitlementStanding(entitlement: name, need: .automatic) }
            guard !quorum.trustsTheMerge else { return EntitlementStanding(entitlement: name, need: .merge(rules)) }
            let tally = tally(rules, entitlement.needsSignatures, beneficiaries)
            let standings = rules.map { quorum.standing(of: $0, given: tally.proof.approvals, beneficiaries: beneficiaries) }
            var found = EntitlementStanding(entitlement: name, need: .rules(standings), needsSignatures: entitlement.needsSignatures)
            (found.objections, found.doubts) = (tally.objections, tally.doubts)
            found.setAside = tally.proof.setAside + tally.refusals
            return found
        }
    }
}
