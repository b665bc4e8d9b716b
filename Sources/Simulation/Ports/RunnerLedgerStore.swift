import Git
import Ledger

/// The remote's branch, as one run reaches it.
struct RunnerLedgerStore: LedgerStore {
    let process: Process

    private var world: World { process.world }
    private static let gone = GitFailure(.unreachable, in: "connect", "the connection broke")

    func run<Result: Sendable>(_ body: @Sendable (any LedgerObjects) throws -> Result) async throws -> Result {
        guard await process.passes(3) else { throw Self.gone }
        return try body(RunnerObjects(store: world.remote.objects, process: process))
    }

    func fetch(_ branch: String) async throws -> ObjectID? {
        guard await process.passes() else { throw Self.gone }
        let fails = process.strikes(.fetchFails)
        guard !fails, world.remote.silentUntil <= world.now else {
            world.tell(process, "can't fetch the ledger")
            throw Self.gone
        }
        let tip = world.remote.tip
        guard await process.passes() else { throw Self.gone }
        return tip
    }

    func push(_ commit: ObjectID, to branch: String, expecting: ObjectID?) async throws -> PushOutcome {
        guard await process.passes() else { throw Self.gone }
        guard world.remote.silentUntil <= world.now, !process.strikes(.pushFails) else {
            world.tell(process, "can't reach the ledger to push \(commit.short())")
            throw Self.gone
        }
        if process.strikes(.pushRefused) {
            world.tell(process, "is refused the push of \(commit.short())")
            return .refused(reason: "protected branch")
        }
        let entries = process.seen.entries[commit] ?? []
        if process.strikes(.pushLandsLater) {
            var dice = process.dice
            world.tell(process, "gets no answer to its push of \(commit.short()), which is on its way")
            world.scheduler.after(dice.within(1...20_000)) { [world, process] in _ = world.land(commit, expecting, entries, process) }
            return await process.passes() ? .unanswered : try Self.failed()
        }
        let isLost = process.strikes(.pushLostNotLanded)
        let landed = isLost ? false : world.land(commit, expecting, entries, process)
        let now = world.remote.tip
        guard await process.passes() else { throw Self.gone }
        if isLost || process.strikes(.pushLostLanded) {
            world.tell(process, "gets no answer to its push of \(commit.short())")
            return .unanswered
        }
        return landed ? .landed : .lostRace(now: now)
    }

    private static func failed() throws -> PushOutcome { throw gone }
}
