import AccessCore
import Reconciliation

/// An account, as one run reaches it.
struct RunnerDirectory: Directory {
    let cloud: Cloud
    let process: Process

    private var world: World { process.world }
    private static let gone = DirectoryFailure(.unreachable, "the connection broke", mayHaveHappened: true)
    /// How long a request may be on its way before it takes effect, in milliseconds.
    private static let flight = 4000

    var isEventuallyConsistent: Bool { cloud.isRemote }

    func read() async throws(DirectoryFailure) -> ActualAccount {
        let asked = process.now
        guard await process.passes() else { throw Self.gone }
        process.seen.asked.insert(cloud.name)
        process.seen.readings[cloud.name] = nil
        process.seen.offsets[cloud.name] = nil
        process.seen.unread.insert(cloud.name)
        if process.strikes(.readFails) || cloud.silentUntil > world.now {
            world.tell(process, "can't read \(cloud.name)")
            throw DirectoryFailure(.malformed, "page 2 was cut short")
        }
        var account = seen()
        account.asked = account.clock.map { _ in asked }
        guard await process.passes() else { throw Self.gone }
        let shown = world.lie.altered(account, process)
        process.seen.readings[cloud.name] = shown
        process.seen.offsets[cloud.name] = cloud.isRemote ? cloud.offset : nil
        process.seen.unread.remove(cloud.name)
        return shown
    }

    /// What a replica shows.
    private func seen() -> ActualAccount {
        var users = cloud.users
        if cloud.isRemote, process.strikes(.staleRead) {
            var dice = process.dice
            for name in cloud.everybody { users[name] = cloud.user(name, before: dice.below(world.swarm.lag), at: world.now) }
        }
        let clock = cloud.isRemote ? world.time.advanced(by: .seconds(cloud.offset)) : nil
        return ActualAccount(users: users, groups: cloud.groups, clock: clock)
    }

    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        guard await process.passes() else { throw Self.gone }
        if let deadline, process.now >= deadline {
            process.seen.troubled.insert(cloud.name)
            throw DirectoryFailure(.deadline, "the deadline has come")
        }
        let id = "req-\(process.number)-\(world.scheduler.steps)"
        if process.strikes(.writeThrottled) || cloud.silentUntil > world.now {
            throw failure(.throttled, change, "throttled", id: id)
        }
        if process.strikes(.writeDenied) { throw failure(.denied, change, "access denied", id: id) }
        let isLost = cloud.isRemote && process.strikes(.writeLostUndone)
        let isUnanswered = isLost || (cloud.isRemote && process.strikes(.writeLostDone))
        var refusal: Cloud.Refusal?
        if !isLost, !world.lie.swallows(change), !world.lie.holds(change, in: cloud, process) {
            var dice = process.dice
            world.oracle.sends(change, in: cloud, process)
            let flight = cloud.isRemote ? dice.below(min(Self.flight, world.swarm.latency)) : 0
            let extra = world.lie.extra(change)
            let goesOn = await process.wait(flight) { [world, process, cloud] in
                refusal = world.write(change, in: cloud, process)
                if let extra {
                    world.oracle.sends(extra, in: cloud, process)
                    _ = world.write(extra, in: cloud, process)
                }
            }
            guard goesOn else { throw Self.gone }
        }
        guard await process.passes() else { throw Self.gone }
        if isUnanswered {
            throw failure(.unreachable, change, "no answer", id: nil, mayHaveHappened: true)
        }
        if let refusal { throw failure(.notFound, change, "\(refusal)", id: id) }
        return id
    }

    private func failure(
        _ kind: DirectoryFailure.Kind, _ change: DirectoryChange, _ why: String, id: String?, mayHaveHappened: Bool = false
    ) -> DirectoryFailure {
        world.tell(process, "fails to \(change.words) in \(cloud.name): \(why)")
        if kind != .notFound { process.seen.troubled.insert(cloud.name) }
        return DirectoryFailure(kind, why, requestID: id, mayHaveHappened: mayHaveHappened)
    }
}
