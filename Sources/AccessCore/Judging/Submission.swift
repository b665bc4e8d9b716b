/// What the source branch asks for at one commit.
package struct Submission: Hashable, Sendable {
    package var tip: CommitID
    package var requests: [SubmittedRequest]
    /// Requests whose file was deleted by a step since the last judged commit, even if it came back.
    package var deleted: Set<RequestID>
    /// Reviews of emergencies that aren't on record as they are.
    package var reviews: [SubmittedReview]

    package init(tip: CommitID, requests: [SubmittedRequest], deleted: Set<RequestID> = [], reviews: [SubmittedReview] = []) {
        (self.tip, self.requests, self.deleted, self.reviews) = (tip, requests, deleted, reviews)
    }
}

/// A review's file as the source branch has it, free of mistakes.
package struct SubmittedReview: Hashable, Sendable {
    package var request: RequestID
    package var path: String
    package var blob: BlobID
    package var verdict: ReviewVerdict
    /// The step that brought it in; nil if that was judged before the emergency was on record.
    package var origin: Origin?
    /// What was found about its approval; nil where the merge alone counts.
    package var findings: ApprovalFindings?

    package init(
        request: RequestID, path: String, blob: BlobID, verdict: ReviewVerdict, origin: Origin?, findings: ApprovalFindings? = nil
    ) {
        (self.request, self.path, self.blob) = (request, path, blob)
        (self.verdict, self.origin, self.findings) = (verdict, origin, findings)
    }
}

extension SubmittedReview {
    /// The review as a content of its own, whose approval is remembered: no request has such an id.
    package var version: RequestVersion { RequestVersion(id: Self.id(of: request), path: path, blob: blob) }

    package static func id(of request: RequestID) -> RequestID { RequestID(request.text + ".review") }
}

/// A request's file as the source branch has it.
package struct SubmittedRequest: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// The content that the ledger knows already, and that isn't read again.
        case known
        case decoded(AccessRequest)
        /// It has mistakes; they have been said.
        case broken
    }

    package var version: RequestVersion
    package var content: Content
    /// How the content came in; nil only where it is on record already.
    package var origin: Origin?
    /// What was found about its approval; nil where the merge alone counts.
    package var findings: ApprovalFindings?

    package init(version: RequestVersion, content: Content, origin: Origin?, findings: ApprovalFindings? = nil) {
        (self.version, self.content, self.origin, self.findings) = (version, content, origin, findings)
    }
}

/// What was found about the approval of one content in this run.
package struct ApprovalFindings: Hashable, Sendable {
    /// SHA-256 of the content's bytes in hexadecimal digits.
    package var sha256: String
    package var testimonies: [Testimony]
    /// A forge was asked, so that what it couldn't tell waits for longer.
    package var asked: Bool
    /// For how long the forge wants not to be asked again; nil where it didn't say.
    package var pause: Duration?

    package init(sha256: String, testimonies: [Testimony], asked: Bool, pause: Duration? = nil) {
        (self.sha256, self.testimonies, self.asked, self.pause) = (sha256, testimonies, asked, pause)
    }
}

/// The first-parent step of the source branch that brought a content in, and the policies that it came under.
package struct Origin: Hashable, Sendable {
    /// Nil for what the root of trust held already.
    package var before: CommitID?
    package var after: CommitID
    /// The policies accepted before the content came in (never those of the same step); nil if there were none.
    package var policies: PolicySet?
    /// The step changed `requests/` and `policies/` together.
    package var mixed: Bool
    /// Mail addresses of those who wrote the content, as the step's commits name them: what their makers said, and no proof.
    package var writers: [String]
    /// Who asked for it in somebody else's name, where that is on record already.
    package var askedBy: [PersonName]?

    package init(
        before: CommitID?, after: CommitID, policies: PolicySet?, mixed: Bool, writers: [String] = [], askedBy: [PersonName]? = nil
    ) {
        (self.before, self.after, self.policies, self.mixed) = (before, after, policies, mixed)
        (self.writers, self.askedBy) = (writers, askedBy)
    }
}
