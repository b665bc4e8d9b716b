/// Whose turn it is: first come, first served within an origin; origins take turns, so that one that is slow or flooded
/// doesn't hold up the others.
///
/// curl's own limits (CURLMOPT_MAX_HOST_CONNECTIONS) are not used: of those it holds back it tries only the first one again
/// when another transfer ends, which may belong to an origin that still has no room.
struct Admission<Ticket> {
    private let total: Int
    private let perOrigin: Int
    private var active: [Target.Origin: Int] = [:]
    private var queues: [Target.Origin: Queue] = [:]
    private var turns: [Target.Origin] = []
    private(set) var activeCount = 0

    private struct Queue {
        var tickets: [Ticket] = []
        var head = 0

        var isEmpty: Bool { head == tickets.count }

        mutating func next() -> Ticket {
            let ticket = tickets[head]
            head += 1
            if head > 64 && head * 2 > tickets.count {
                tickets.removeFirst(head)
                head = 0
            }
            return ticket
        }
    }

    init(total: Int, perOrigin: Int) {
        self.total = max(1, total)
        self.perOrigin = max(1, perOrigin)
    }

    mutating func enqueue(_ ticket: Ticket, for origin: Target.Origin) {
        if queues[origin] == nil { turns.append(origin) }
        queues[origin, default: Queue()].tickets.append(ticket)
    }

    /// The next one that may start, now counted as active.
    mutating func next() -> Ticket? {
        guard activeCount < total else { return nil }
        guard let turn = turns.firstIndex(where: { active[$0, default: 0] < perOrigin }) else { return nil }
        let origin = turns.remove(at: turn)
        guard let ticket = queues[origin]?.next() else { return nil }
        if queues[origin]?.isEmpty == true { queues[origin] = nil } else { turns.append(origin) }
        active[origin, default: 0] += 1
        activeCount += 1
        return ticket
    }

    mutating func finished(_ origin: Target.Origin) {
        activeCount -= 1
        let left = active[origin, default: 1] - 1
        active[origin] = left == 0 ? nil : left
    }

    /// Takes out those waiting that match.
    mutating func withdraw(where matches: (Ticket) -> Bool) -> [Ticket] {
        var out: [Ticket] = []
        for (origin, queue) in queues {
            let waiting = queue.tickets[queue.head...]
            let (leaving, staying) = (waiting.filter(matches), waiting.filter { !matches($0) })
            guard !leaving.isEmpty else { continue }
            out += leaving
            queues[origin] = staying.isEmpty ? nil : Queue(tickets: staying)
            if staying.isEmpty { turns.removeAll { $0 == origin } }
        }
        return out
    }
}
