package import AccessCore

/// One review of a pull request.
package struct ReviewFacts: Hashable, Sendable {
    package enum Opinion: Hashable, Sendable {
        case approved, changesRequested
        /// It was one of these, and somebody took it back.
        case dismissed
        /// No opinion at all: it neither gives nor takes anything.
        case commented
    }

    package var reviewer: Party
    package var opinion: Opinion
    /// By the forge's clock.
    package var submitted: Timestamp
    /// Whether it says now what it said when it was submitted.
    package var isEdited: Bool
    /// The commit it is about; nil if the forge no longer says.
    package var commit: CommitID?
    package var body: String
    /// Whether the reviewer's word counts at the forge; nil where it makes no difference there.
    package var isOfficial: Bool?
    /// Whether the forge itself holds that the content has changed since; nil where it doesn't say.
    package var isStale: Bool?
    /// SHA-256 of what the forge said about it, in hexadecimal digits.
    package var digest: String

    package init(
        reviewer: Party, opinion: Opinion, submitted: Timestamp, isEdited: Bool, commit: CommitID?, body: String,
        isOfficial: Bool? = nil, isStale: Bool? = nil, digest: String
    ) {
        (self.reviewer, self.opinion, self.submitted) = (reviewer, opinion, submitted)
        (self.isEdited, self.commit, self.body) = (isEdited, commit, body)
        (self.isOfficial, self.isStale, self.digest) = (isOfficial, isStale, digest)
    }
}
