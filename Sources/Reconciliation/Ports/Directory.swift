package import AccessCore

/// An account's users, groups and tags: an identity store that memberships are read from and written to.
///
/// Every adapter passes the same contract tests. Writes may be repeated: adding a member twice, removing one that
/// isn't there, untagging an absent key all succeed; a missing user or group is `.notFound`.
package protocol Directory: Sendable {
    /// Reads everything, or throws: never a part (P6).
    func read() async throws(DirectoryFailure) -> ActualAccount

    /// Carries out one write, retrying what may be retried, but begins no attempt at or after `deadline`.
    /// - Returns: the id under which the directory logged it (IAM's request id), if it has one.
    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String?

    /// Whether a read may still show what was before a write of a moment ago (IAM: yes; a local file: no).
    var isEventuallyConsistent: Bool { get }
}

/// Why a directory didn't do what was asked, by what helps.
package struct DirectoryFailure: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// Try again later: throttled for longer than we were ready to wait.
        case throttled
        /// Can't be reached, or no whole answer came. A write may have been carried out all the same.
        case unreachable
        /// No credentials, or they are not accepted.
        case credentials
        /// The credentials don't allow this.
        case denied
        /// The user or the group doesn't exist.
        case notFound
        /// A quota is used up.
        case limit
        /// The answer makes no sense, or is cut short.
        case malformed
        /// The request was refused as wrong.
        case invalid
        /// The deadline came before an answer. A write may have been carried out.
        case deadline
    }

    package var kind: Kind
    /// What happened, for people: no secrets, no full stop.
    package var message: String
    /// The id under which the directory logged it, if it answered.
    package var requestID: String?
    /// Whether a write may have been carried out in spite of the failure.
    package var mayHaveHappened: Bool

    package init(_ kind: Kind, _ message: String, requestID: String? = nil, mayHaveHappened: Bool = false) {
        (self.kind, self.message, self.requestID, self.mayHaveHappened) = (kind, message, requestID, mayHaveHappened)
    }
}

extension DirectoryFailure: CustomStringConvertible {
    package var description: String { message }
}
