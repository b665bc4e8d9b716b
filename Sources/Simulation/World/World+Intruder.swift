import AccessCore
import Git
import Ledger
import Reconciliation

/// Somebody who can push to the ledger's branch, and writes there what no run decided.
extension World {
    /// Writes a record that looks like a run's. On a signed ledger that shows at once, and is tried by another deed.
    func intrude(_ dice: inout Dice) {
        guard !swarm.isSigned, !remote.isTamperedWith, let policies = source.newest.policies.set else { return }
        let process = Process(processes.count + 1, .intrude, of: Runner("intruder"), clockOffset: 0, in: self)
        let forger = Forger(world: self, policies: policies, run: process.run)
        guard let (entries, words) = forger.records(&dice), !entries.isEmpty else { return }
        add(process)
        tell(nil, "somebody writes into the ledger that \(words)")
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
}
