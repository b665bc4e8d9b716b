/// What was found about a request that asks for something new.
enum Assessment {
    /// With what proves it; nil where the merge alone counts.
    case approved([GivenUnit], ApprovalProof?)
    case refused([(Refusal, Place)])
    /// An account that it needs couldn't be read.
    case undecided
}

/// One membership that a request asks for.
struct GivenUnit: Hashable {
    var account: AccountName
    var entitlement: Entitlement
    var userID: UserID?
}

extension Judge {
    /// What a request asks for under a policy; what the policy doesn't know is left out.
    func units(_ request: AccessRequest, under policies: PolicySet) -> [GivenUnit] {
        request.access.flatMap { reference -> [GivenUnit] in
            guard let entitlement = policies.entitlements[reference.name] else { return [] }
            return reference.accounts(of: entitlement).filter(entitlement.accounts.contains)
                .map { GivenUnit(account: $0, entitlement: entitlement) }
        }
    }

    /// Judges a request under the policies accepted before it came, under those of now, and under those that are proposed:
    /// each may refuse.
    ///
    /// - Parameter since: when this content was first judged.
    func assess(
        _ request: AccessRequest, window: Window, _ file: SubmittedRequest, origin: Origin, since: Timestamp, beside seats: Seats
    ) -> Assessment {
        let whole = request.places.file
        if origin.mixed { return .refused([(.mixedStep(after: origin.after), whole)]) }
        guard let then = origin.policies else { return .refused([(.noPolicies, whole)]) }
        var refusals: [(Refusal, Place)] = []
        var isUndecided = false
        let accepted = then.tree == self.policies.tree ? [then] : [then, self.policies]
        for policies in accepted where refusals.isEmpty {
            let found = self.refusals(request, window: window, since: since, beside: seats, under: policies)
            refusals += found.0
            isUndecided = isUndecided || found.1
        }
        if refusals.isEmpty, let proposed {
            let found = self.refusals(request, window: window, since: since, beside: seats, under: proposed)
            refusals += found.0.map { (.proposedOtherwise($0.message), $1) }
            if refusals.isEmpty { refusals = withdrawn(request, by: proposed) }
            isUndecided = isUndecided || found.1
        }
        var proof: ApprovalProof?
        for policies in accepted + [proposed].compactMap(\.self) {
            let found = prove(request, window, file, under: policies)
            guard found.refusals.isEmpty else {
                refusals += found.refusals
                break
            }
            // Whoever counted by any of them counts on record, and may have set an end (P1).
            if let given = found.proof { proof = proof?.adding(approvalsOf: given) ?? given }
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        guard !isUndecided else { return .undecided }
        // What the entitlement came to give only later was in nobody's mind who approved the request.
        let asked = Set(
            self.units(request, under: then).map { Membership(account: $0.account, user: request.user, group: $0.entitlement.group) })
        let given = self.units(request, under: self.policies).filter {
            asked.contains(Membership(account: $0.account, user: request.user, group: $0.entitlement.group))
        }
        let units = given.map { unit in
            var unit = unit
            unit.userID = actual[unit.account]?.users[request.user]?.id
            return unit
        }
        return .approved(units, proof)
    }

    /// What policies that are proposed would not give any more, in accounts where those in force do.
    private func withdrawn(_ request: AccessRequest, by proposed: PolicySet) -> [(Refusal, Place)] {
        request.access.flatMap { reference -> [(Refusal, Place)] in
            guard let given = policies.entitlements[reference.name], let left = proposed.entitlements[reference.name] else { return [] }
            let lost = reference.accounts(of: given).filter { given.accounts.contains($0) && !left.accounts.contains($0) }
            return lost.map { account in
                let objection = RequestObjection.unknownAccount(reference.name, account, accounts: left.accounts)
                return (.proposedOtherwise(objection.message), reference.place)
            }
        }
    }

    private func refusals(
        _ request: AccessRequest, window: Window, since: Timestamp, beside seats: Seats, under policies: PolicySet
    ) -> ([(Refusal, Place)], undecided: Bool) {
        var refusals: [(Refusal, Place)] = []
        var isUndecided = false
        for reference in request.access {
            let objections = policies.objections(to: reference, of: request, window: window, judged: since)
                .filter { !$0.isAboutEligibility }
            refusals += objections.map { (.objection($0), $0.place(in: request, of: reference)) }
            guard let entitlement = policies.entitlements[reference.name] else { continue }
            let given = self.policies.entitlements[reference.name]
            guard let given, given.group == entitlement.group else {
                refusals.append((.objection(.unknownEntitlement(reference.name, meant: nil)), reference.place))
                continue
            }
            let asked = reference.accounts(of: entitlement).filter(entitlement.accounts.contains)
            // Nothing would be left to accept, and what isn't on record would be judged by newer policies next time (P1).
            if let account = asked.first, !asked.contains(where: given.accounts.contains) {
                refusals.append((.objection(.unknownAccount(reference.name, account, accounts: given.accounts)), reference.place))
            }
            for account in asked {
                // Not given there any more, so nobody need look: it may be an account that no policy names now.
                guard given.accounts.contains(account) else { continue }
                guard let found = actual[account] else {
                    isUndecided = true
                    continue
                }
                guard let user = found.users[request.user] else {
                    let meant = Suggestion.nearest(to: request.user.text, among: found.users.keys.lazy.map(\.text))
                    refusals.append((.noSuchUser(request.user, account, meant: meant), request.places.user))
                    continue
                }
                let membership = Membership(account: account, user: user.name, group: entitlement.group)
                if !entitlement.admits(user, in: account, people: policies.people, temporary: temporaryGroups(membership)) {
                    refusals.append((.objection(.notEligible(user.name, entitlement.name, account)), request.places.user))
                }
                if !request.isEmergency, let refusal = refusal(of: entitlement, in: account, to: user.name, for: window, beside: seats) {
                    refusals.append((refusal, reference.place))
                }
            }
        }
        return (refusals, isUndecided)
    }

    /// Takes the request's new content on record and makes its claims.
    func accept(
        _ file: SubmittedRequest, _ request: AccessRequest, _ units: [GivenUnit], _ window: Window, _ origin: Origin,
        _ proof: ApprovalProof?, into judgement: inout Judgement
    ) -> [Claim] {
        let bound = units.compactMap { unit in
            unit.userID.map {
                RecordedRequest.Unit(
                    account: unit.account, entitlement: unit.entitlement.name, group: unit.entitlement.group, userID: $0
                )
            }
        }
        var evidence = evidence(of: origin, proof, sha256: file.findings?.sha256, for: request.user)
        let spent = (recorded.requests[file.version.id]?.evidence.approved ?? []).filter { $0 != evidence.sha256 }
        evidence.spent = spent.isEmpty ? nil : spent
        let record = RecordedRequest(
            version: file.version, user: request.user, window: proof?.shortening(window) ?? window, units: bound, evidence: evidence,
            accepted: now,
            reviewDue: request.isEmergency ? reviewDue(of: units, window) : nil
        )
        note(record, into: &judgement)
        return claims(of: record, into: &judgement)
    }

    /// Puts an accepted content on record, account by account.
    ///
    /// - Parameter before: what is on record of it, where less may be left than an account's worth.
    func note(_ record: RecordedRequest, insteadOf before: [RecordedRequest.Unit] = [], into judgement: inout Judgement) {
        for account in Set((record.units + before).map(\.account)).sorted() {
            let units = record.units.filter { $0.account == account }
            guard let first = units.first ?? before.first(where: { $0.account == account }) else { continue }
            let user = actual[account]?.users[record.user]
            let acceptance = Acceptance(
                request: record.version, user: record.user, userID: first.userID,
                gives: units.map { Acceptance.Unit(entitlement: $0.entitlement, group: $0.group) }, window: record.window,
                evidence: record.evidence,
                facts: Acceptance.Facts(
                    person: policies.people.person(user: record.user, in: account), groups: user?.groups.sorted() ?? [],
                    tags: user?.tags ?? [:]
                ), isPartial: record.isPartial, reviewDue: record.reviewDue
            )
            judgement.findings.append(Judgement.Finding(account: account, event: .accepted(acceptance)))
        }
    }

    /// Says why in every run, and puts it on record once.
    func deny(
        _ file: SubmittedRequest, _ request: AccessRequest, _ refusals: [(Refusal, Place)], _ origin: Origin,
        into judgement: inout Judgement
    ) {
        judgement.diagnostics.append(contentsOf: refusals.map { $0.diagnostic(at: $1) })
        guard let (first, _) = refusals.first else { return }
        let reason = refusals.map(\.0.message).joined(separator: "; ")
        record(denial(of: file.version, file.findings, request.user, first.code, reason, origin), into: &judgement)
    }

    /// Puts a denial on record once. A window without a start is as long as it is at this moment, an answer as late as it comes: the
    /// words differ from run to run, the denial doesn't.
    func record(_ denial: Denial, into judgement: inout Judgement) {
        var known = recorded.denials[denial.request.id]
        known?.reason = denial.reason
        // What isn't believed is established in every run, and put on record once.
        if recordTrust == .none, let found = denial.found, known?.found?.saysTheSame(as: found) == true { known?.found = found }
        if known != denial { judgement.findings.append(Judgement.Finding(account: nil, event: .denied(denial))) }
    }

    /// A request that was over before it was accepted isn't put on record as a denial, unless how it came in speaks against
    /// it: by a clock that is right it may not be over, and the steps up to now aren't looked at again (P1).
    func keepOrigin(
        of file: SubmittedRequest, _ request: AccessRequest, _ refusal: Refusal, _ origin: Origin, into judgement: inout Judgement
    ) {
        // Where people's word counts, it is about the step that brought the content in.
        let matters = origin.mixed || origin.policies?.tree != policies.tree || file.findings != nil
        guard matters, recorded.denials[file.version.id]?.request != file.version else {
            return
        }
        let kept = origin.policies == nil ? Refusal.noPolicies : refusal
        let denial = denial(of: file.version, file.findings, request.user, kept.code, kept.message, origin)
        judgement.findings.append(Judgement.Finding(account: nil, event: .denied(denial)))
    }

    /// A content that isn't approved, with where it came from and what was found about it, so that neither is looked for again in
    /// every run.
    func denial(
        of version: RequestVersion, _ findings: ApprovalFindings?, _ user: UserName, _ code: String, _ reason: String, _ origin: Origin
    ) -> Denial {
        let known = recorded.denials[version.id].flatMap { $0.request == version ? $0.found : nil }
        let found = findings.map { FoundEvidence($0.testimonies, after: known, asked: $0.asked, pause: $0.pause, at: now) } ?? known
        return Denial(
            request: version, user: user, code: code, reason: reason, evidence: evidence(of: origin, sha256: findings?.sha256, for: user),
            mixed: origin.mixed, since: since(version), found: found
        )
    }

    /// When a content was first judged: now, unless it is on record as denied. How far ahead it is counts from there, so
    /// that one that asked too early isn't granted later without a new approval.
    func since(_ version: RequestVersion) -> Timestamp {
        guard let denial = recorded.denials[version.id], denial.request == version else { return now }
        return denial.since ?? now
    }

    /// - Parameters:
    ///   - proof: who approved; nil where the merge alone counts, or nothing is approved.
    ///   - sha256: of the content, where it is known.
    ///   - user: who gets it; nil if nobody does.
    func evidence(of origin: Origin, _ proof: ApprovalProof? = nil, sha256: String? = nil, for user: UserName? = nil) -> Evidence {
        let kind = proof.map { $0.kinds.first ?? .automatic } ?? policies.settings.evidence.first ?? .merge
        return Evidence(
            kind: kind, before: origin.before, after: origin.after, policies: origin.policies?.tree ?? policies.tree, sha256: sha256,
            proof: proof, askedBy: origin.askedBy ?? user.flatMap { policies.people.asking(for: $0, as: origin.writers) }
        )
    }
}

extension Diagnostic {
    func lowered(to severity: Severity) -> Diagnostic {
        var lowered = self
        lowered.severity = severity
        return lowered
    }
}
