import AccessCore
import Git
import Reconciliation

/// One run of one runner: it may be slow, stand still, or be gone at every point where it waits for something.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class Process: @unchecked Sendable {
    enum Kind: String { case reconcile, expire, plan, release, trust, intrude }

    let number: Int
    let kind: Kind
    let runner: Runner
    let run: RunID
    let stop = StopRequest()
    /// What its clock says more than is true, in seconds.
    let clockOffset: Int64
    let begun: Int
    /// What the oracle takes note of about it.
    var seen = Seen()
    private(set) var isDead = false
    private(set) var isDone = false
    private var frozenUntil = 0
    private var calls = 0
    /// What waits in it, by the number of the wait: until something happens in the world, or for good if the process is gone.
    private var waits: [Int: UnsafeContinuation<Void, Never>] = [:]
    private var waited = 0
    unowned let world: World

    init(_ number: Int, _ kind: Kind, of runner: Runner, clockOffset: Int64, in world: World) {
        (self.number, self.kind, self.runner, self.world) = (number, kind, runner, world)
        self.clockOffset = clockOffset
        run = RunID("\(runner.name)-\(number)")
        begun = world.now
    }

    var now: Timestamp { world.time.advanced(by: .seconds(clockOffset)) }

    /// Whether a fault befalls the call that is being made.
    func strikes(_ fault: Fault) -> Bool {
        guard !world.isPeaceful else { return false }
        let rate = world.swarm.rate(fault)
        guard rate > 0 else { return false }
        var dice = world.chance.dice(.fault, number << 5 | fault.rawValue, calls)
        guard dice.happens(rate) else { return false }
        let key = Chance.Key(.fault, number << 5 | fault.rawValue, calls)
        guard !world.chance.isSuppressed(key) else { return false }
        world.decided(key)
        return true
    }

    /// Numbers for the details of the call that is being made.
    var dice: Dice { world.chance.dice(.call, number, calls) }

    /// Waits for something of the world: here the process may be stopped, stand still or be gone.
    ///
    /// - Returns: whether it goes on.
    @discardableResult func passes(_ longest: Int? = nil) async -> Bool {
        guard !isDead else { return false }
        calls += 1
        if strikes(.kill) {
            die()
        } else if strikes(.stall) {
            freeze()
        } else if strikes(.stop) {
            world.tell(self, "is asked to stop")
            stop.request()
        }
        var dice = dice
        let most = longest ?? world.swarm.latency
        // Most calls are quick.
        await sleep(dice.below(most / (1 << dice.below(5)) + 1))
        return !isDead
    }

    func sleep(_ delay: Int) async {
        guard !isDead || !world.isOver else { return }
        await withUnsafeContinuation { continuation in
            let number = noted(continuation)
            world.scheduler.after(delay) { self.resume(number) }
        }
    }

    /// Waits until `action` has taken place, which it does even if the process is gone by then.
    func wait(_ delay: Int, until action: @escaping () -> Void) async -> Bool {
        guard !isDead else { return false }
        await withUnsafeContinuation { continuation in
            let number = noted(continuation)
            world.scheduler.after(delay) {
                action()
                self.resume(number)
            }
        }
        return !isDead
    }

    private func noted(_ continuation: UnsafeContinuation<Void, Never>) -> Int {
        waited += 1
        waits[waited] = continuation
        return waited
    }

    private func resume(_ number: Int) {
        if isDead, !world.isOver { return }
        guard frozenUntil <= world.now || isDead else {
            return world.scheduler.after(frozenUntil - world.now) { self.resume(number) }
        }
        waits.removeValue(forKey: number)?.resume()
    }

    private func die() {
        world.tell(self, "is killed")
        isDead = true
        runner.current = nil
    }

    private func freeze() {
        world.tell(self, "stands still for \(world.swarm.stallLength / 1000) s")
        frozenUntil = world.now + world.swarm.stallLength
    }

    /// Ends what is left of a process, gone or not: nothing it does has an effect any more.
    func bury() {
        isDead = true
        let waiting = waits.sorted { $0.key < $1.key }
        waits = [:]
        for (_, continuation) in waiting { continuation.resume() }
    }

    func done() {
        isDone = true
        if runner.current === self { runner.current = nil }
    }
}

/// A machine that runs the reconciler, one run at a time.
final class Runner {
    let name: String
    let cache = RunnerCache()
    var current: Process?

    init(_ name: String) { self.name = name }

    /// The cache is gone, and with it what a run that is at it could compare the ledger with.
    func loseCache() {
        cache.lose()
        current?.seen.remembered = nil
    }
}
