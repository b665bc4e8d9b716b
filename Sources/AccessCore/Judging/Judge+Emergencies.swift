extension Judge {
    /// When an emergency must have been reviewed: as soon as any of its entitlements says.
    func reviewDue(of units: [GivenUnit], _ window: Window) -> Timestamp {
        let spans = units.compactMap { $0.entitlement.emergency?.review }
        return window.start.advanced(by: spans.min() ?? .zero)
    }

    /// Puts reviews on record, and says in every run which emergencies nobody has looked at.
    func judgeEmergencies(_ submission: Submission, into judgement: inout Judgement) {
        let begun = keepEarlierReviews(submission, into: &judgement)
        var reviewed: Set<RequestID> = []
        for review in submission.reviews.sorted(by: { $0.request < $1.request }) {
            guard let emergency = recorded.emergencies[review.request] else {
                judgement.diagnostics.append(EmergencyNotice.nothingToReview(review.request).diagnostic(at: Place(review.path)))
                continue
            }
            guard emergency.review?.blob != review.blob else { continue }
            guard mayAccept else {
                // The step that brought it in has to be looked at again.
                judgement.undecided.append(review.request)
                continue
            }
            // Who says that an emergency was justified before there was one hasn't looked at it.
            guard let origin = review.origin, origin.after != emergency.after, review.blob != emergency.before,
                !begun.contains(review.request)
            else {
                judgement.diagnostics.append(EmergencyNotice.reviewedTooEarly.diagnostic(at: Place(review.path)))
                continue
            }
            let proof: ApprovalProof?
            switch prove(review, of: emergency) {
            case .success(let found): proof = found
            case .failure(let objection):
                let diagnostic = EmergencyNotice.reviewNotApproved(objection).diagnostic(at: Place(review.path))
                judgement.diagnostics.append(diagnostic)
                var denial = denial(
                    of: review.version, review.findings, emergency.user, diagnostic.code, diagnostic.message, origin)
                // Policies beside it speak against a request, not against a review.
                denial.mixed = false
                record(denial, into: &judgement)
                continue
            }
            let event = Review(
                request: emergency.request, user: emergency.user, path: review.path, blob: review.blob, verdict: review.verdict,
                evidence: evidence(of: origin, proof, sha256: review.findings?.sha256))
            judgement.findings.append(Judgement.Finding(account: nil, event: .reviewed(event)))
            reviewed.insert(review.request)
        }
        for emergency in recorded.emergencies.values.sorted(by: { $0.request.id < $1.request.id })
        where emergency.review == nil && !reviewed.contains(emergency.request.id) {
            let notice: EmergencyNotice = emergency.due <= now ? .overdue(emergency) : .due(emergency)
            judgement.diagnostics.append(notice.diagnostic(at: nil))
        }
    }

    /// Keeps with each emergency that is accepted or extended now the review that lies there already: the steps that brought
    /// both in may be looked at again, while something else is undecided.
    ///
    /// - Returns: those emergencies.
    private func keepEarlierReviews(_ submission: Submission, into judgement: inout Judgement) -> Set<RequestID> {
        var begun: Set<RequestID> = []
        for index in judgement.findings.indices {
            guard case .accepted(var value) = judgement.findings[index].event, value.reviewDue != nil else { continue }
            let (id, known) = (value.request.id, recorded.emergencies[value.request.id])
            if let known, value.window.end <= known.end { continue }
            begun.insert(id)
            value.reviewBefore = submission.reviews.first { $0.request == id }?.blob ?? known?.review?.blob
            judgement.findings[index].event = .accepted(value)
        }
        return begun
    }
}
