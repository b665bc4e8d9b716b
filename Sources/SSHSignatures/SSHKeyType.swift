import Cryptography

/// The types of keys that can be used, by OpenSSH's names: RFC 8709 for ssh-ed25519, RFC 5656 for ecdsa-, RFC 4253 for ssh-rsa, and
/// OpenSSH's PROTOCOL.u2f for those that a security key holds.
package enum SSHKeyType: String, CaseIterable, Hashable, Sendable {
    case ed25519 = "ssh-ed25519"
    case ecdsaP256 = "ecdsa-sha2-nistp256"
    case ecdsaP384 = "ecdsa-sha2-nistp384"
    case ecdsaP521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"

    /// - Throws: `.keyType` for every other.
    init(_ name: some Collection<UInt8>) throws(SSHFault) {
        guard let type = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { throw .keyType(shown(name)) }
        self = type
    }

    init(_ curve: ECCurve) {
        switch curve {
        case .p256: self = .ecdsaP256
        case .p384: self = .ecdsaP384
        case .p521: self = .ecdsaP521
        }
    }
}

extension ECCurve {
    /// The curve's name within a key (RFC 5656, section 10.1).
    var sshName: String {
        switch self {
        case .p256: "nistp256"
        case .p384: "nistp384"
        case .p521: "nistp521"
        }
    }
}
