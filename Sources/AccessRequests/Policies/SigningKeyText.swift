import SSHSignatures

/// A public key in OpenSSH's one-line form (sshd(8), "AUTHORIZED_KEYS FILE FORMAT", without options): type, base64, comment.
struct SigningKeyText {
    let type: String
    let reading: Reading

    /// What the base64 is.
    enum Reading {
        case key(SSHPublicKey)
        /// A key of a type that signs no approvals.
        case otherType
        /// A key by which nothing can be verified: why.
        case unusable(String)
    }

    static let types = SSHKeyType.allCases.map(\.rawValue)
    /// Bytes of the line: the longest RSA key that can be used has 2,800.
    static let limit = 8192

    /// Nil if it isn't in that form.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, text.utf8.count <= Self.limit, !text.unicodeScalars.contains(where: isUnseen) else { return nil }
        type = String(parts[0])
        do throws(SSHFault) { reading = .key(try SSHKeyLine("\(parts[0]) \(parts[1])"[...]).key) } catch {
            switch error {
            case .keyType: reading = .otherType
            case .weakKey, .application: reading = .unusable("\(error)")
            default: return nil
            }
        }
    }
}

extension NameRule {
    static let signingKey = NameRule(
        "a public key in OpenSSH's form", advice: "Copy the one line of the .pub file, like ssh-ed25519 AAAA… name.",
        pattern: "^ *[a-z0-9@.-]+ +[A-Za-z0-9+/]+={0,2}( .*)?$"
    ) { SigningKeyText($0) != nil }
}
