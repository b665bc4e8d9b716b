import AccessCore
import Ledger
import Reconciliation

/// The ledger's branch, with the oracle looking on: what goes in and out is what the branch says, unless the world has a
/// wrong reconciler on purpose.
struct ObservedLedger: AuditLedger {
    let branch: AuditBranch
    let process: Process

    private var world: World { process.world }

    func open() async throws(LedgerFailure) -> LedgerView {
        do throws(LedgerFailure) {
            let view = try await branch.open()
            world.oracle.opened(view.tip, process)
            return world.lie.altered(view, process)
        } catch {
            world.oracle.lacksLedger(error, process)
            throw error
        }
    }

    func append(_ entries: [LedgerEntry], phase: LedgerPhase, to view: LedgerView) async throws(LedgerFailure) -> AppendOutcome {
        if world.lie.swallows(entries, phase) { return .appended(view) }
        process.seen.appending = entries
        do throws(LedgerFailure) {
            let outcome = try await branch.append(entries, phase: phase, to: view)
            switch outcome {
            case .appended(let after):
                world.oracle.opened(after.tip, process)
                return .appended(world.lie.altered(after, process))
            case .lostRace:
                process.seen.races += 1
                return .lostRace
            }
        } catch {
            world.oracle.lacksLedger(error, process)
            throw error
        }
    }

    func lastKnown() async throws(LedgerFailure) -> LedgerView? {
        let view = try await branch.lastKnown()
        if let view { world.oracle.opened(view.tip, process) }
        return view.map { world.lie.altered($0, process) }
    }
}
