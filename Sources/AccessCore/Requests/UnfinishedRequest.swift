/// What can be read of a request's file that has mistakes, so that people are told at once what else stands in its way. Never granted.
package struct UnfinishedRequest: Hashable, Sendable {
    private let request: AccessRequest
    private let unreadable: Set<Part>

    /// What objections are about.
    private enum Part { case user, start, window, ticket, plan, rollback }

    /// - Parameters:
    ///   - access: at least one, all of those that the file names.
    ///   - said: keys that the file has, readable or not: what it says in a way that can't be read isn't missing.
    package init(
        id: RequestID, user: UserName?, access: [EntitlementReference], start: Timestamp?, end: RequestedEnd?, ticket: String?,
        plan: String?, rollback: String?, isEmergency: Bool, said: Set<String>, places: RequestPlaces
    ) {
        var unreadable: Set<Part> = []
        if user == nil { unreadable.insert(.user) }
        if end == nil { unreadable.insert(.window) }
        if start == nil, said.contains("start") { unreadable.insert(.start) }
        if ticket == nil, said.contains("ticket") { unreadable.insert(.ticket) }
        if plan == nil, said.contains("plan") { unreadable.insert(.plan) }
        if rollback == nil, said.contains("rollback") { unreadable.insert(.rollback) }
        self.unreadable = unreadable
        request = AccessRequest(
            id: id, user: user ?? UserName(""), access: access, start: start, end: end ?? .after(.zero), reason: "", ticket: ticket,
            plan: plan, rollback: rollback, isEmergency: isEmergency, places: places)
    }

    /// Whether an objection follows from what can be read, whatever the rest turns out to be.
    fileprivate func bears(_ objection: RequestObjection) -> Bool {
        switch objection {
        case .unknownEntitlement, .unknownAccount, .noEmergency, .tooManyGroups: true
        case .notEligible, .standing: !unreadable.contains(.user)
        case .tooLong: !unreadable.contains(.window) && !unreadable.contains(.start)
        case .tooFarAhead: !unreadable.contains(.start)
        case .ticketMissing, .ticketMismatch: !unreadable.contains(.ticket)
        case .planMissing: !unreadable.contains(.plan)
        case .rollbackMissing: !unreadable.contains(.rollback)
        // What is no mistake can wait until the file has none.
        case .frozen, .eligibilityUnknown: false
        }
    }

    /// What speaks against it under policies, whatever the parts turn out to be that can't be read.
    ///
    /// - Parameter now: when it would be judged; nil: as if it were looked at at any time.
    package func diagnostics(under policies: PolicySet, at now: Timestamp?) -> [Diagnostic] {
        var asked = request
        asked.start = request.start ?? (unreadable.contains(.start) ? nil : now)
        let whole = policies.objections(to: asked).filter(bears).map { $0.diagnostic(at: asked.places.file) }
        return whole
            + asked.access.flatMap { reference in
                policies.objections(to: reference, of: asked, judged: now).filter(bears).map {
                    $0.diagnostic(at: $0.place(in: asked, of: reference))
                }
            }
    }
}
