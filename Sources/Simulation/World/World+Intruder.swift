import AccessCore
import Git
import Ledger
import Reconciliation

/// Somebody who can push to the ledger's branch, and writes there what no run decided.
extension World {
    /// Writes that a request was accepted, with approvals that nobody gave. On a signed ledger that shows at once, and is tried by
    /// another deed.
    func intrude(_ dice: inout Dice) {
        guard !swarm.isSigned, !remote.isTamperedWith, let policies = source.newest.policies.set else { return }
        let requests = source.newest.files.values.compactMap(\.request).sorted { $0.id < $1.id }
        guard let request = dice.pick(requests), let file = source.newest.files[request.id] else { return }
        let process = Process(processes.count + 1, .intrude, of: Runner("intruder"), clockOffset: 0, in: self)
        add(process)
        var entries: [LedgerEntry] = []
        for account in clouds.keys.sorted() {
            let given = request.access.filter { $0.account ?? account == account }.compactMap { policies.entitlements[$0.name] }
                .filter { $0.accounts.contains(account) }
            guard let first = given.first, let user = clouds[account]?.users[request.user],
                let window = request.window(acceptedAt: time)
            else { continue }
            var acceptance = forged(request, file, first, user, window, policies)
            acceptance.gives = given.map { Acceptance.Unit(entitlement: $0.name, group: $0.group) }
            entries.append(LedgerEntry(time: time, run: process.run, account: account, event: .accepted(acceptance)))
        }
        guard !entries.isEmpty else { return }
        tell(nil, "somebody writes into the ledger that \(request.id) was accepted")
        let branch = AuditBranch(
            AuditSettings(branch: Remote.branch), in: RunnerLedgerStore(process: process),
            cache: CachePort(cache: process.runner.cache, process: process),
            expecting: LedgerIdentity(repository: Setting.repository, root: Source.id(of: 0)), keys: LedgerKeys())
        Task(executorPreference: scheduler) {
            let ledger = ObservedLedger(branch: branch, process: process)
            if let view = try? await ledger.open() { _ = try? await ledger.append(entries, phase: .outcome, to: view) }
            process.done()
        }
    }

    private func forged(
        _ request: AccessRequest, _ file: Source.File, _ entitlement: Entitlement, _ user: ActualUser, _ window: Window,
        _ policies: PolicySet
    ) -> Acceptance {
        let approvals = Cast.leads.map {
            Approval(person: $0, kind: .signature, key: Cast.key(of: $0, 1), at: time, digest: String(repeating: "e", count: 64))
        }
        let tip = Source.id(of: source.tip)
        return Acceptance(
            request: RequestVersion(id: request.id, path: SignatureFile.path(of: request.id), blob: file.blob), user: user.name,
            userID: user.id, gives: [Acceptance.Unit(entitlement: entitlement.name, group: entitlement.group)], window: window,
            evidence: Evidence(
                kind: .signature, before: tip, after: tip, policies: policies.tree,
                sha256: SignatureFile.sha256(of: file.blob.text), proof: ApprovalProof(approvals: approvals)),
            facts: Acceptance.Facts(person: nil, groups: user.groups.sorted(), tags: user.tags),
            reviewDue: request.isEmergency ? window.start.advanced(by: entitlement.emergency?.review ?? .seconds(3600)) : nil)
    }
}
