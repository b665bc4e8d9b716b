package import AccessCore
package import Cryptography

/// An approval whose signature was verified: who, with which key, and what else they said.
package struct SignedApproval: Hashable, Sendable {
    package var person: PersonName
    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    package var fingerprint: String
    /// The signature's file.
    package var path: String
    /// Of the signature's file: by it the ledger names what it saw.
    package var digest: SHA256Digest
    /// When the signature was first seen.
    package var seen: Timestamp
    package var statement: ApprovalStatement

    package init(
        person: PersonName, fingerprint: String, path: String, digest: SHA256Digest, seen: Timestamp, statement: ApprovalStatement
    ) {
        (self.person, self.fingerprint, self.path) = (person, fingerprint, path)
        (self.digest, self.seen, self.statement) = (digest, seen, statement)
    }
}

/// A file among approvals that approves nothing.
package struct RejectedSignature: Hashable, Sendable {
    package var path: String
    /// Whom it is named after; that needn't be a person.
    package var person: PersonName
    package var reason: SignatureRejection

    package init(path: String, person: PersonName, reason: SignatureRejection) {
        (self.path, self.person, self.reason) = (path, person, reason)
    }
}
