/// What is to be said of an emergency's file without a review beside it, by those who don't know the ledger.
enum EmergencyFinding: Hashable, Sendable {
    /// If it was granted, somebody should have looked at it.
    case notReviewed(RequestID, UserName, due: Timestamp)
    /// It began when it was accepted.
    case unknown(RequestID, UserName)
    /// There is no file of the emergency that a review is about.
    case reviewOfNothing(RequestID)

    private var code: String {
        switch self {
        case .notReviewed: "DP2034"
        case .unknown: "DP2035"
        case .reviewOfNothing: "DP2036"
        }
    }

    private var severity: Diagnostic.Severity {
        switch self {
        case .notReviewed, .reviewOfNothing: .warning
        case .unknown: .note
        }
    }

    private var message: String {
        switch self {
        case .notReviewed(let request, let user, let due):
            "there is no review of the emergency requests/\(request).yaml of \(user); if it was granted, that was due at \(due)"
        case .unknown(let request, let user):
            "whether a review of the emergency requests/\(request).yaml of \(user) is due, only the ledger knows"
        case .reviewOfNothing(let request): "there is no requests/\(request).yaml that this could be the review of"
        }
    }

    private var advice: String {
        switch self {
        case .notReviewed(let request, _, _), .unknown(let request, _):
            "If it was granted, look at what was done, and merge requests/\(request).review.yaml with version: 1, verdict: justified or unjustified, and a comment."
        case .reviewOfNothing:
            "A review stands beside its emergency, and is called as that is: requests/x.review.yaml for requests/x.yaml. Leave it if that file has gone since."
        }
    }

    func diagnostic(at place: Place) -> Diagnostic { Diagnostic(severity, code, message, advice: advice, at: place) }
}

extension Diagnostic {
    /// A review without the request that it is about.
    ///
    /// - Parameter path: the review's own.
    package static func reviewOfNothing(_ request: RequestID, at path: String) -> Diagnostic {
        EmergencyFinding.reviewOfNothing(request).diagnostic(at: Place(path))
    }
}

extension PolicySet {
    /// What is to be said of a request that has no review; nil if it is no emergency, or a review isn't due yet.
    package func reviewFinding(of request: AccessRequest, at now: Timestamp) -> Diagnostic? {
        guard request.isEmergency, let span = request.access.compactMap({ entitlements[$0.name]?.emergency?.review }).min() else {
            return nil
        }
        let place = request.places.emergency ?? request.places.file
        guard let due = request.start?.advanced(by: span) else {
            return EmergencyFinding.unknown(request.id, request.user).diagnostic(at: place)
        }
        return due > now ? nil : EmergencyFinding.notReviewed(request.id, request.user, due: due).diagnostic(at: place)
    }
}
