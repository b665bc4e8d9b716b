import AccessCore

/// What is told about an action: when, and why.
struct ActionWords {
    let time: TimeFormat
    let recorded: RecordedState

    /// The row of an action in a plan.
    func row(_ action: Action, isHeld: Bool = false) -> Table.Row {
        let sign: Sign = isHeld ? .held : sign(action)
        let (when, why) = words(action, isHeld: isHeld)
        return Table.Row(sign, ["\(action.user)", action.subject, when, why])
    }

    func row(_ drift: AccountPlan.Drift) -> Table.Row {
        let stays: Line = drift.until.map { "stays until \(time.short($0)), as its tag says" } ?? "stays"
        let subject = Action.subject(drift.sighting.entitlement, drift.sighting.group)
        return Table.Row(.drift, ["\(drift.sighting.user)", subject, "\(Reason.notApproved.words): \(stays) (drift: report)"])
    }

    private func sign(_ action: Action) -> Sign {
        switch action.action {
        case .grant: .grant
        case .extend, .shorten, .mendLease: .change
        case .revoke: action.because == .notApproved ? .drift : .removal
        }
    }

    private func words(_ action: Action, isHeld: Bool) -> (when: Line, why: Line?) {
        let until: Line = action.until.map { "until \(time.short($0))" } ?? ""
        let was: Line = action.was.map { "was \(time.short($0)): " } ?? ""
        switch action.action {
        case .grant: return (until, recorded.basis(action.requests))
        case .extend: return (until, "\(was)extended by \(recorded.basis(action.requests))")
        case .shorten: return (until, "\(was)\(action.because.words)\(action.because == .endedEarly ? commit(action) : "")")
        case .mendLease:
            return (until, "mends its tag: \(action.because == .malformedLease ? "it was no end time" : "it didn't say this end")")
        case .revoke: return removal(action, isHeld: isHeld)
        }
    }

    private func removal(_ action: Action, isHeld: Bool) -> (when: Line, why: Line?) {
        let held: Line = isHeld ? ", held" : ""
        switch action.because {
        case .expired:
            guard let end = action.was else { return ("\(action.because.words)", nil) }
            let ago = time.now > end ? "\(time.now.since(end).spoken) ago" : "now" as Line
            let nobody: Line = action.requests.isEmpty ? ", nobody asked for it" : ""
            return ("ended \(time.short(end))", "\(ago)\(nobody)")
        case .notApproved: return ("\(action.because.words): \(isHeld ? "held" : "will be removed (drift: enforce)")", nil)
        case .strayLease: return ("its tag stands without a membership: the tag is removed", nil)
        default:
            let was: Line = action.was.map { "was until \(time.short($0))" } ?? ""
            return (was, "\(action.because.words)\(action.because == .endedEarly ? requests(action) : "")\(held)")
        }
    }

    /// The commit that brought an end forward, where this very run has read it there.
    private func commit(_ action: Action) -> Line {
        let fresh = action.requests.compactMap { recorded.requests[$0] }.filter { $0.accepted >= time.now && $0.window.end == action.until }
        return fresh.first.map { " in \($0.evidence.after.short)" } ?? ""
    }

    /// The requests of a membership that ended early, and how.
    private func requests(_ action: Action) -> Line {
        guard !action.requests.isEmpty else { return "" }
        let names = action.requests.map { id -> Line in
            recorded.tombstones[id]?.because == .deleted ? "\(id.shown) was deleted" : id.shown
        }
        return ": \(Line.list(names, most: 3))"
    }
}
