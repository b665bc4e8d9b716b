/// Judges people's words by the rules of one set of policies: who counts, who is left out and why, and what is missing.
package struct Quorum: Sendable {
    let people: People
    /// What the policies trust.
    let trusted: [EvidenceKind]

    package init(_ policies: PolicySet) { (people, trusted) = (policies.people, policies.settings.evidence) }

    /// Whether being merged is enough, so that nobody's word is looked at.
    package var trustsTheMerge: Bool { trusted.contains(.merge) }

    /// - Parameters:
    ///   - rules: all must be met; a person counts once for each.
    ///   - onlySignatures: whether no other kind of evidence counts.
    ///   - beneficiaries: who gets the access; their own word never counts.
    package func verdict(
        on testimonies: [Testimony], by rules: [ApprovalRules.Rule], onlySignatures: Bool, beneficiaries: Set<PersonName>
    ) -> Verdict {
        let tally = tally(of: testimonies, by: rules, onlySignatures: onlySignatures, beneficiaries: beneficiaries)
        var proof = tally.proof
        guard tally.objections.isEmpty else { return .objected(Set(tally.objections.map(\.person)).sorted()) }
        let shortfalls = rules.compactMap { standing(of: $0, given: proof.approvals, beneficiaries: beneficiaries).shortfall }
        if shortfalls.isEmpty { return .met(proof) }
        guard tally.doubts.isEmpty else { return .doubtful(tally.doubts) }
        proof.setAside += tally.refusals
        return .missing(shortfalls, proof.setAside)
    }

    /// People's words about a content, weighed before it is asked whether they are enough. Parameters as those of ``verdict``.
    package func tally(
        of testimonies: [Testimony], by rules: [ApprovalRules.Rule], onlySignatures: Bool, beneficiaries: Set<PersonName>
    ) -> Tally {
        let counted = testimonies.filter { trusted.contains($0.kind) && (!onlySignatures || $0.kind == .signature) }
        let entitled = rules.reduce(into: Set<PersonName>()) { $0.formUnion(self.people.teams[$1.from] ?? []) }
        var proof = ApprovalProof()
        for testimony in counted {
            proof.arrival = proof.arrival ?? testimony.arrival
            proof.setAside += testimony.setAside
            // What may not be all of it proves nothing: the next answer may take a yes back.
            guard testimony.doubt == nil else { continue }
            for approval in testimony.approvals where approval.kind == testimony.kind {
                if let why = bar(to: approval, testimony, entitled, beneficiaries) {
                    proof.setAside.append(SetAside(approval.person.text, why))
                } else {
                    proof.approvals.append(approval)
                }
            }
        }
        return Tally(
            proof: proof,
            objections: counted.flatMap(\.objections).filter {
                entitled.contains($0.person) && !beneficiaries.contains($0.person) && stillIs($0)
            },
            doubts: counted.compactMap { testimony in testimony.doubt.map { "\(testimony.kind.rawValue): \($0)" } },
            refusals: counted.compactMap { testimony in testimony.refusal.map { SetAside(testimony.kind.rawValue, $0) } }
                + unheard(testimonies, entitled, onlySignatures: onlySignatures))
    }

    /// Words of people who are asked, by evidence that isn't trusted here, or isn't any more: who looks for them is told.
    private func unheard(_ testimonies: [Testimony], _ entitled: Set<PersonName>, onlySignatures: Bool) -> [SetAside] {
        testimonies.filter { !trusted.contains($0.kind) || onlySignatures && $0.kind != .signature }.flatMap(\.approvals)
            .filter { entitled.contains($0.person) }
            .map { SetAside($0.person.text, "approved by \($0.kind.rawValue), which isn't what counts for it") }
    }

    /// How far a rule is met by words that count.
    package func standing(
        of rule: ApprovalRules.Rule, given approvals: [Approval], beneficiaries: Set<PersonName>
    ) -> RuleStanding {
        let team = people.teams[rule.from] ?? []
        let given = approvals.filter { team.contains($0.person) }
        let able = team.subtracting(given.map(\.person)).subtracting(beneficiaries).sorted()
        return RuleStanding(team: rule.from, count: rule.count, approvals: given, able: able)
    }

    /// Why an approval doesn't count, after its name; nil if it does.
    private func bar(
        to approval: Approval, _ testimony: Testimony, _ entitled: Set<PersonName>, _ beneficiaries: Set<PersonName>
    ) -> String? {
        if testimony.refusal != nil { return "said yes, but this proves nothing: \(testimony.refusal ?? "")" }
        if beneficiaries.contains(approval.person) { return "would get the access" }
        if let hand = testimony.involved.first(where: { $0.person == approval.person }) { return hand.role.words }
        if !stillIs(approval) { return "isn't known by that account any more in policies/people.yaml" }
        if !entitled.contains(approval.person) { return "isn't in a team that is asked" }
        return nil
    }

    /// Whether the policies know the person who said it, by the account that said it.
    private func stillIs(_ approval: Approval) -> Bool {
        guard let person = people.people[approval.person] else { return false }
        guard let account = approval.account else { return approval.kind == .signature }
        return person.forges[approval.kind]?.id == account.id
    }

    package enum Verdict: Hashable, Sendable {
        case met(ApprovalProof)
        /// People who could approve ask for changes.
        case objected([PersonName])
        /// It can't be told yet, for these reasons.
        case doubtful([String])
        case missing([Shortfall], [SetAside])
    }
}

/// A rule that isn't met.
package struct Shortfall: Hashable, Sendable {
    package var team: TeamName
    package var count: Int
    /// Who approved already.
    package var given: [PersonName]
    /// Who else could.
    package var able: [PersonName]

    package init(team: TeamName, count: Int, given: [PersonName], able: [PersonName]) {
        (self.team, self.count, self.given, self.able) = (team, count, given, able)
    }

    /// "1 more of leads (lead01 or lead02)".
    package var words: String {
        let more = given.isEmpty ? "\(count)" : "\(count - given.count) more"
        guard !able.isEmpty else { return "\(more) of \(team), and nobody is left who could" }
        let some = able.prefix(5).map(\.text).joined(separator: ", ")
        return "\(more) of \(team) (\(some)\(able.count > 5 ? ", …" : ""))"
    }
}

/// What made an approval good: kept on record.
package struct ApprovalProof: Hashable, Sendable, Codable {
    package var approvals: [Approval] = []
    /// Words that were found and didn't count.
    package var setAside: [SetAside] = []
    package var arrival: Arrival?

    package init(approvals: [Approval] = [], setAside: [SetAside] = [], arrival: Arrival? = nil) {
        (self.approvals, self.setAside, self.arrival) = (approvals, setAside, arrival)
    }

    /// The earliest end that an approver set.
    package var until: Timestamp? { approvals.compactMap(\.until).min() }

    /// What is left of a window by what approvers set: none lengthens it.
    package func shortening(_ window: Window) -> Window { until.flatMap { window.ending(by: $0) } ?? window }

    /// The kinds of evidence that it rests on, in order.
    package var kinds: [EvidenceKind] { Set(approvals.map(\.kind)).sorted { $0.rawValue < $1.rawValue } }

    /// With the approvals that made the same content good by other policies.
    package func adding(approvalsOf other: ApprovalProof) -> ApprovalProof {
        var whole = self
        whole.add(ApprovalProof(approvals: other.approvals, arrival: other.arrival))
        whole.setAside.removeAll { aside in other.approvals.contains { $0.person.text == aside.who } }
        return whole
    }

    /// Takes in what proves another part of the same content.
    package mutating func add(_ other: ApprovalProof) {
        for approval in other.approvals where !approvals.contains(approval) { approvals.append(approval) }
        for one in other.setAside where !setAside.contains(one) { setAside.append(one) }
        arrival = arrival ?? other.arrival
    }
}

extension Involvement.Role {
    /// Why that bars from approving, after the person's name.
    var words: String {
        switch self {
        case .beneficiary: "would get the access"
        case .proposer: "opened the pull request"
        case .author: "wrote a commit of it"
        case .coAuthor: "is a co-author of a commit of it"
        case .committer: "committed a part of it"
        case .pusher: "pushed to its branch"
        }
    }
}
