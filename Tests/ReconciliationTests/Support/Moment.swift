import AccessCore

/// A state of the world in which a run has something to do.
enum Moment: CaseIterable {
    case grants, removals, changes

    func world(lag: Duration? = nil) async -> Universe {
        let universe = Universe(lag: lag)
        universe.merge(request("a", until: at(60)))
        universe.merge(request("b", leader, in: prod, until: at(30)))
        guard self != .grants else {
            universe.edit(stranger) { $0.groups = [group] }
            return universe
        }
        await universe.reconcile("setup")
        switch self {
        case .grants: break
        case .removals:
            universe.passes(until: at(30))
            universe.delete("a")
            universe.edit(stranger, in: prod) { $0.groups = [group] }
        case .changes:
            universe.passes(until: at(10))
            universe.merge(request("a", until: at(90)))
            universe.merge(request("b", leader, in: prod, until: at(20)))
            universe.merge(request("c", leader, until: at(50)))
        }
        return universe
    }

    /// How many calls a run makes of the world at this moment when nothing goes wrong.
    func calls(_ concerns: @escaping @Sendable (Call) -> Bool = { _ in true }) async -> Int {
        let counter = Counter()
        await world().reconcile(
            "ci",
            Fate(breaking: { call, _ in
                if concerns(call) { _ = counter.next() }
                return nil
            }))
        return counter.next() - 1
    }
}
