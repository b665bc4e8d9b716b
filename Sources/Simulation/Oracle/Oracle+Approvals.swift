import AccessCore
import Approvals

/// Whether a content was approved by the rules that stood (P1).
extension Oracle {
    /// A content of a request, and the step that brought it in.
    struct Brought {
        var id: RequestID
        var blob: BlobID
        var request: AccessRequest
        var step: Int
        /// Where the signatures lie.
        var commit: Int
    }

    /// Whether people approved a content for one of its entitlements under some policies.
    ///
    /// - Parameter instant: an instant that they have to allow; nil for any.
    func isApproved(
        _ content: Brought, for name: EntitlementName, at instant: Timestamp?, under policies: PolicySet, _ certainty: Certainty
    ) -> Bool {
        if policies.settings.evidence.contains(.merge) { return true }
        guard let entitlement = policies.entitlements[name] else { return false }
        guard let approval = content.request.isEmergency ? entitlement.emergency?.approval : entitlement.approval else { return false }
        guard case .rules(let rules) = approval else { return true }
        let path = SignatureFile.path(of: content.id)
        var words = signers(
            path, path, content.blob.text, at: content.commit, by: content.step, under: policies, certainty)
        let others = beneficiaries(of: content.request, entitlement, policies, certainty)
        // What is signed by enough people waits for no forge: whether it has told of somebody who objects is asked elsewhere.
        if certainty == .possible, isMet(rules, by: words, at: instant, without: others, policies) { return true }
        if !entitlement.needsSignatures {
            let objectors = objectors(to: content.step, policies, certainty).filter { person in
                rules.contains { members(of: $0.from, policies).contains(person) }
            }
            let beneficiaries = beneficiaries(of: content.request, entitlement, policies, .possible)
            if !objectors.subtracting(certainty == .sure ? [] : beneficiaries).isEmpty { return false }
            words.merge(reviewers(of: content.step, under: policies, certainty)) { certainty == .sure ? min($0, $1) : max($0, $1) }
        }
        // A yes that may count may say until when.
        if certainty == .sure {
            let said = [words, reviewers(of: content.step, under: policies, .possible)].flatMap(\.values)
            let signed = everSigned(path, at: content.commit).filter { $0.1.content == content.blob.text }.map { $0.1.until ?? .latest }
            if (said + signed).contains(where: { $0 < .latest }) { return false }
        }
        return isMet(rules, by: words, at: instant, without: others, policies)
    }

    /// People who get what a request asks for.
    private func beneficiaries(
        of request: AccessRequest, _ entitlement: Entitlement, _ policies: PolicySet, _ certainty: Certainty
    ) -> Set<PersonName> {
        let accounts = certainty == .sure ? Array(policies.settings.accounts.keys) : entitlement.accounts
        return Set(
            policies.people.people.values.filter { person in accounts.contains { person.user(in: $0) == request.user } }.map(\.name))
    }

    /// Why the content that a membership rests on isn't approved; nil if it is, or if an earlier content of the same file is that
    /// gives as much.
    ///
    /// - Parameter earlier: contents from before all files were gone and came back: what was approved then is still.
    func unapproved(
        _ membership: Membership, at instant: Timestamp, _ commit: Int, _ id: RequestID, _ accepted: Beliefs.Accepted,
        _ earlier: [(commit: Int, file: Source.File)]
    ) -> String? {
        guard world.swarm.proof.isOn, let name = accepted.entitlements[membership] else { return nil }
        let contents = contents(id, from: commit)
        guard let place = contents.firstIndex(where: { $0.file.blob == accepted.blob }) else { return nil }
        let isApproved = (contents[place...] + earlier).contains { content in
            guard let request = content.file.request, gives(request, until: instant, accepted) else { return false }
            let brought = Brought(id: id, blob: content.file.blob, request: request, step: content.commit, commit: commit)
            let parent = world.source.commits[content.commit].parent
            let then = parent.map { allInForce(at: $0) } ?? []
            return [then, allInForce(at: commit)].allSatisfy { sets in
                sets.contains { policies in
                    (policies.settings.evidence.contains(.merge) || entitlement(request, gives: membership, under: policies) != nil)
                        && self.isApproved(brought, for: name, at: instant, under: policies, .possible)
                }
            }
        }
        return isApproved ? nil : "nobody who may approve it did"
    }

    /// Whether a content asks for an instant of the window that is on record.
    private func gives(_ request: AccessRequest, until instant: Timestamp, _ accepted: Beliefs.Accepted) -> Bool {
        switch request.end {
        case .at(let end): instant < end.advanced(by: .seconds(Self.slack))
        case .after(let span): accepted.window.length <= span
        }
    }

    /// Whether a content was approved without any doubt, for all that it asks, by the policies from before it came and by those
    /// that are in force.
    func isSurelyApproved(_ content: Brought, under policies: PolicySet) -> Bool {
        guard let parent = world.source.commits[content.step].parent, let then = surelyAccepted(at: parent) else { return false }
        // A signature has to be good by the keys of both, whichever of them asks for it.
        let signed = world.source.commits[content.commit].signatures[SignatureFile.path(of: content.id)] ?? [:]
        let isAnyKeySpent = signed.contains { name, file in
            [then, policies].contains { policies in
                let key = policies.people.people[name]?.keys.first { $0.key == file.key }
                return key.map { $0.from != nil || $0.until != nil || $0.revoked != nil } ?? true
            }
        }
        if isAnyKeySpent { return false }
        return [then, policies].allSatisfy { policies in
            content.request.access.allSatisfy { isApproved(content, for: $0.name, at: nil, under: policies, .sure) }
        }
    }

    /// Whether what is on record as approved counts in every run: where it has to be proven anew, it is judged like one that is new. A
    /// forge may say something else by now, policies may trust something else, and whatever isn't allowed any more denies the whole.
    func isSurelyProven(
        _ id: RequestID, _ request: AccessRequest, _ accepted: Beliefs.Accepted, _ commit: Int, _ policies: [PolicySet], _ process: Process
    ) -> Bool {
        guard world.swarm.proof.isOn, !world.swarm.proof.remembers else { return true }
        guard let content = contents(id, from: commit).first else { return false }
        let brought = Brought(id: id, blob: content.file.blob, request: request, step: content.commit, commit: commit)
        guard let then = world.source.commits[content.commit].parent.flatMap(surelyAccepted) else { return false }
        return ([then] + policies).allSatisfy { policies in
            request.access.allSatisfy { reference in
                guard let entitlement = policies.entitlements[reference.name], isComplete(request, for: entitlement),
                    entitlement.group == then.entitlements[reference.name]?.group,
                    let longest = longest(entitlement, isEmergency: request.isEmergency), accepted.window.length <= longest,
                    entitlement.limits.ahead == nil || request.start == nil
                else { return false }
                let given = accepted.entitlements.filter { $0.value == reference.name }.map(\.key.account)
                let accounts = reference.account.map { [$0] } ?? entitlement.accounts + given
                return accounts.allSatisfy { account in
                    // What asks for something that isn't given there is denied as a whole.
                    guard entitlement.accounts.contains(account) else { return false }
                    guard let reading = process.seen.readings[account] else { return true }
                    return reading.users[request.user].map { isEligible($0, entitlement, in: account, under: policies) } ?? false
                }
            } && isSurelyApproved(brought, under: policies)
        }
    }

    /// P1: what is put on record as accepted was approved by the policies from before it came, and by those in force now; and a
    /// run was told so before by a forge that it needs.
    func judgeApproval(_ value: Acceptance, _ entry: LedgerEntry, _ before: Beliefs, _ sum: Beliefs, _ process: Process) {
        let id = value.request.id
        guard world.swarm.proof.isOn, let account = entry.account, let source = process.seen.source, let accepted = sum.accepted[id],
            let content = contents(id, from: source.commit).first(where: { $0.file.blob == value.request.blob }),
            let request = content.file.request, let now = sum.policy.flatMap({ world.policies[$0.tree] })
        else { return }
        let brought = Brought(id: id, blob: content.file.blob, request: request, step: content.commit, commit: source.commit)
        for unit in value.gives {
            let membership = Membership(account: account, user: value.user, group: unit.group)
            let last = value.window.end.advanced(by: .seconds(-1))
            if let why = unapproved(membership, at: last, source.commit, id, accepted, []) {
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), though \(why)")
            }
            guard isApproved(brought, for: unit.entitlement, at: last, under: now, .possible) else {
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), which the policies in force don't see approved")
            }
            if let newest = world.source.commits[source.commit].policies.set, newest.tree != now.tree, !newest.entitlements.isEmpty,
                entitlement(request, gives: membership, under: newest) == nil
            {
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), which a change that waits would take away")
            }
            if let who = objector(brought, for: unit.entitlement, under: now, before, process) {
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), though \(who) asks for changes")
            }
            let told = swarmRemembers ? told : process.seen.told
            if !told.contains(content.commit), !isSigned(brought, for: unit.entitlement, under: now) {
                return fail("P1", "\(process.run) accepted \(id) for \(unit.entitlement), though the forge had told nobody yet")
            }
        }
    }

    /// Somebody who may approve a content and asks for changes, if a run knows of it: the forge told it, or another that recorded it.
    private func objector(
        _ content: Brought, for name: EntitlementName, under policies: PolicySet, _ before: Beliefs, _ process: Process
    ) -> PersonName? {
        guard let entitlement = policies.entitlements[name], !entitlement.needsSignatures,
            case .rules(let rules)? = content.request.isEmergency ? entitlement.emergency?.approval : entitlement.approval
        else { return nil }
        let memory = before.found[SignatureFile.path(of: content.id)]
        let isRecorded =
            swarmRemembers && memory?.step == Source.id(of: content.step)
            && memory?.evidence.testimonies.contains { $0.kind == .github && $0.doubt == nil } ?? false
        guard isRecorded || process.seen.told.contains(content.step) else { return nil }
        let others = beneficiaries(of: content.request, entitlement, policies, .possible)
        let entitled = rules.reduce(into: Set<PersonName>()) { $0.formUnion(members(of: $1.from, policies)) }
        return objectors(to: content.step, policies, .possible).intersection(entitled).subtracting(others).min()
    }

    private var swarmRemembers: Bool { world.swarm.proof.remembers }

    /// Whether it is approved without any review.
    private func isSigned(_ content: Brought, for name: EntitlementName, under policies: PolicySet) -> Bool {
        var alone = policies
        alone.settings.evidence.removeAll { $0 == .github }
        return isApproved(content, for: name, at: nil, under: alone, .possible)
    }

    /// P1: the review of an emergency counts if people approved it who may approve such a request, and not the one who had it.
    ///
    /// - Parameter holder: who had it, by the record; nil if that isn't known.
    func isApproved(
        _ review: BlobID, of id: RequestID, heldBy holder: UserName?, at commit: Int, under policies: PolicySet, _ certainty: Certainty
    ) -> Bool {
        guard world.swarm.proof.isOn, !policies.settings.evidence.contains(.merge) else { return true }
        guard let step = world.source.origin(ofReview: id, at: commit) else { return false }
        let path = SignatureFile.path(ofReview: id)
        let owners = policies.settings.policyOwners.map { ApprovalRules.Rule(from: $0, count: 1) }
        let requests = world.source.line(from: commit).compactMap { world.source.commits[$0].files[id]?.request }
        guard var request = requests.first(where: \.isEmergency) else { return false }
        request.user = holder ?? request.user
        let signed = signers(path, path, review.text, at: commit, by: step, under: policies, certainty)
        let asked = Set(requests.flatMap { $0.access.map(\.name) }).compactMap { policies.entitlements[$0] }
        // Which of them it gave is told by records: one is enough to say no here.
        return asked.isEmpty
            ? true
            : asked.contains { entitlement in
                var rules = owners
                if case .rules(let own) = entitlement.approval { rules = own }
                var words = signed
                if !entitlement.needsSignatures { words.merge(reviewers(of: step, under: policies, certainty)) { max($0, $1) } }
                return isMet(rules, by: words, at: nil, without: beneficiaries(of: request, entitlement, policies, .possible), policies)
            }
    }

    /// P4: nobody is denied for want of approvals that were given.
    func judgeDenial(_ denial: Denial, _ sum: Beliefs, _ process: Process?) {
        guard world.swarm.proof.isOn, !isRewritten, ["DP2101", "DP2102"].contains(denial.code), let process,
            let source = process.seen.source, let now = sum.policy.flatMap({ world.policies[$0.tree] }),
            surelyAccepted(at: source.commit)?.tree == now.tree, isSettled(source.commit)
        else { return }
        let contents = contents(denial.request.id, from: source.commit)
        // One that was there before is another step's.
        // What was looked at first while the forge was late about a change of policies stays under those from before it.
        let then = contents.first.flatMap { world.source.commits[$0.commit].parent }.flatMap(surelyAccepted)
        guard then?.tree == denial.evidence.policies, contents.count == 1, contents[0].file.blob == denial.request.blob,
            let request = contents[0].file.request,
            deletions(of: denial.request.id, upTo: source.commit).isEmpty
        else { return }
        let content = Brought(
            id: denial.request.id, blob: denial.request.blob, request: request, step: contents[0].commit, commit: source.commit)
        if isSurelyApproved(content, under: now) {
            fail("P4", "\(process.run) denied \(denial.request.id), though all approved it who had to: \(denial.reason)")
        }
    }

    // What runs ask the forge, and are told.

    /// P4: where the ledger's memory counts, nobody asks for what is on record, nor before the time that is on record.
    func asks(_ questions: [StepQuestion], _ process: Process) {
        guard swarmRemembers, let known = process.seen.view.flatMap({ beliefs[$0] }) else { return }
        for question in questions {
            for content in question.contents where content.path != SignatureFile.policies {
                guard let found = known.found[content.path], found.blob.text == content.object, found.step == question.after else {
                    continue
                }
                guard let review = found.evidence.testimonies.first(where: { $0.kind == .github }) else { continue }
                if review.doubt == nil || found.evidence.next.map({ $0 > process.now.advanced(by: .seconds(600)) }) ?? false {
                    return fail("P4", "\(process.run) asked the forge about \(content.path), which is on record")
                }
            }
        }
    }

    func told(_ steps: [Int], _ process: Process) {
        told.formUnion(steps)
        process.seen.told.formUnion(steps)
    }
}
