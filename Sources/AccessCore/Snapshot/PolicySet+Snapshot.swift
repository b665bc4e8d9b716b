extension PolicySet {
    /// What speaks against a request under these policies, each objection at the place of its cause. What only IAM can tell
    /// is settled by a snapshot, as far as it goes.
    ///
    /// - Parameter judged: when a run would judge it first; nil if nobody knows, and then how far ahead it is isn't asked.
    package func diagnostics(of request: AccessRequest, snapshot: DirectorySnapshot? = nil, judged: Timestamp? = nil) -> [Diagnostic] {
        var found = objections(to: request).map { $0.diagnostic(at: request.places.file) }
        for reference in request.access {
            let known = objections(to: reference, of: request, judged: judged).flatMap { settled($0, snapshot) }
            found += known.map { $0.diagnostic(at: $0.place(in: request, of: reference)) } + missingUser(of: request, reference, snapshot)
            if !request.isEmergency, let start = request.start ?? judged {
                found += freezes(of: reference, at: start).map { $0.diagnostic(at: reference.place) }
            }
        }
        return found
    }

    private func settled(_ objection: RequestObjection, _ snapshot: DirectorySnapshot?) -> [RequestObjection] {
        guard case .eligibilityUnknown(let user, let name, let account) = objection, let entitlement = entitlements[name] else {
            return [objection]
        }
        switch entitlement.eligibility(of: user, in: account, under: self, snapshot: snapshot) {
        case .byName, .byTeam, .byDirectory: return []
        // That there is no such user is said in words of its own.
        case .no: return snapshot?.user(user, in: account) == nil ? [] : [.notEligible(user, name, account)]
        case .unknown: return [objection]
        }
    }

    private func missingUser(of request: AccessRequest, _ reference: EntitlementReference, _ snapshot: DirectorySnapshot?) -> [Diagnostic] {
        guard let snapshot, let entitlement = entitlements[reference.name] else { return [] }
        return reference.accounts(of: entitlement).filter(entitlement.accounts.contains).compactMap { account -> Diagnostic? in
            guard let known = snapshot.accounts[account] else { return ChangeFinding.snapshotWithout(account).diagnostic() }
            guard known.users[request.user] == nil else {
                return snapshot.knows(entitlement.eligible, in: account) ? nil : ChangeFinding.snapshotWithout(account).diagnostic()
            }
            let meant = Suggestion.nearest(to: request.user.text, among: known.users.keys.map(\.text))
            return Refusal.noSuchUser(request.user, account, meant: meant).diagnostic(at: request.places.user)
        }
    }
}
