import AccessCore
import Approvals

/// What a draft comes to, once the forge has answered.
struct SettledEvidence {
    var walk: PolicyWalk
    var accepted: [PolicySet] = []
    var steps: [PolicyRefusal.Step] = []
    var contents: [RequestID: (policies: PolicySet?, findings: ApprovalFindings)] = [:]
}

extension EvidenceDraft {
    /// What `ApprovalDraft` does with the forge's answers.
    func settled(with facts: [CommitID: StepFacts]) -> SettledEvidence {
        var walk = PolicyWalk(from: start)
        var inForce: [(number: Int, policies: PolicySet?)] = [(-2, start)]
        var testimonies: [CommitID: (found: [Testimony], asked: Bool)] = [:]
        for step in steps {
            var taken = PolicyStep(
                before: step.before, after: step.after, tree: step.tree, policies: step.policies, isChange: step.isChange)
            if let accepted = walk.accepted {
                let forge = step.isChange && step.tree != accepted.tree ? review(of: step, accepted, facts) : nil
                let signatures = signatures(of: step, accepted)
                (taken.reviews, taken.signatures) = ([forge].compactMap(\.self), [signatures].compactMap(\.self))
                testimonies[step.after] = (taken.reviews + taken.signatures, facts[step.after] != nil)
            }
            walk.take(taken)
            inForce.append((step.number, walk.accepted))
        }
        var settled = SettledEvidence(walk: walk, accepted: inForce.compactMap(\.policies))
        for step in walk.open {
            guard let (found, asked) = testimonies[step.after] else { continue }
            let known = steps.first { $0.after == step.after }?.found
            if let memory = FoundEvidence(found, after: known, asked: asked, at: now) {
                settled.steps.append(PolicyRefusal.Step(after: step.after, found: memory))
            }
        }
        for (id, content) in contents {
            let policies: PolicySet? =
                switch content.rules {
                case .remembered(let policies): policies
                case .atStart: inForce.last { $0.number < 0 }?.policies ?? nil
                case .before(let number): inForce.last { $0.number < number }?.policies ?? nil
                }
            settled.contents[id] = (policies, findings(about: content, policies, walk.accepted, facts))
        }
        return settled
    }

    private func findings(
        about content: Content, _ then: PolicySet?, _ accepted: PolicySet?, _ facts: [CommitID: StepFacts]
    ) -> ApprovalFindings {
        let policies = [then, accepted, proposed].compactMap(\.self)
        var testimonies: [Testimony] = []
        if policies.contains(where: { $0.settings.evidence.contains(.signature) }) {
            testimonies += [signatures(of: content, under: policies)].compactMap(\.self)
        }
        if let then, let kind = then.settings.forge?.kind.evidence, then.settings.evidence.contains(kind) {
            let question = StepQuestion(
                before: content.before, after: content.after, parents: [], branch: ForgeServer.branch, contents: [content.question])
            testimonies.append(review(of: question, kind, then.people, facts, content.found))
        }
        return ApprovalFindings(
            sha256: SignatureFile.sha256(of: content.version.blob.text), testimonies: testimonies.map(world.lie.misheard),
            asked: facts[content.after] != nil)
    }

    private func review(of step: Step, _ accepted: PolicySet, _ facts: [CommitID: StepFacts]) -> Testimony? {
        guard let kind = accepted.settings.forge?.kind.evidence, accepted.settings.evidence.contains(kind) else { return nil }
        let question = StepQuestion(
            before: step.before, after: step.after, parents: [], branch: ForgeServer.branch, contents: [Self.question(of: step)])
        return review(of: question, kind, accepted.people, facts, step.found)
    }

    private func review(
        of question: StepQuestion, _ kind: EvidenceKind, _ people: People, _ facts: [CommitID: StepFacts], _ found: FoundEvidence?
    ) -> Testimony {
        guard question.before != nil else {
            return Testimony(kind: kind, refusal: "it was there before the root of trust")
        }
        if forge?.kind.evidence == kind, let known = facts[question.after], let content = question.contents.first {
            let heard = world.lie.misread(known)
            return ReviewRules(kind: kind, people: people).testimony(about: content, of: question, heard)
        }
        if let known = found?.testimonies.first(where: { $0.kind == kind }) { return known }
        return Testimony(kind: kind, doubt: "the forge wasn't asked yet")
    }

    private func signatures(of step: Step, _ accepted: PolicySet) -> Testimony? {
        guard accepted.settings.evidence.contains(.signature) else { return nil }
        return signatures(SignatureFile.policies, step.tree.text, step.files, step.found, under: [accepted], by: [])
    }

    private func signatures(of content: Content, under policies: [PolicySet]) -> Testimony? {
        signatures(content.version.path, content.version.blob.text, content.files, content.found, under: policies, by: content.writers)
    }

    /// What `SignatureEvidence` makes of bytes, and what becomes of it.
    private func signatures(
        _ subject: String, _ content: String, _ files: [PersonName: SignatureFile], _ found: FoundEvidence?, under policies: [PolicySet],
        by writers: [String]
    ) -> Testimony? {
        guard !files.isEmpty, let first = policies.first else { return nil }
        let known = (found?.testimonies ?? []).filter { $0.kind == .signature }.flatMap(\.approvals)
        let seen = Dictionary(known.map { ($0.digest, $0.at) }) { min($0, $1) }
        var testimony = Testimony(kind: .signature)
        for (person, file) in files.sorted(by: { $0.key < $1.key }) {
            let at = seen[file.digest] ?? now
            let rejection = policies.lazy.compactMap { one in
                self.rejection(of: file, by: person, subject, content, seen: at, in: first.settings.repository, one.people)
            }.first
            if let rejection {
                testimony.setAside.append(SetAside("\(subject).\(person).sig", "doesn't count: \(rejection)"))
            } else {
                testimony.approvals.append(
                    Approval(person: person, kind: .signature, key: file.key, at: at, until: file.until, digest: file.digest))
            }
        }
        testimony.involved = first.people.people.values.filter { person in person.mail.map(writers.contains) ?? false }
            .map { Involvement($0.name, .author) }.sorted { $0.person < $1.person }
        return testimony
    }

    /// Why a signature doesn't count, as `SignatureJudge` says; nil if it does.
    private func rejection(
        of file: SignatureFile, by person: PersonName, _ subject: String, _ content: String, seen: Timestamp, in repository: String,
        _ people: People
    ) -> String? {
        guard let known = people.people[person] else { return "it is named after nobody" }
        guard let key = known.keys.first(where: { $0.key == file.key }) else { return "nobody of that name has its key" }
        if file.repository != repository { return "it was signed for another repository" }
        if file.subject != subject, world.lie != .replayedSignatures { return "it was signed for another file" }
        if file.content != content, world.lie != .replayedSignatures { return "it was signed for another content" }
        if world.lie != .spentKeys, key.standing(seen: seen) != .valid { return "its key doesn't sign now" }
        return nil
    }
}
