extension PolicySet {
    /// What speaks against a request under these policies, each objection at the place of its cause. What only IAM can tell
    /// is settled by a snapshot, as far as it goes.
    package func objections(to request: AccessRequest, snapshot: DirectorySnapshot?) -> [Diagnostic] {
        request.access.flatMap { reference -> [Diagnostic] in
            let known = objections(to: reference, of: request).flatMap { settled($0, snapshot) }
            return known.map { $0.diagnostic(at: $0.isAboutLength ? request.places.end : reference.place) }
                + missingUser(of: request, reference, snapshot)
        }
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
        let accounts = reference.account.map { [$0] } ?? entitlement.accounts
        return accounts.filter(entitlement.accounts.contains).compactMap { account in
            guard let known = snapshot.accounts[account] else { return ChangeFinding.snapshotWithout(account).diagnostic() }
            guard known.users[request.user] == nil else {
                return snapshot.knows(entitlement.eligible, in: account) ? nil : ChangeFinding.snapshotWithout(account).diagnostic()
            }
            return Refusal.noSuchUser(request.user, account).diagnostic(at: request.places.user)
        }
    }
}
