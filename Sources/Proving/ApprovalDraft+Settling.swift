package import AccessCore
package import Approvals
import Cryptography

extension ApprovalDraft {
    /// - Parameters:
    ///   - facts: what the forge answered, by the step's commit.
    ///   - signatures: what tells which signatures are good.
    package func settled(with facts: [CommitID: StepFacts], signatures reader: some SignatureReading) -> SettledApprovals {
        var reader = reader
        var walk = PolicyWalk(from: start, replaced: replaced)
        // What was in force after each step that concerns policies.
        var inForce: [(number: Int, policies: PolicySet?)] = [(-2, start)]
        var testimonies: [CommitID: (found: [Testimony], asked: Bool)] = [:]
        for step in steps {
            var taken = PolicyStep(
                before: step.before, after: step.after, tree: step.tree, policies: step.policies, isChange: step.isChange)
            if let accepted = walk.accepted {
                let forge = step.isChange && step.tree != accepted.tree ? review(of: step, accepted, facts) : nil
                let signatures = signatures(of: step, accepted, &reader)
                (taken.reviews, taken.signatures) = ([forge].compactMap(\.self), [signatures].compactMap(\.self))
                testimonies[step.after] = (taken.reviews + taken.signatures, facts[step.after] != nil)
            }
            walk.take(taken)
            inForce.append((step.number, walk.accepted))
        }
        var settled = SettledApprovals(walk: walk, accepted: inForce.compactMap(\.policies))
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
            settled.contents[id] = (policies, findings(about: content, policies, walk.accepted, facts, &reader))
        }
        return settled
    }

    private func findings(
        about content: Content, _ then: PolicySet?, _ accepted: PolicySet?, _ facts: [CommitID: StepFacts],
        _ reader: inout some SignatureReading
    ) -> ApprovalFindings {
        let policies = [then, accepted, proposed].compactMap(\.self)
        var testimonies: [Testimony] = []
        if policies.contains(where: { $0.settings.evidence.contains(.signature) }) {
            testimonies += [signatures(of: content, under: policies, &reader)].compactMap(\.self)
        }
        if let then, let kind = then.settings.forge?.kind.evidence, then.settings.evidence.contains(kind) {
            testimonies.append(review(of: content, kind, then, facts))
        }
        return ApprovalFindings(sha256: content.sha256, testimonies: testimonies, asked: facts[content.after] != nil)
    }

    // MARK: Reviews

    private func review(of step: Step, _ accepted: PolicySet, _ facts: [CommitID: StepFacts]) -> Testimony? {
        guard let kind = accepted.settings.forge?.kind.evidence, accepted.settings.evidence.contains(kind) else { return nil }
        let question = StepQuestion(
            before: step.before, after: step.after, parents: step.parents, branch: branch, contents: [Self.content(of: step)])
        return review(of: question, kind, accepted.people, facts, step.found)
    }

    private func review(of content: Content, _ kind: EvidenceKind, _ then: PolicySet, _ facts: [CommitID: StepFacts]) -> Testimony {
        let question = StepQuestion(
            before: content.before, after: content.after, parents: content.parents, branch: branch, contents: [Self.content(of: content)])
        return review(of: question, kind, then.people, facts, content.found)
    }

    /// What is remembered, or what the facts prove about the only content of a question.
    private func review(
        of question: StepQuestion, _ kind: EvidenceKind, _ people: People, _ facts: [CommitID: StepFacts], _ found: FoundEvidence?
    ) -> Testimony {
        guard question.before != nil else {
            return Testimony(kind: kind, refusal: "it was there before the root of trust, so no pull request can be asked about it")
        }
        if forge?.kind.evidence == kind, let known = facts[question.after], let content = question.contents.first {
            return ReviewRules(kind: kind, people: people).testimony(about: content, of: question, known)
        }
        if let known = found?.testimonies.first(where: { $0.kind == kind }) { return known }
        return Testimony(kind: kind, doubt: "the forge wasn't asked yet")
    }

    // MARK: Signatures

    private func signatures(of step: Step, _ accepted: PolicySet, _ reader: inout some SignatureReading) -> Testimony? {
        guard let tree = step.tree, accepted.settings.evidence.contains(.signature) else { return nil }
        return signatures(of: .policies(tree: tree), step.files, step.found, under: [accepted], by: [], &reader)
    }

    private func signatures(of content: Content, under policies: [PolicySet], _ reader: inout some SignatureReading) -> Testimony? {
        let subject = ApprovalStatement.Subject.request(path: content.path, sha256: SHA256.hash(content.bytes))
        return signatures(of: subject, content.files, content.found, under: policies, by: content.writers, &reader)
    }

    /// - Parameters:
    ///   - policies: a signature has to be good by the keys of each of them: what one takes away doesn't count.
    ///   - writers: addresses of those who wrote the content.
    private func signatures(
        of subject: ApprovalStatement.Subject, _ files: [File], _ found: FoundEvidence?, under policies: [PolicySet], by writers: [String],
        _ reader: inout some SignatureReading
    ) -> Testimony? {
        guard !files.isEmpty, let first = policies.first else { return nil }
        // A signature counts from when it was first seen, whatever day its maker writes on it.
        let known = (found?.testimonies ?? []).filter { $0.kind == .signature }.flatMap(\.approvals)
        let seen = Dictionary(known.map { ($0.digest, $0.at) }) { min($0, $1) }
        let given = files.map { file in
            ApprovalFile(path: file.path, bytes: file.bytes, seen: seen[SHA256.hash(file.bytes).hex] ?? now)
        }
        var testimony = Testimony(kind: .signature)
        var good: [SignedApproval]?
        for one in policies {
            let evidence = reader.evidence(of: subject, in: first.settings.repository, files: given, by: one)
            good = good.map { known in known.filter { evidence.approvals.contains($0) } } ?? evidence.approvals
            for rejected in evidence.rejected {
                let aside = SetAside("\(rejected.path)", "doesn't count: \(rejected.reason)")
                if !testimony.setAside.contains(aside) { testimony.setAside.append(aside) }
            }
        }
        testimony.approvals = (good ?? []).map { signed in
            Approval(
                person: signed.person, kind: .signature, key: signed.fingerprint, at: signed.seen, until: signed.statement.until,
                comment: signed.statement.comment, digest: signed.digest.hex)
        }
        let mails = Set(writers.map { $0.lowercased() })
        testimony.involved = first.people.people.values
            .filter { person in person.mail.map { mails.contains($0.lowercased()) } ?? false }
            .map { Involvement($0.name, .author) }.sorted { $0.person < $1.person }
        return testimony
    }
}
