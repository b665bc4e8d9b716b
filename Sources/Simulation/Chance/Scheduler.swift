/// Runs the jobs of a simulated world one at a time on the calling thread, in an order that the seed picks, and passes
/// virtual time: nothing happens in between.
// Sendable unproven by the compiler: everything in it is touched by the one thread that is in `run`, and by jobs, which
// run nowhere else.
final class Scheduler: TaskExecutor, @unchecked Sendable {
    /// Milliseconds since the world began.
    private(set) var now = 0
    /// Events that took place.
    private(set) var steps = 0
    private var ready: [UnownedJob] = []
    private var agenda: [Event] = []
    private var dice: Dice
    private var scheduled = 0

    private struct Event {
        var time: Int
        /// Chance decides between events of one instant.
        var tie: UInt64
        var action: () -> Void

        func comesBefore(_ other: Event) -> Bool { (time, tie) < (other.time, other.tie) }
    }

    init(_ dice: Dice) { self.dice = dice }

    func enqueue(_ job: consuming ExecutorJob) { ready.append(UnownedJob(job)) }

    /// Something happens after that many milliseconds.
    func after(_ delay: Int, _ action: @escaping () -> Void) {
        scheduled += 1
        insert(Event(time: now + max(0, delay), tie: dice.next(), action: action))
    }

    /// Lets events take place until there are none, or `isOver` says so.
    func run(until isOver: () -> Bool = { false }) {
        drain()
        while !isOver(), let event = removeFirst() {
            now = max(now, event.time)
            steps += 1
            event.action()
            drain()
        }
    }

    /// Runs what is ready, in an order that chance picks.
    func drain() {
        while !ready.isEmpty {
            let index = ready.count == 1 ? 0 : dice.below(ready.count)
            ready.swapAt(index, ready.count - 1)
            ready.removeLast().runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    func forgetEvents() { agenda = [] }

    private func insert(_ event: Event) {
        agenda.append(event)
        var child = agenda.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard agenda[child].comesBefore(agenda[parent]) else { break }
            agenda.swapAt(child, parent)
            child = parent
        }
    }

    private func removeFirst() -> Event? {
        guard !agenda.isEmpty else { return nil }
        agenda.swapAt(0, agenda.count - 1)
        let first = agenda.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < agenda.count && agenda[child].comesBefore(agenda[least]) {
                least = child
            }
            guard least != parent else { return first }
            agenda.swapAt(parent, least)
            parent = least
        }
    }
}
