/// `requests/**/*.yaml`: what one person asks for.
package struct AccessRequest: Hashable, Sendable {
    package var id: RequestID
    package var user: UserName
    /// At least one, none twice.
    package var access: [EntitlementReference]
    /// Nil: as soon as accepted.
    package var start: Timestamp?
    package var end: RequestedEnd
    package var reason: String
    package var title: String?
    package var ticket: String?
    package var plan: String?
    package var rollback: String?
    package var notify: [String]
    /// Whether it takes the way for emergencies.
    package var isEmergency: Bool
    /// Where its parts stand, for what is found out about them later.
    package var places: RequestPlaces

    package init(
        id: RequestID, user: UserName, access: [EntitlementReference], start: Timestamp? = nil, end: RequestedEnd, reason: String,
        title: String? = nil, ticket: String? = nil, plan: String? = nil, rollback: String? = nil, notify: [String] = [],
        isEmergency: Bool = false,
        places: RequestPlaces
    ) {
        (self.id, self.user, self.access, self.start, self.end, self.reason) = (id, user, access, start, end, reason)
        (self.title, self.ticket, self.plan, self.rollback) = (title, ticket, plan, rollback)
        (self.notify, self.isEmergency, self.places) = (notify, isEmergency, places)
    }

    /// The window if it were accepted at `instant`; nil if nothing is left of it then or it ends before it starts.
    package func window(acceptedAt instant: Timestamp) -> Window? {
        let opens = start ?? instant
        switch end {
        case .at(let end): return Window(start: opens, end: end)
        case .after(let span): return Window(start: opens, end: opens.advanced(by: span))
        }
    }
}

/// Exactly one of `end` and `duration`.
package enum RequestedEnd: Hashable, Sendable {
    case at(Timestamp)
    /// From the start of the window; more than zero.
    case after(Duration)
}

/// `name` or `name@account`.
package struct EntitlementReference: Hashable, Sendable, CustomStringConvertible {
    package var name: EntitlementName
    package var account: AccountName?
    package var place: Place

    package init(name: EntitlementName, account: AccountName? = nil, place: Place) {
        (self.name, self.account, self.place) = (name, account, place)
    }

    package var description: String { account.map { "\(name)@\($0)" } ?? name.text }

    /// The accounts in which it is asked for: the one that it names, or all those of its entitlement. The named one may be
    /// none of them.
    func accounts(of entitlement: Entitlement) -> [AccountName] { account.map { [$0] } ?? entitlement.accounts }
}

/// Places of a request's parts.
package struct RequestPlaces: Hashable, Sendable {
    package var file: Place
    package var user: Place
    package var start: Place?
    package var end: Place
    package var ticket: Place?
    package var emergency: Place?

    package init(file: Place, user: Place, start: Place? = nil, end: Place, ticket: Place? = nil, emergency: Place? = nil) {
        (self.file, self.user, self.start, self.end, self.ticket) = (file, user, start, end, ticket)
        self.emergency = emergency
    }
}
