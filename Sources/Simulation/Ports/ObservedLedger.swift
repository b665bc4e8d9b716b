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

    func obstacle(to view: LedgerView) async -> LedgerFailure? { await branch.obstacle(to: view) }

    func spool(_ entries: [LedgerEntry]) async throws(LedgerFailure) {
        guard await process.passes(3) else { throw LedgerFailure(.unreachable, "gone") }
        if world.lie == .forgottenSpool { return }
        try await branch.spool(entries)
        world.tell(process, "puts down \(entries.count) records beside its cache")
    }

    func recordSpool(on view: LedgerView) async throws(LedgerFailure) -> SpoolOutcome {
        process.seen.appending = nil
        do throws(LedgerFailure) {
            let outcome = try await branch.recordSpool(on: view)
            guard case .recorded(let count, let after) = outcome else { return outcome }
            world.oracle.opened(after.tip, process)
            return .recorded(count, world.lie.altered(after, process))
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
