import AccessCore

/// Approvers and owners of policies, and those who would like to be taken for them.
extension Deed {
    mutating func approve(_ act: Act) {
        switch act {
        case .sign: signRequest()
        case .signPolicies: signPolicies()
        case .takeBackPolicies:
            guard let accepted = world.oracle.accepted(at: source.tip), accepted.tree != source.newest.policies.tree else { return }
            source.merge(at: world.now, "takes policies back") { $0.policies = Source.Policies(tree: accepted.tree, set: accepted) }
            world.tell(nil, "an operator takes a change of policies back that wasn't accepted")
        case .sayAfterwards: sayAfterwards()
        case .forgeOutage:
            let minutes = dice.within(5...120)
            world.forgeSilentUntil = world.now + minutes * 60_000
            world.tell(nil, "the forge is down for \(minutes) min")
        default: world.intrude(&dice)
        }
    }

    /// Signs what waits for it, or what somebody hopes will be taken for it.
    private mutating func signRequest() {
        guard let policies = world.oracle.accepted(at: source.tip) else { return }
        var waiting: [Asked] = []
        let ended = world.remote.tip.flatMap { world.oracle.beliefs[$0] }?.ended ?? []
        for (id, file) in source.newest.files.sorted(by: { $0.key < $1.key }) where file.request != nil && !ended.contains(id) {
            waiting.append(asked(id, file, policies))
        }
        for (id, review) in source.newest.reviews.sorted(by: { $0.key < $1.key }) { waiting.append(asked(id, review, policies)) }
        guard let one = proof.pick(waiting) else { return }
        let asking = one.beneficiary ?? Setting.persons[0]
        let trick = proof.happens(world.swarm.proof.honesty) ? nil : proof.pick(Trick.ofSignatures)
        source.merge(at: world.now, "signs \(one.subject)") { _ in }
        for person in approvers(of: one, without: [], policies) where trick != .nobody { sign(one, person, trick, asking) }
        let names = source.newest.signatures[one.place, default: [:]].keys.sorted().map(\.text).joined(separator: " ")
        world.tell(nil, "somebody merges signatures of \(one.subject)\(trick.map { ", \($0.rawValue)" } ?? ""): \(names)")
    }

    private mutating func signPolicies() {
        guard let accepted = world.oracle.accepted(at: source.tip), accepted.tree != source.newest.policies.tree else { return }
        let one = asked(source.newest.policies.tree, accepted)
        let trick = proof.happens(world.swarm.proof.honesty) ? nil : proof.pick(Trick.ofSignatures)
        source.merge(at: world.now, "signs policies") { _ in }
        let people = approvers(of: one, without: [], accepted)
        for person in people { sign(one, person, trick, Setting.persons[0]) }
        world.tell(nil, "owners sign policies\(trick.map { ", \($0.rawValue)" } ?? ""): \(people.map(\.text).joined(separator: " "))")
    }

    /// Lays a signature into the step that is being made.
    mutating func sign(_ asked: Asked, _ person: PersonName, _ trick: Trick?, _ asking: PersonName) {
        let person = trick == .beneficiary ? asking : person
        if trick == .tooFew, proof.happens(0.5) { return }
        let key = world.oracle.accepted(at: source.newest.parent ?? 0)?.people.people[person]?.keys.last?.key ?? Cast.key(of: person, 1)
        var file = SignatureFile(
            key: key, repository: Setting.repository, subject: asked.subject, content: asked.content, number: source.nextNumber())
        if proof.happens(0.08) { file.until = world.time.advanced(by: .seconds(proof.within(5...120) * 60)) }
        switch trick {
        case .otherContent: file.content = source.nextBlob().text
        case .otherPath:
            // One that is good, of something else.
            let others = source.newest.signatures.filter { $0.key != asked.place }.sorted { $0.key < $1.key }.flatMap { place in
                place.value.values.sorted { $0.number < $1.number }
            }
            if let other = proof.pick(others.filter { $0.key == key }) { file = other } else { file.subject = "requests/elsewhere.yaml" }
        case .otherRepository: file.repository = "example/elsewhere"
        case .otherKey: file.key = proof.happens(0.5) ? Cast.strangersKey : Cast.key(of: asking, 1)
        default: break
        }
        source.sign(asked.place, as: person, file)
    }

    /// Opinions that come when all is merged: a yes too late, a yes that is taken back, a no.
    private mutating func sayAfterwards() {
        let recent = source.line(from: source.tip).prefix(8).filter { source.proposals[$0] != nil }
        guard let step = proof.pick(Array(recent)), var proposal = source.proposals[step] else { return }
        let now = world.time.advanced(by: .seconds(1))
        let last = proposal.pushes.count - 1
        proposal.isTouched = true
        let who = proof.pick(Cast.leads + Cast.guards + Cast.owners) ?? Cast.leads[0]
        switch proof.below(3) {
        case 0:
            guard !proposal.reviews.isEmpty else { return }
            let place = proof.below(proposal.reviews.count)
            proposal.reviews[place].dismissed = proposal.reviews[place].dismissed ?? now
            world.tell(nil, "a review of #\(proposal.number) is dismissed, after the merge")
        case 1:
            proposal.reviews.append(Proposal.Review(by: Cast.hand(of: who), opinion: .approved, at: now, head: last, shown: last))
            world.tell(nil, "\(who) approves #\(proposal.number), after the merge")
        default:
            proposal.reviews.append(Proposal.Review(by: Cast.hand(of: who), opinion: .changesRequested, at: now, head: last, shown: last))
            world.tell(nil, "\(who) asks for changes of #\(proposal.number), after the merge")
        }
        source.set(proposal, of: step)
        world.oracle.forgetPolicies()
    }

    /// Operators who change whose word counts.
    ///
    /// - Returns: whether there was anything to change.
    mutating func approvals(_ act: Act, _ name: EntitlementName, _ policies: inout PolicySet, _ written: inout Written) -> Bool {
        switch act {
        case .changeRules:
            policies.entitlements[name]?.approval = dice.happens(0.2) ? .automatic : .rules(Setting.rules(&dice))
            policies.entitlements[name]?.needsSignatures = dice.happens(0.2) && policies.settings.evidence.contains(.signature)
            if policies.entitlements[name]?.emergency != nil {
                policies.entitlements[name]?.emergency?.approval = .rules(Setting.urgent(&dice))
            }
        case .changeEvidence:
            policies.settings.evidence = [[.signature], [.github], [.signature, .github], [.merge]][dice.below(4)]
            if !policies.settings.evidence.contains(.signature) {
                for name in policies.entitlements.keys { policies.entitlements[name]?.needsSignatures = false }
            }
        case .changeApprovers:
            guard let team = dice.pick(Cast.teams), let person = dice.pick(Cast.everybody) else { return false }
            written.teams[team]?.people.formSymmetricDifference([person])
        case .changeOwners:
            policies.settings.policyOwners =
                [[Cast.ownersTeam], [Cast.chiefs], [Cast.ownersTeam, Cast.chiefs], [Cast.approvers]][dice.below(4)]
        case .changeKeys:
            guard let person = dice.pick(Cast.everybody), var keys = policies.people.people[person]?.keys else { return false }
            let since = world.time.advanced(by: .seconds(dice.within(-600...1800)))
            switch dice.below(4) {
            case 0: if !keys.isEmpty { keys[keys.count - 1].revoked = dice.happens(0.5) ? .always : .since(since) }
            case 1: if !keys.isEmpty { keys[keys.count - 1].until = since }
            case 2: keys.append(SigningKey(key: Cast.key(of: person, keys.count + 1), from: nil, until: nil))
            default:
                // Another account of theirs, or somebody else's.
                let hand = dice.happens(0.5) ? Cast.second(of: person) : Cast.namesake(of: person)
                policies.people.people[person]?.forges[.github] = hand.account
            }
            policies.people.people[person]?.keys = keys
        default: return false
        }
        return true
    }
}
