import AccessCore

extension Reason {
    /// Why, in words that stand after a colon or a comma.
    var words: Line {
        switch self {
        case .approved: "approved"
        case .expired: "its end has passed"
        case .endedEarly: "ended early"
        case .noLongerEligible: "not eligible any more"
        case .notProven: "its approval can't be proven"
        case .entitlementRemoved: "the entitlement is gone or gives something else now"
        case .limitLowered: "the entitlement allows less now"
        case .notApproved: "nobody approved this membership"
        case .malformedLease: "its tag was no end time"
        case .strayLease: "its tag stood without a membership"
        case .editedLease: "its tag didn't say this end"
        }
    }
}

extension Action.Kind {
    /// How many of a kind are about to be done, as nouns.
    func counted(_ count: Int) -> Line {
        switch self {
        case .grant: count.of("grant")
        case .extend: count.of("extension")
        case .shorten: count.of("early end")
        case .revoke: count.of("removal")
        case .mendLease: count.of("tag to mend", "tags to mend")
        }
    }

    /// How many of a kind are to be done, to stand one after the other: `1 to grant`.
    func toDo(_ count: Int) -> Line {
        switch self {
        case .grant: "\(count) to grant"
        case .extend: "\(count) to extend"
        case .shorten: "\(count) to shorten"
        case .revoke: "\(count) to remove"
        case .mendLease: count.of("tag to mend", "tags to mend")
        }
    }

    static let inOrder: [Self] = [.grant, .extend, .shorten, .mendLease, .revoke]
}

extension [Action] {
    /// What they come to, kind by kind.
    func counted(_ words: (Action.Kind, Int) -> Line) -> Line {
        .list(
            Action.Kind.inOrder.compactMap { kind in
                let number = count { $0.action == kind }
                return number == 0 ? nil : words(kind, number)
            }
        )
    }
}

extension Action {
    /// What it gives or takes, as people call it.
    var subject: Line { Self.subject(entitlement, group) }

    static func subject(_ entitlement: EntitlementName?, _ group: GroupName) -> Line {
        entitlement.map { "\($0)" } ?? "group \(group)"
    }
}

extension RequestID {
    /// As it is shown: `requests/2026/11/deploy-billing`.
    var shown: Line { "requests/\(text)" }
}
