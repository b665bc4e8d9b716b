import AccessCore

/// Records that nobody but an intruder wrote: they look like a run's, of things that never were.
struct Forger {
    let world: World
    let policies: PolicySet
    let run: RunID

    private var source: Source { world.source }

    /// Records, and what they say in words; nil where there is nothing to lie about.
    func records(_ dice: inout Dice) -> (entries: [LedgerEntry], words: String)? {
        switch dice.below(8) {
        case 0...2: acceptances(&dice)
        case 3: grant(&dice)
        case 4: laterEnd(&dice)
        case 5: ending(&dice)
        case 6: denial(&dice)
        default: policy(&dice)
        }
    }

    // What requests came to.

    /// A request was accepted, with approvals that nobody gave.
    private func acceptances(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        guard let (request, file) = request(&dice) else { return nil }
        let excess = dice.below(6)
        let name = excess == 0 ? dice.pick(Setting.people) ?? request.user : request.user
        let extra = excess == 1 ? dice.pick(policies.entitlements.values.sorted { $0.name < $1.name }) : nil
        let longer = excess == 2 ? dice.within(1...48) : 0
        var entries: [LedgerEntry] = []
        for account in world.clouds.keys.sorted() {
            var given = request.access.filter { $0.account ?? account == account }.compactMap { policies.entitlements[$0.name] }
            if let extra, !given.contains(where: { $0.name == extra.name }) { given.append(extra) }
            given.removeAll { !$0.accounts.contains(account) }
            guard !given.isEmpty, let user = world.clouds[account]?.users[name],
                let asked = request.window(acceptedAt: world.time),
                let window = Window(start: asked.start, end: asked.end.advanced(by: .seconds(longer * 3600)))
            else { continue }
            entries.append(entry(.accepted(acceptance(request, file, given, user, window)), account))
        }
        let more = [
            name == request.user ? nil : "for \(name)", extra.map { "with \($0.name)" }, longer == 0 ? nil : "for \(longer) h more",
        ]
        return (entries, (["\(request.id) was accepted"] + more.compactMap(\.self)).joined(separator: " "))
    }

    private func acceptance(
        _ request: AccessRequest, _ file: Source.File, _ given: [Entitlement], _ user: ActualUser, _ window: Window
    ) -> Acceptance {
        Acceptance(
            request: version(request, file), user: user.name, userID: user.id,
            gives: given.map { Acceptance.Unit(entitlement: $0.name, group: $0.group) }, window: window,
            evidence: evidence(file, ApprovalProof(approvals: approvals(.signature))),
            facts: Acceptance.Facts(person: nil, groups: user.groups.sorted(), tags: user.tags),
            reviewDue: request.isEmergency ? window.start.advanced(by: given.first?.emergency?.review ?? .seconds(3600)) : nil)
    }

    /// It ended: whoever may write can take away.
    private func ending(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        guard let (request, file) = request(&dice) else { return nil }
        let ending = Ending(request: version(request, file), user: request.user, because: .deleted, end: world.time)
        return ([entry(.ended(ending), nil)], "\(request.id) has ended")
    }

    /// It was denied under policies of the forger's choice, by what a forge is said to have told.
    private func denial(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        guard let (request, file) = request(&dice), let then = dice.pick(world.policies.keys.sorted { $0.text < $1.text }) else {
            return nil
        }
        var evidence = evidence(file, nil)
        evidence.policies = then
        let testimony = Testimony(kind: .github, approvals: approvals(.github))
        let found = FoundEvidence(testimonies: [testimony], attempts: 1, next: world.time.advanced(by: .seconds(86_400)))
        let denial = Denial(
            request: version(request, file), user: request.user, code: "DP2102", reason: "forged", evidence: evidence, mixed: false,
            since: World.start, found: found)
        return ([entry(.denied(denial), nil)], "\(request.id) was denied, under \(then.text.suffix(4))")
    }

    /// Policies were accepted that wait for their owners, or that no owner ever saw.
    private func policy(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        guard let tree = dice.pick(world.policies.keys.sorted { $0.text < $1.text }), let set = world.policies[tree] else { return nil }
        let accepted = AcceptedPolicy(
            set, with: Source.id(of: source.tip), provenBy: ApprovalProof(approvals: approvals(.signature)))
        return ([entry(.policyAccepted(accepted), nil)], "the policies \(tree.text.suffix(4)) were accepted")
    }

    // What was done.

    /// Somebody was granted a membership: one that a person gave by hand, or none at all.
    private func grant(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        guard let account = dice.pick(world.clouds.keys.sorted()), let name = dice.pick(Setting.people),
            let user = world.clouds[account]?.users[name],
            let entitlement = dice.pick(policies.entitlements.values.filter { $0.accounts.contains(account) }.sorted { $0.name < $1.name })
        else { return nil }
        let until = world.time.advanced(by: .seconds(dice.within(5...600) * 60))
        let action = Action(
            .grant, user: name, userID: user.id, entitlement: entitlement.name, group: entitlement.group, until: until,
            because: .approved, lease: policies.settings.leases.key(for: entitlement.group))
        let change = Change(intent: nil, action: action, evidence: [.signature], directory: [])
        return ([entry(.granted(change), account)], "\(name) was granted \(entitlement.group) of \(account) until \(until)")
    }

    /// What was granted lasts longer.
    private func laterEnd(_ dice: inout Dice) -> ([LedgerEntry], String)? {
        let grants = world.remote.tip.flatMap { world.oracle.beliefs[$0] }?.grants ?? [:]
        guard let (membership, grant) = dice.pick(grants.sorted { $0.key < $1.key }) else { return nil }
        let until = grant.end.advanced(by: .seconds(dice.within(1...48) * 3600))
        let action = Action(
            .extend, user: membership.user, userID: grant.userID, entitlement: nil, group: membership.group, until: until,
            was: grant.end, because: .approved, lease: grant.lease)
        let change = Change(intent: nil, action: action, evidence: [.signature], directory: [])
        return (
            [entry(.extended(change), membership.account)],
            "\(membership.user) has \(membership.group) of \(membership.account) until \(until)"
        )
    }

    // Parts of records.

    private func request(_ dice: inout Dice) -> (AccessRequest, Source.File)? {
        let requests = source.newest.files.values.compactMap(\.request).sorted { $0.id < $1.id }
        guard let request = dice.pick(requests), let file = source.newest.files[request.id] else { return nil }
        return (request, file)
    }

    private func version(_ request: AccessRequest, _ file: Source.File) -> RequestVersion {
        RequestVersion(id: request.id, path: SignatureFile.path(of: request.id), blob: file.blob)
    }

    private func evidence(_ file: Source.File, _ proof: ApprovalProof?) -> Evidence {
        let tip = Source.id(of: source.tip)
        return Evidence(
            kind: .signature, before: tip, after: tip, policies: policies.tree, sha256: SignatureFile.sha256(of: file.blob.text),
            proof: proof)
    }

    private func approvals(_ kind: EvidenceKind) -> [Approval] {
        (Cast.leads + Cast.guards + Cast.owners).map {
            Approval(
                person: $0, kind: kind, account: kind == .signature ? nil : Cast.hand(of: $0).account,
                key: kind == .signature ? Cast.key(of: $0, 1) : nil, at: world.time, digest: String(repeating: "e", count: 64))
        }
    }

    private func entry(_ event: LedgerEvent, _ account: AccountName?) -> LedgerEntry {
        LedgerEntry(time: world.time, run: run, account: account, event: event)
    }
}
