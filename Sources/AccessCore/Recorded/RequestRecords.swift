/// Which request, in which content.
package struct RequestVersion: Hashable, Sendable, Codable {
    package var id: RequestID
    package var path: String
    package var blob: BlobID

    package init(id: RequestID, path: String, blob: BlobID) { (self.id, self.path, self.blob) = (id, path, blob) }
}

/// What proves an approval, and under which policies it was judged.
package struct Evidence: Hashable, Sendable, Codable {
    /// The first of the kinds that it rests on; `proof` tells all.
    package var kind: EvidenceKind
    /// The first-parent step of the source branch that brought the content in; nil before for what the root of trust held.
    package var before: CommitID?
    package var after: CommitID
    /// The tree of the accepted policies.
    package var policies: TreeID
    /// SHA-256 of the content's bytes, as approvers name it; nil where the merge is trusted.
    package var sha256: String?
    /// Who approved, and who doesn't count; nil where nobody's word is asked for.
    package var proof: ApprovalProof?
    /// The content takes away from this one and needs no approval of its own: what is proven is this one's.
    package var narrows: BlobID?
    /// Who asked for it in somebody else's name, by the addresses of the commits that brought it: what people said of themselves, and
    /// no proof. In alphabetical order; nil where it is for one of them, or none is known.
    package var askedBy: [PersonName]?
    /// SHA-256 of contents of this request that were approved before this one, each by words that counted then; nil for none.
    package var spent: [String]?

    package init(
        kind: EvidenceKind, before: CommitID?, after: CommitID, policies: TreeID, sha256: String? = nil, proof: ApprovalProof? = nil,
        narrows: BlobID? = nil, askedBy: [PersonName]? = nil, spent: [String]? = nil
    ) {
        (self.kind, self.before, self.after, self.policies) = (kind, before, after, policies)
        (self.sha256, self.proof, self.narrows, self.askedBy, self.spent) = (sha256, proof, narrows, askedBy, spent)
    }

    private enum CodingKeys: String, CodingKey {
        case kind, before, after, policies, sha256, proof, narrows, spent
        case askedBy = "asked-by"
    }

    /// SHA-256 of all contents of the request that were approved so far.
    package var approved: [String] { (spent ?? []) + [sha256].compactMap { $0 }.filter { spent?.contains($0) != true } }

    /// All kinds of evidence that it rests on.
    package var kinds: [EvidenceKind] {
        let kinds = proof?.kinds ?? []
        return kinds.isEmpty ? [kind] : kinds
    }
}

/// A request counts from now on in one account: the user is bound by id, the window is frozen.
package struct Acceptance: Hashable, Sendable, Codable {
    package var request: RequestVersion
    package var user: UserName
    package var userID: UserID
    /// What it gives in this account.
    package var gives: [Unit]
    package var window: Window
    package var evidence: Evidence
    /// What made the user eligible, as it was then.
    package var facts: Facts
    /// Only what the content takes away counts: what it adds isn't approved.
    package var isPartial: Bool
    /// Of an emergency: when it must have been reviewed.
    package var reviewDue: Timestamp?
    /// Of an emergency that is new or longer now: the review that lay there already, which has looked at nothing of it.
    package var reviewBefore: BlobID?

    package struct Unit: Hashable, Sendable, Codable {
        package var entitlement: EntitlementName
        package var group: GroupName

        package init(entitlement: EntitlementName, group: GroupName) { (self.entitlement, self.group) = (entitlement, group) }
    }

    package struct Facts: Hashable, Sendable, Codable {
        package var person: PersonName?
        package var groups: [GroupName]
        package var tags: [String: String]

        package init(person: PersonName?, groups: [GroupName], tags: [String: String]) {
            (self.person, self.groups, self.tags) = (person, groups, tags)
        }
    }

    package init(
        request: RequestVersion, user: UserName, userID: UserID, gives: [Unit], window: Window, evidence: Evidence, facts: Facts,
        isPartial: Bool = false, reviewDue: Timestamp? = nil
    ) {
        (self.request, self.user, self.userID, self.gives) = (request, user, userID, gives)
        (self.window, self.evidence, self.facts, self.isPartial) = (window, evidence, facts, isPartial)
        self.reviewDue = reviewDue
    }

    private enum CodingKeys: String, CodingKey {
        case request, user, gives, window, evidence, facts
        case userID = "user-id"
        case isPartial = "partial"
        case reviewDue = "review-due"
        case reviewBefore = "review-before"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        request = try container.decode(RequestVersion.self, forKey: .request)
        user = try container.decode(UserName.self, forKey: .user)
        userID = try container.decode(UserID.self, forKey: .userID)
        gives = try container.decode([Unit].self, forKey: .gives)
        window = try container.decode(Window.self, forKey: .window)
        evidence = try container.decode(Evidence.self, forKey: .evidence)
        facts = try container.decode(Facts.self, forKey: .facts)
        isPartial = try container.decodeIfPresent(Bool.self, forKey: .isPartial) ?? false
        reviewDue = try container.decodeIfPresent(Timestamp.self, forKey: .reviewDue)
        reviewBefore = try container.decodeIfPresent(BlobID.self, forKey: .reviewBefore)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(request, forKey: .request)
        try container.encode(user, forKey: .user)
        try container.encode(userID, forKey: .userID)
        try container.encode(gives, forKey: .gives)
        try container.encode(window, forKey: .window)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(facts, forKey: .facts)
        if isPartial { try container.encode(true, forKey: .isPartial) }
        try container.encodeIfPresent(reviewDue, forKey: .reviewDue)
        try container.encodeIfPresent(reviewBefore, forKey: .reviewBefore)
    }
}

/// A request that was judged and isn't granted. It is looked at again in every run, under the policies it came under.
package struct Denial: Hashable, Sendable, Codable {
    package var request: RequestVersion
    package var user: UserName?
    /// The diagnostic's code.
    package var code: String
    package var reason: String
    package var evidence: Evidence
    /// It came in one step with a change of policies: never granted in this content.
    package var mixed: Bool
    /// When this content was first judged: how far ahead it is counts from there. Nil in records of old.
    package var since: Timestamp?
    /// What evidence showed so far, so that nobody is asked the same again; nil for nothing.
    package var found: FoundEvidence?

    package init(
        request: RequestVersion, user: UserName?, code: String, reason: String, evidence: Evidence, mixed: Bool, since: Timestamp? = nil,
        found: FoundEvidence? = nil
    ) {
        (self.request, self.user, self.code, self.reason) = (request, user, code, reason)
        (self.evidence, self.mixed, self.since, self.found) = (evidence, mixed, since, found)
    }
}

/// The tombstone of a request: it never counts again, whatever its file says.
package struct Ending: Hashable, Sendable, Codable {
    package var request: RequestVersion
    package var user: UserName
    package var because: Cause
    /// The end of the window that was in force.
    package var end: Timestamp

    package enum Cause: String, Hashable, Sendable, Codable {
        /// Its end has passed.
        case expired
        /// Its file was deleted.
        case deleted
        /// Its end was brought forward to now or earlier.
        case endedEarly = "ended-early"
    }

    package init(request: RequestVersion, user: UserName, because: Cause, end: Timestamp) {
        (self.request, self.user, self.because, self.end) = (request, user, because, end)
    }
}
