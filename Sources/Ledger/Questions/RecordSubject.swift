package import AccessCore

/// Whom and what a record is about. An intent has several, a change of policies none.
package struct RecordSubject: Hashable, Sendable {
    package var user: UserName?
    package var userID: UserID?
    package var entitlement: EntitlementName?
    package var group: GroupName?
    package var requests: [RequestID] = []
    /// What is done to a membership.
    package var action: Action.Kind?
    /// The end of what is given or was given.
    package var until: Timestamp?
    /// Why, as data: the reason's name, or the words of a denial or failure.
    package var because: String?
    package var evidence: [EvidenceKind] = []
}

extension LedgerEvent {
    package var subjects: [RecordSubject] {
        switch self {
        case .genesis, .policyAccepted, .policyRefused, .released, .trusted, .checkpoint: []
        case .accepted(let value):
            value.gives.map {
                RecordSubject(
                    user: value.user, userID: value.userID, entitlement: $0.entitlement, group: $0.group, requests: [value.request.id],
                    until: value.window.end, evidence: value.evidence.kinds)
            }
        case .denied(let value):
            [RecordSubject(user: value.user, requests: [value.request.id], because: value.reason, evidence: value.evidence.kinds)]
        case .ended(let value):
            [RecordSubject(user: value.user, requests: [value.request.id], until: value.end, because: value.because.rawValue)]
        case .reviewed(let value):
            [
                RecordSubject(
                    user: value.user, requests: [value.request.id], because: value.verdict.rawValue, evidence: value.evidence.kinds)
            ]
        case .intent(let value): value.actions.map { RecordSubject($0) }
        case .granted(let value), .extended(let value), .shortened(let value), .mended(let value), .revoked(let value):
            [RecordSubject(value.action, evidence: value.evidence)]
        case .failed(let value): [RecordSubject(value.action, because: value.reason)]
        case .recovered(let value): [RecordSubject(value.action, because: value.finding.rawValue)]
        case .inferred(let value):
            [RecordSubject(user: value.user, userID: value.userID, group: value.group, because: value.finding.rawValue)]
        case .held(let value): value.removals.map { RecordSubject($0) }
        case .drift(let value), .malformedLease(let value):
            [RecordSubject(user: value.user, userID: value.userID, entitlement: value.entitlement, group: value.group)]
        }
    }
}

extension RecordSubject {
    init(_ action: Action, because: String? = nil, evidence: [EvidenceKind] = []) {
        self.init(
            user: action.user, userID: action.userID, entitlement: action.entitlement, group: action.group, requests: action.requests,
            action: action.action, until: action.until ?? action.was, because: because ?? action.because.rawValue, evidence: evidence)
    }
}
