/// A person's yes to one content: by whom, when, and what it rests on. That it is really theirs and about this content was
/// established by whoever made this value; whether it counts is decided by the rules.
package struct Approval: Hashable, Sendable, Codable {
    package var person: PersonName
    package var kind: EvidenceKind
    /// The forge account that said it; nil for a signature.
    package var account: ForgeIdentity?
    /// Fingerprint of the key that signed it, as ssh-keygen prints it; nil for a review.
    package var key: String?
    /// When the review was submitted; of a signature, when it was first seen: what a signer writes proves no time.
    package var at: Timestamp
    /// The approver lets it go on only until then; nil if as long as asked for.
    package var until: Timestamp?
    /// What the approver wrote, at most `commentLimit` characters.
    package var comment: String?
    /// SHA-256 of the signature, or of the forge's answer about the review, in hexadecimal digits.
    package var digest: String

    package static let commentLimit = 1000

    package init(
        person: PersonName, kind: EvidenceKind, account: ForgeIdentity? = nil, key: String? = nil, at: Timestamp, until: Timestamp? = nil,
        comment: String? = nil, digest: String
    ) {
        (self.person, self.kind, self.account, self.key) = (person, kind, account, key)
        (self.at, self.until, self.digest) = (at, until, digest)
        self.comment = comment.map { String($0.prefix(Self.commentLimit)) }
    }
}

/// A hand in the making of a content, which bars a person from approving it.
package struct Involvement: Hashable, Sendable, Codable {
    package enum Role: String, Hashable, Sendable, Codable {
        /// Who gets the access.
        case beneficiary
        /// Who opened the pull request.
        case proposer
        case author, committer, pusher
        case coAuthor = "co-author"
    }

    package var person: PersonName
    package var role: Role

    package init(_ person: PersonName, _ role: Role) { (self.person, self.role) = (person, role) }
}

/// A word that was found and doesn't count, and why.
package struct SetAside: Hashable, Sendable, Codable {
    /// The person, or whatever name was found where nobody of the policies is meant.
    package var who: String
    /// Ends the sentence that begins with who: "signed another content of this file".
    package var why: String

    package init(_ who: String, _ why: String) { (self.who, self.why) = (who, why) }
}
