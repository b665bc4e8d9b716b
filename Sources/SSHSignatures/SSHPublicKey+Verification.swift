import Cryptography

extension SSHPublicKey {
    /// Whether a signature, as it stands in an SSHSIG or in SSH's own protocol, is of these bytes and by this key.
    func isValid(_ signature: some Sequence<UInt8>, of signed: [UInt8]) throws(SSHFault) -> Bool {
        var reader = WireReader(signature, "the signature")
        let algorithm = try SSHSignatureAlgorithm(try reader.string())
        guard algorithm.keyType == type else { throw .otherAlgorithm(algorithm.rawValue, key: type) }
        let bytes = try reader.string()
        switch material {
        case .ed25519(let key):
            try reader.end()
            return try Self.isValid(bytes, of: signed, by: key)
        case .ecdsa(let key):
            try reader.end()
            return try Self.isValid(bytes, of: signed, by: key)
        case .rsa(let key):
            try reader.end()
            guard (1...key.modulus.count).contains(bytes.count) else {
                throw .malformed("the signature doesn't have the \(key.modulus.count) bytes of its key")
            }
            let digest: RSAPublicKey.Digest = algorithm == .rsaSHA256 ? .sha256 : .sha512
            return try cryptography { () throws(CryptographyError) in try key.isValid(bytes, of: signed, by: digest) }
        case .securityKeyEd25519(let key, let application):
            return try Self.isValid(bytes, of: Self.presented(signed, for: application, &reader), by: key)
        case .securityKeyECDSA(let key, let application):
            return try Self.isValid(bytes, of: Self.presented(signed, for: application, &reader), by: key)
        }
    }

    /// RFC 8709, section 6.
    private static func isValid(
        _ bytes: ArraySlice<UInt8>, of signed: [UInt8], by key: Ed25519PublicKey
    ) throws(SSHFault) -> Bool {
        guard bytes.count == Ed25519PublicKey.signatureByteCount else {
            throw .malformed("the signature doesn't have \(Ed25519PublicKey.signatureByteCount) bytes")
        }
        return try cryptography { () throws(CryptographyError) in try key.isValid(bytes, of: signed) }
    }

    /// Two numbers (RFC 5656, section 3.1.2).
    private static func isValid(_ bytes: ArraySlice<UInt8>, of signed: [UInt8], by key: ECPublicKey) throws(SSHFault) -> Bool {
        var reader = WireReader(bytes, "the signature")
        let (r, s) = (try reader.mpint(), try reader.mpint())
        try reader.end()
        guard [r, s].allSatisfy({ (1...key.curve.byteCount).contains($0.count) }) else {
            throw .malformed("the signature's numbers don't fit its curve")
        }
        return try cryptography { () throws(CryptographyError) in try key.isValid(r: r, s: s, of: signed) }
    }

    /// Set if somebody touched the security key (PROTOCOL.u2f; FIDO's "user presence").
    private static let presence: UInt8 = 1

    /// What a security key signs: a hash of what its key was made for, flags, a counter, and a hash of the bytes. Reads what stands
    /// of it behind the signature.
    private static func presented(
        _ signed: [UInt8], for application: String, _ reader: inout WireReader
    ) throws(SSHFault) -> [UInt8] {
        let rest = try reader.bytes(5)
        try reader.end()
        guard let flags = rest.first, flags & presence != 0 else { throw .nobodyPresent }
        return SHA256.hash(application).bytes + rest + SHA256.hash(signed).bytes
    }
}

/// How a signature was made, by OpenSSH's names: for all types but RSA that of the key.
enum SSHSignatureAlgorithm: String, CaseIterable {
    case ed25519 = "ssh-ed25519"
    case ecdsaP256 = "ecdsa-sha2-nistp256"
    case ecdsaP384 = "ecdsa-sha2-nistp384"
    case ecdsaP521 = "ecdsa-sha2-nistp521"
    /// RFC 8332. What `ssh-rsa` itself names hashes with SHA-1.
    case rsaSHA256 = "rsa-sha2-256"
    case rsaSHA512 = "rsa-sha2-512"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"

    /// - Throws: `.algorithm` for every other.
    init(_ name: some Collection<UInt8>) throws(SSHFault) {
        guard let algorithm = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { throw .algorithm(shown(name)) }
        self = algorithm
    }

    /// Which keys make such signatures.
    var keyType: SSHKeyType {
        switch self {
        case .ed25519: .ed25519
        case .ecdsaP256: .ecdsaP256
        case .ecdsaP384: .ecdsaP384
        case .ecdsaP521: .ecdsaP521
        case .rsaSHA256, .rsaSHA512: .rsa
        case .securityKeyEd25519: .securityKeyEd25519
        case .securityKeyECDSA: .securityKeyECDSA
        }
    }
}
