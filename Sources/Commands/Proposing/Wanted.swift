import AccessCore
import AccessRequests

/// What the entitlements of a request want of it, so that a dialogue asks for that and tells at once what isn't so.
struct Wanted {
    private let entitlements: [Entitlement]
    private let isEmergency: Bool

    init(_ draft: RequestDraft, in clone: Clone) {
        let names = draft.access.map { EntitlementName(String($0.prefix { $0 != "@" })) }
        entitlements = names.compactMap { clone.policies.entitlements[$0] }
        isEmergency = draft.isEmergency
    }

    /// In an emergency nothing of this is demanded.
    private var demanding: [Entitlement] { isEmergency ? [] : entitlements }

    private func longest(of entitlement: Entitlement) -> Duration? {
        isEmergency ? entitlement.emergency?.duration : entitlement.limits.duration
    }

    /// The longest window that all of them allow; nil if none says anything.
    var longest: Duration? { entitlements.compactMap(longest).min() }
    /// What its ticket has to look like; nil if none is needed.
    var ticket: String? { demanding.lazy.compactMap(\.requirements.ticket).first?.text }
    var plan: Bool { demanding.contains(where: \.requirements.plan) }
    var rollback: Bool { demanding.contains(where: \.requirements.rollback) }

    /// In the words of `daypass check`; nil if it isn't too long.
    func objection(toLength length: Duration) -> String? {
        sentence(
            entitlements.lazy.compactMap { entitlement in
                longest(of: entitlement).flatMap { length > $0 ? .tooLong(entitlement.name, length, limit: $0) : nil }
            }.first)
    }

    /// In the words of `daypass check`; nil if nobody minds.
    func objection(toTicket ticket: String) -> String? {
        sentence(
            demanding.lazy.compactMap { entitlement in
                entitlement.requirements.ticket.flatMap {
                    $0.matches(ticket) ? nil : .ticketMismatch(entitlement.name, ticket: ticket, pattern: $0.text)
                }
            }.first)
    }

    private func sentence(_ objection: RequestObjection?) -> String? { objection.map { $0.message + "." } }
}
