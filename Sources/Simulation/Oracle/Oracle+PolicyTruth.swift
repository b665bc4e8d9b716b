import AccessCore

/// Which policies were truly accepted, step by step of the source branch: by the owners that the accepted ones named before.
extension Oracle {
    /// What may be in force after a step: the step whose policies they are, and since when others were proposed. Where a forge is
    /// late nobody can tell what a run takes for accepted: then there are several.
    struct PolicyState: Hashable {
        var source: Int
        /// Steps after it are the difference that has to be approved.
        var since: Int
    }

    /// Something was said about a step that is old.
    func forgetPolicies() { (policyStates, everAccepted) = ([:], [:]) }

    func policyStates(at commit: Int) -> Set<PolicyState> {
        var missing: [Int] = []
        var next: Int? = commit
        while let number = next, policyStates[number] == nil {
            missing.append(number)
            next = world.source.commits[number].parent
        }
        for number in missing.reversed() {
            guard let parent = world.source.commits[number].parent else {
                policyStates[number] = [PolicyState(source: number, since: number)]
                continue
            }
            policyStates[number] = Set((policyStates[parent] ?? []).flatMap { step(number, from: $0) })
        }
        return policyStates[commit] ?? []
    }

    private func step(_ number: Int, from state: PolicyState) -> [PolicyState] {
        let source = world.source
        let commit = source.commits[number]
        guard let accepted = source.commits[state.source].policies.set else { return [state] }
        if commit.policies.tree == accepted.tree { return [PolicyState(source: state.source, since: number)] }
        let isChange = commit.parent.map { source.commits[$0].policies.tree != commit.policies.tree } ?? true
        guard isChange || source.signsPolicies(number) else { return [state] }
        let next = PolicyState(source: number, since: number)
        // What a run took for accepted while the forge was silent about something before it stays accepted, whatever it says later.
        guard commit.policies.set != nil, everInForce.contains(number) || isAccepted(number, from: state, accepted, .possible) else {
            return [state]
        }
        return isAccepted(number, from: state, accepted, .sure) ? [next] : [next, state]
    }

    /// Whether the owners that policies name approved all that differs from them: its whole, or each step of it.
    private func isAccepted(_ number: Int, from state: PolicyState, _ accepted: PolicySet, _ certainty: Certainty) -> Bool {
        if accepted.settings.evidence.contains(.merge) { return true }
        let owners = accepted.settings.policyOwners.map { ApprovalRules.Rule(from: $0, count: 1) }
        guard !owners.isEmpty else { return false }
        let tree = world.source.commits[number].policies.tree
        let signed = signers(
            SignatureFile.place(of: tree), SignatureFile.policies, tree.text, at: number, by: nil, under: accepted, certainty)
        if isMet(owners, by: signed, at: nil, without: [], accepted) { return true }
        if certainty == .sure, world.swarm.proof.isLate, !world.isAnswered { return false }
        return changes(since: state.since, to: number).allSatisfy { change in
            let entitled = owners.reduce(into: Set<PersonName>()) { $0.formUnion(members(of: $1.from, accepted)) }
            return objectors(to: change, accepted, certainty).isDisjoint(with: entitled)
                && isMet(owners, by: reviewers(of: change, under: accepted, certainty), at: nil, without: [], accepted)
        }
    }

    /// Steps that changed policies.
    private func changes(since: Int, to number: Int) -> [Int] {
        var changes: [Int] = []
        var next: Int? = number
        while let step = next, step > since {
            let parent = world.source.commits[step].parent
            if parent.map({ world.source.commits[$0].policies.tree != world.source.commits[step].policies.tree }) ?? true {
                changes.append(step)
            }
            next = parent
        }
        return changes
    }

    /// All policies that may have been accepted on the way to a commit, the newest first.
    func everAccepted(at commit: Int) -> [PolicySet] {
        let sources = world.source.line(from: commit).reduce(into: Set<Int>()) { all, number in
            all.formUnion(policyStates(at: number).map(\.source))
        }
        return sources.sorted(by: >).compactMap { world.source.commits[$0].policies.set }
    }

    /// The policies that may be in force at a commit, where people's word counts: where a forge is late, several.
    func mayBeInForce(at commit: Int) -> [PolicySet] {
        guard world.swarm.proof.isOn else { return [] }
        return policyStates(at: commit).compactMap { world.source.commits[$0.source].policies.set }
    }

    /// The policies that are in force at a commit, as far as anybody can tell.
    func accepted(at commit: Int) -> PolicySet? {
        guard world.swarm.proof.isOn else { return world.source.commits[commit].policies.set }
        return policyStates(at: commit).map(\.source).max().flatMap { world.source.commits[$0].policies.set }
    }

    /// The same, if there is no doubt about it.
    func surelyAccepted(at commit: Int) -> PolicySet? {
        let sets = policyStates(at: commit).map { world.source.commits[$0.source].policies }
        return Set(sets.map(\.tree)).count == 1 ? sets.first?.set : nil
    }

    /// Everybody in a team, and in its teams.
    func members(of team: TeamName, _ policies: PolicySet) -> Set<PersonName> {
        guard let written = world.written[policies.tree]?.teams[team] else { return [] }
        return written.teams.reduce(into: written.people) { $0.formUnion(members(of: $1, policies)) }
    }

    /// P1: policies come into force only if those who own the ones before approved them.
    func judgePolicies(_ policy: AcceptedPolicy, _ process: Process?) {
        guard world.swarm.proof.isOn, !isRewritten, let process, let source = process.seen.source else { return }
        let mayBe = world.source.line(from: source.commit).contains { commit in
            policyStates(at: commit).contains { world.source.commits[$0.source].policies.tree == policy.tree }
        }
        guard mayBe else {
            return fail("P1", "\(process.run) put policies in force that their owners didn't approve, \(policy.tree.text.suffix(4))")
        }
        if let step = policy.commit.flatMap(Source.number), everInForce.insert(step).inserted { forgetPolicies() }
    }
}
