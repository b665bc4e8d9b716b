/// What a person who looked at an emergency afterwards says of it.
package enum ReviewVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    case justified, unjustified
}

/// An emergency was looked at.
package struct Review: Hashable, Sendable, Codable {
    /// The emergency, in the content that is on record.
    package var request: RequestVersion
    package var user: UserName
    /// The file that says so, and its content.
    package var path: String
    package var blob: BlobID
    package var verdict: ReviewVerdict
    package var evidence: Evidence

    package init(request: RequestVersion, user: UserName, path: String, blob: BlobID, verdict: ReviewVerdict, evidence: Evidence) {
        (self.request, self.user, self.path, self.blob) = (request, user, path, blob)
        (self.verdict, self.evidence) = (verdict, evidence)
    }
}

/// An emergency that was accepted: kept after its end, so that it can't be forgotten.
package struct RecordedEmergency: Hashable, Sendable, Codable {
    package var request: RequestVersion
    package var user: UserName
    /// The latest end that was accepted.
    package var end: Timestamp
    /// When it must have been reviewed.
    package var due: Timestamp
    /// The step of the source branch that it came in: a review has to come after it.
    package var after: CommitID
    /// What it gave: whose rules say who reviews it.
    package var entitlements: [EntitlementName]
    /// The review that lay there when it was accepted, or extended: no review of it.
    package var before: BlobID?
    /// Nil until it was looked at.
    package var review: Seen?

    package struct Seen: Hashable, Sendable, Codable {
        package var blob: BlobID
        package var verdict: ReviewVerdict

        package init(blob: BlobID, verdict: ReviewVerdict) { (self.blob, self.verdict) = (blob, verdict) }
    }

    package init(
        request: RequestVersion, user: UserName, end: Timestamp, due: Timestamp, after: CommitID, entitlements: [EntitlementName],
        before: BlobID? = nil, review: Seen? = nil
    ) {
        (self.request, self.user, self.end) = (request, user, end)
        (self.due, self.after, self.entitlements) = (due, after, entitlements)
        (self.before, self.review) = (before, review)
    }
}

extension RecordedState {
    /// Takes an emergency into account, until somebody has looked at it. An extension is to be looked at again.
    mutating func noteEmergency(_ value: Acceptance) {
        guard let due = value.reviewDue else { return }
        let known = emergencies[value.request.id]
        let entitlements = Set(value.gives.map(\.entitlement)).union(known?.entitlements ?? []).sorted()
        if let known, value.window.end <= known.end {
            emergencies[value.request.id]?.request = value.request
            emergencies[value.request.id]?.entitlements = entitlements
        } else {
            emergencies[value.request.id] = RecordedEmergency(
                request: value.request, user: value.user, end: value.window.end, due: known.map { min($0.due, due) } ?? due,
                after: value.evidence.after, entitlements: entitlements, before: value.reviewBefore)
        }
    }

    mutating func noteReview(_ value: Review) {
        denials[SubmittedReview.id(of: value.request.id)] = nil
        emergencies[value.request.id]?.review = RecordedEmergency.Seen(blob: value.blob, verdict: value.verdict)
    }
}
