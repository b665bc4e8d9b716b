import AccessCore

/// How what somebody merges is proposed and approved.
extension Deed {
    /// What has to be approved, and by whom.
    struct Asked {
        /// Where signatures of it lie, what their statements name, and its content.
        var place: String
        var subject: String
        var content: String
        var rules: [ApprovalRules.Rule]
        var onlySignatures = false
        var isReview = false
        /// Who gets it.
        var beneficiary: PersonName?
    }

    /// Gives a step that was just merged its pull request, and signatures.
    mutating func propose(_ step: Int) {
        guard let policies = world.oracle.accepted(at: source.commits[step].parent ?? 0) else { return }
        let asked = asked(by: step, policies)
        guard !asked.isEmpty else { return }
        let asking = asked.compactMap(\.beneficiary).first ?? proof.pick(Setting.persons) ?? Setting.persons[0]
        let author = proof.happens(0.7) ? asking : proof.pick(Setting.persons) ?? asking
        var proposal = opened(by: Cast.hand(of: author))
        // What is looked at afterwards is looked at less.
        let isLooked = asked.contains { !$0.isReview } || proof.happens(0.6)
        let isHonest = isLooked && proof.happens(world.swarm.proof.honesty)
        let evidence = policies.settings.evidence
        let trick = isHonest ? nil : temptation(asked, asking, policies)
        for one in asked {
            for person in approvers(of: one, without: [author, asking], policies) {
                let canReview = evidence.contains(.github) && !one.onlySignatures
                let signs = evidence.contains(.signature) && (!canReview || proof.happens(world.swarm.proof.signing))
                if signs, trick != .nobody {
                    sign(one, person, trick, asking)
                } else if canReview {
                    review(&proposal, Cast.hand(of: person))
                }
            }
        }
        if trick == .objection, let who = proof.pick(Cast.leads + Cast.guards + Cast.owners) { object(&proposal, Cast.hand(of: who)) }
        if isHonest { vary(&proposal) }
        trick?.spoil(&proposal, asking: Cast.hand(of: asking))
        source.set(proposal, of: step)
        let kind = trick.map { ", \($0.rawValue)" } ?? ""
        world.tell(nil, "… by pull request \(proposal.words)\(kind)\(signatures(in: step))")
    }

    /// Whoever may approve such things tries that first.
    private mutating func temptation(_ asked: [Asked], _ asking: PersonName, _ policies: PolicySet) -> Trick? {
        let mayApprove = asked.contains { one in
            one.beneficiary == asking && one.rules.contains { world.oracle.members(of: $0.from, policies).contains(asking) }
        }
        if mayApprove, proof.happens(0.6) { return .beneficiary }
        let evidence = policies.settings.evidence
        let tricks = (evidence.contains(.signature) ? Trick.ofSignatures : []) + (evidence.contains(.github) ? Trick.ofReviews : [])
        return proof.pick(tricks)
    }

    /// What a step brings in that people have to approve.
    private func asked(by step: Int, _ policies: PolicySet) -> [Asked] {
        let commit = source.commits[step]
        let before = commit.parent.map { source.commits[$0] }
        var asked: [Asked] = []
        for (id, file) in commit.files.sorted(by: { $0.key < $1.key }) where before?.files[id]?.blob != file.blob {
            asked.append(self.asked(id, file, policies))
        }
        for (id, review) in commit.reviews.sorted(by: { $0.key < $1.key }) where before?.reviews[id]?.blob != review.blob {
            asked.append(self.asked(id, review, policies))
        }
        if commit.policies.tree != before?.policies.tree { asked.append(self.asked(commit.policies.tree, policies)) }
        return asked
    }

    func asked(_ id: RequestID, _ file: Source.File, _ policies: PolicySet) -> Asked {
        let path = SignatureFile.path(of: id)
        var asked = Asked(place: path, subject: path, content: file.blob.text, rules: [])
        guard let request = file.request else { return asked }
        asked.beneficiary = person(request.user)
        for reference in request.access {
            guard let entitlement = policies.entitlements[reference.name],
                case .rules(let rules)? = request.isEmergency ? entitlement.emergency?.approval : entitlement.approval
            else { continue }
            asked.rules += rules
            asked.onlySignatures = asked.onlySignatures || entitlement.needsSignatures
        }
        return asked
    }

    func asked(_ id: RequestID, _ review: Source.Review, _ policies: PolicySet) -> Asked {
        let path = SignatureFile.path(ofReview: id)
        var asked = Asked(place: path, subject: path, content: review.blob.text, rules: [], isReview: true)
        let request = source.line(from: source.tip).lazy.compactMap { self.source.commits[$0].files[id]?.request }.first
        asked.beneficiary = request.flatMap { person($0.user) }
        for reference in request?.access ?? [] {
            guard let entitlement = policies.entitlements[reference.name] else { continue }
            if case .rules(let rules) = entitlement.approval { asked.rules += rules } else { asked.rules += owners(policies) }
            asked.onlySignatures = asked.onlySignatures || entitlement.needsSignatures
        }
        return asked
    }

    func asked(_ tree: TreeID, _ policies: PolicySet) -> Asked {
        Asked(
            place: SignatureFile.place(of: tree), subject: SignatureFile.policies, content: tree.text,
            rules: owners(policies))
    }

    private func owners(_ policies: PolicySet) -> [ApprovalRules.Rule] {
        policies.settings.policyOwners.map { ApprovalRules.Rule(from: $0, count: 1) }
    }

    private func person(_ user: UserName) -> PersonName? { Setting.people.firstIndex(of: user).map { Setting.persons[$0] } }

    /// As many as the rules want, each as often as they fit.
    mutating func approvers(of asked: Asked, without others: [PersonName], _ policies: PolicySet) -> [PersonName] {
        var chosen: [PersonName] = []
        for rule in asked.rules {
            let team = world.oracle.members(of: rule.from, policies).subtracting(others).subtracting([asked.beneficiary].compactMap(\.self))
            var missing = rule.count - chosen.count { team.contains($0) }
            var left = team.subtracting(chosen).sorted()
            while missing > 0, let next = proof.pick(left) {
                chosen.append(next)
                left.removeAll { $0 == next }
                missing -= 1
            }
        }
        return chosen
    }

    private mutating func opened(by author: Hand) -> Proposal {
        let merged = world.time
        let opened = merged.advanced(by: .seconds(-proof.within(600...3000)))
        let ways: [Proposal.Way] = [.mergeCommit, .mergeCommit, .squash, .squash, .fastForward, .queue]
        var proposal = Proposal(
            number: source.nextNumber(), author: author, commits: [Proposal.Made(author: author)],
            pushes: [Proposal.Push(by: author, at: opened)], way: ways[proof.below(ways.count)], merged: merged, shownFrom: merged)
        if proof.happens(0.3) {
            proposal.pushes[0].isFinal = false
            proposal.pushes.append(Proposal.Push(by: author, at: opened.advanced(by: .seconds(60)), isForced: proof.happens(0.3)))
        }
        proposal.shownFrom = merged.advanced(by: .seconds(proof.happens(0.5) ? proof.below(world.swarm.proof.lag + 1) : 0))
        return proposal
    }

    mutating func review(_ proposal: inout Proposal, _ by: Hand) {
        let last = proposal.pushes.count - 1
        let at = proposal.pushes[last].at.advanced(by: .seconds(10 + proposal.reviews.count))
        var review = Proposal.Review(by: by, opinion: .approved, at: at, head: last, shown: last)
        if proof.happens(0.08) { review.until = world.time.advanced(by: .seconds(proof.within(5...120) * 60)) }
        proposal.reviews.append(review)
    }

    private func object(_ proposal: inout Proposal, _ by: Hand) {
        let last = proposal.pushes.count - 1
        let at = proposal.pushes[last].at.advanced(by: .seconds(100))
        proposal.reviews.append(Proposal.Review(by: by, opinion: .changesRequested, at: at, head: last, shown: last))
    }

    /// What happens to pull requests and doesn't matter: comments, and pushes of other things under a yes that names the content.
    private mutating func vary(_ proposal: inout Proposal) {
        let last = proposal.pushes.count - 1
        let late = proposal.pushes[last].at.advanced(by: .seconds(120))
        if proof.happens(0.15), let who = proof.pick(Cast.leads) {
            let hand = Cast.hand(of: who)
            proposal.reviews.append(Proposal.Review(by: hand, opinion: .commented, at: late, head: last, shown: last))
        }
        if proof.happens(0.1) {
            for place in proposal.reviews.indices { proposal.reviews[place].namesContent = true }
            proposal.pushes.append(Proposal.Push(by: proposal.author, at: late.advanced(by: .seconds(20))))
        }
    }

    private func signatures(in step: Int) -> String {
        let before = source.commits[step].parent.map { source.commits[$0].signatures } ?? [:]
        let new = source.commits[step].signatures.filter { before[$0.key] != $0.value }.sorted { $0.key < $1.key }
        let names = new.map { "\($0.key) by \($0.value.keys.sorted().map(\.text).joined(separator: " "))" }
        return names.isEmpty ? "" : "; signed: " + names.joined(separator: ", ")
    }
}
