import AccessCore
import Approvals
import Cryptography

extension ApprovalDraft {
    /// - Parameters:
    ///   - answers: what forges were asked and said.
    ///   - signatures: what tells which signatures are good.
    package func settled(with answers: ForgeAnswers, signatures reader: some SignatureReading) -> SettledApprovals {
        var reader = reader
        let walked = walked(with: answers, &reader)
        var settled = SettledApprovals(walk: walked.walk, accepted: walked.inForce.compactMap(\.accepted))
        for step in walked.walk.open {
            guard let found = walked.testimonies[step.after] else { continue }
            let known = steps.first { $0.after == step.after }?.found
            let given = walked.reviewed.filter { $0.step.after == step.after }.compactMap { one in
                Self.forge(of: one.accepted).flatMap { answer(about: step.after, known, from: $0, answers) }
            }
            let pause = given.compactMap(\.pause).max()
            if let memory = FoundEvidence(found, after: known, asked: !given.isEmpty, pause: pause, at: now) {
                settled.steps.append(PolicyRefusal.Step(after: step.after, found: memory))
            }
        }
        for (id, content) in contents {
            let policies = walked.policies(of: content.rules)
            settled.contents[id] = (policies, findings(about: content, policies, walked.walk.accepted, answers, &reader))
        }
        return settled
    }

    private func findings(
        about content: Content, _ then: PolicySet?, _ accepted: PolicySet?, _ answers: ForgeAnswers,
        _ reader: inout some SignatureReading
    ) -> ApprovalFindings {
        let policies = [then, accepted, proposed].compactMap(\.self)
        var testimonies: [Testimony] = []
        if policies.contains(where: { $0.settings.evidence.contains(.signature) }) {
            testimonies += [signatures(of: content, under: policies, &reader)].compactMap(\.self)
        }
        var given: StepFacts?
        if let then, let forge = Self.forge(of: then) {
            testimonies.append(review(of: Self.question(about: content, branch), forge, then.people, answers, content.found))
            given = answer(about: content.after, content.found, from: forge, answers)
        }
        return ApprovalFindings(sha256: content.sha256, testimonies: testimonies, asked: given != nil, pause: given?.pause)
    }

    // MARK: Reviews

    /// Nil where the accepted policies trust no forge's reviews.
    func review(of step: Step, _ accepted: PolicySet, _ answers: ForgeAnswers) -> Testimony? {
        Self.forge(of: accepted).map { review(of: Self.question(about: step, branch), $0, accepted.people, answers, step.found) }
    }

    /// Nil where it wasn't about this content: what is remembered isn't asked, though its step may have been for another one's sake.
    private func answer(
        about step: CommitID, _ found: FoundEvidence?, from forge: ForgeSettings, _ answers: ForgeAnswers
    ) -> StepFacts? {
        isKnown(found, forge) ? nil : answers.about(step, from: forge)
    }

    /// What is remembered, or what the forge's answer proves about the only content of a question.
    private func review(
        of question: StepQuestion, _ forge: ForgeSettings, _ people: People, _ answers: ForgeAnswers, _ found: FoundEvidence?
    ) -> Testimony {
        let kind = forge.kind.evidence
        guard question.before != nil else {
            return Testimony(kind: kind, refusal: "it was there before the root of trust, so no pull request can be asked about it")
        }
        if let known = answer(about: question.after, found, from: forge, answers), let content = question.contents.first {
            return ReviewRules(kind: kind, people: people).testimony(about: content, of: question, known)
        }
        if let known = found?.testimonies.first(where: { $0.kind == kind }) { return known }
        return Testimony(kind: kind, doubt: "the forge wasn't asked yet")
    }

    // MARK: Signatures

    func signatures(of step: Step, _ accepted: PolicySet, _ reader: inout some SignatureReading) -> Testimony? {
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
