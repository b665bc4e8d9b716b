package import Cryptography

/// A public key, of a type that can be used.
package struct SSHPublicKey: Hashable, Sendable {
    /// What each type is made of.
    package enum Material: Hashable, Sendable {
        case ed25519(Ed25519PublicKey)
    }

    package let material: Material

    package init(_ material: Material) { self.material = material }

    package var type: SSHKeyType {
        switch material {
        case .ed25519: .ed25519
        }
    }

    /// Reads what stands in base64 in a line: the type's name and the key (RFC 8709, section 4).
    package init(blob: some Sequence<UInt8>) throws(SSHFault) {
        var reader = WireReader(blob, "the public key")
        switch try SSHKeyType(try reader.string()) {
        case .ed25519:
            guard let key = Ed25519PublicKey(bytes: try reader.string()) else {
                throw .malformed("the public key doesn't have \(Ed25519PublicKey.byteCount) bytes")
            }
            material = .ed25519(key)
        }
        try reader.end()
    }

    package var blob: [UInt8] {
        var writer = WireWriter()
        writer.string(type.rawValue)
        switch material {
        case .ed25519(let key): writer.string(key.bytes)
        }
        return writer.bytes
    }

    /// `SHA256:` and 43 digits, as `ssh-keygen -l` prints it.
    package var fingerprint: String { "SHA256:" + Base64.encode(SHA256.hash(blob).bytes, isPadded: false) }

    /// `ssh-ed25519 AAAA…`
    package var text: String { "\(type.rawValue) \(Base64.encode(blob))" }

    /// Whether a signature, as it stands in an SSHSIG or in SSH's own protocol, is of these bytes and by this key.
    func isValid(_ signature: some Sequence<UInt8>, of signed: [UInt8]) throws(SSHFault) -> Bool {
        var reader = WireReader(signature, "the signature")
        // For this type the algorithm has the type's name (RFC 8709, section 6).
        let algorithm = try SSHKeyType(try reader.string())
        let bytes = try reader.string()
        try reader.end()
        switch (algorithm, material) {
        case (.ed25519, .ed25519(let key)):
            guard bytes.count == Ed25519PublicKey.signatureByteCount else {
                throw .malformed("the signature doesn't have \(Ed25519PublicKey.signatureByteCount) bytes")
            }
            return try cryptography { () throws(CryptographyError) in try key.isValid(bytes, of: signed) }
        }
    }
}

extension SSHPublicKey: CustomStringConvertible {
    package var description: String { fingerprint }
}
