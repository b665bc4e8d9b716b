/// A public key that signs approvals, in OpenSSH's one-line form, and when it may.
package struct SigningKey: Hashable, Sendable {
    package var key: String
    package var from: Timestamp?
    package var until: Timestamp?
    /// Nil unless somebody else may have it.
    package var revoked: Revocation?

    /// Since when nothing counts that was signed with a key.
    package enum Revocation: Hashable, Sendable {
        /// It never did: nobody knows since when somebody else has it.
        case always
        case since(Timestamp)
    }

    package init(key: String, from: Timestamp?, until: Timestamp?, revoked: Revocation? = nil) {
        (self.key, self.from, self.until, self.revoked) = (key, from, until, revoked)
    }

    /// Whether a signature counts, and why not.
    package enum Standing: Hashable, Sendable {
        case valid
        /// Seen before its first instant.
        case early(Timestamp)
        /// Seen at its last instant or after it.
        case late(Timestamp)
        case revoked(Revocation)
    }

    /// What a signature is worth that was first seen at an instant. The signer's own word about when it was made counts for nothing:
    /// who has a key after its end can write any date.
    package func standing(seen instant: Timestamp) -> Standing {
        switch revoked {
        case .always?: return .revoked(.always)
        case .since(let time)? where instant >= time: return .revoked(.since(time))
        default: break
        }
        if let from, instant < from { return .early(from) }
        if let until, instant >= until { return .late(until) }
        return .valid
    }
}
