/// What is to be said of emergencies and their reviews; the words stand here and nowhere else.
enum EmergencyNotice: Hashable, Sendable {
    /// Nobody has looked at it, and somebody should have.
    case overdue(RecordedEmergency)
    case due(RecordedEmergency)
    case reviewedTooEarly
    case nothingToReview(RequestID)
    case reviewNotApproved(ReviewObjection)

    private var code: String {
        switch self {
        case .overdue: "DP2024"
        case .due: "DP2025"
        case .reviewedTooEarly: "DP2026"
        case .nothingToReview: "DP2027"
        case .reviewNotApproved: "DP2028"
        }
    }

    private var severity: Diagnostic.Severity {
        switch self {
        case .overdue: .error
        case .due, .reviewedTooEarly, .nothingToReview, .reviewNotApproved: .warning
        }
    }

    private var message: String {
        switch self {
        case .overdue(let emergency):
            "nobody has reviewed the emergency \(emergency.request.path) of \(emergency.user); that was due at \(emergency.due)"
        case .due(let emergency): "the emergency \(emergency.request.path) of \(emergency.user) is to be reviewed by \(emergency.due)"
        case .reviewedTooEarly: "this review came with its emergency, or before that was on record, so it doesn't count"
        case .nothingToReview(let request): "there is no emergency requests/\(request).yaml on record that this could be a review of"
        case .reviewNotApproved(.refused(let why)): "this review is not approved: \(why)"
        case .reviewNotApproved(.unclear(let why)): "whether this review is approved can't be told yet: \(why)"
        }
    }

    private var advice: String {
        switch self {
        case .overdue(let emergency), .due(let emergency):
            "Look at what was done, and merge requests/\(emergency.request.id).review.yaml with version: 1, verdict: justified or unjustified, and a comment."
        case .reviewedTooEarly: "Look at what was done, and change the review in a change of its own."
        case .reviewNotApproved(.refused):
            "It is approved like the request itself would be without haste: by a review of its pull request, or a signature."
        case .reviewNotApproved(.unclear): "It is looked at again by the next run."
        case .nothingToReview: "Name it as the emergency's file, with .review.yaml in the place of .yaml."
        }
    }

    func diagnostic(at place: Place?) -> Diagnostic { Diagnostic(severity, code, message, advice: advice, at: place) }
}
