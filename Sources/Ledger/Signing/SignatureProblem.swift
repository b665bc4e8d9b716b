import Git
package import SSHSignatures

/// Why a commit's signature doesn't count.
package enum SignatureProblem: Hashable, Sendable {
    /// There is none.
    case unsigned
    /// There is one, by another key than those that are trusted, by a good one of something else, or none that can be read.
    case refused(SSHFault)

    /// Looks at a commit's signature; nil if it is by one of these keys, and the commit is to the byte the one that was signed.
    ///
    /// - Throws: if git can't read the commit, or libcrypto can't tell.
    static func of(_ commit: ObjectID, in objects: any LedgerObjects, _ trusted: TrustedKeys) throws -> SignatureProblem? {
        guard let found = try objects.signature(of: commit) else { return .unsigned }
        do throws(SSHFault) {
            let signature = try SSHSignature(armored: found.armored.utf8)
            // One commit for one signature: in other lines it would be another commit that nobody signed.
            guard signature.armored.dropLast() == found.armored else { throw .malformed("it isn't written as ssh-keygen writes it") }
            try signature.verify(found.signed, namespace: LedgerKeys.namespace, keys: trusted.keys)
            return nil
        } catch {
            if case .cryptography(let failure) = error { throw failure }
            return .refused(error)
        }
    }
}

extension SignatureProblem {
    /// Whether it is a good signature as far as that is known, by a key that isn't trusted.
    var isByOtherKey: Bool {
        switch self {
        case .refused(.otherKey): true
        default: false
        }
    }
}

extension SignatureProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsigned: "it isn't signed"
        case .refused(.otherKey(let fingerprint)): "it is signed by another key: \(fingerprint)"
        case .refused(.badSignature): "its signature is of something else: it was changed"
        case .refused(let fault): "its signature is of no use: \(fault)"
        }
    }
}
