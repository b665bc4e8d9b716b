package import Cryptography

/// A public key, of a type that can be used and strong enough for it.
package struct SSHPublicKey: Hashable, Sendable {
    /// What each type is made of.
    package enum Material: Hashable, Sendable {
        case ed25519(Ed25519PublicKey)
        case ecdsa(ECPublicKey)
        case rsa(RSAPublicKey)
        /// Held by a security key, with what it was made for: `ssh:`, mostly.
        case securityKeyEd25519(Ed25519PublicKey, application: String)
        /// On the curve P-256, with what it was made for.
        case securityKeyECDSA(ECPublicKey, application: String)
    }

    package let material: Material

    init(_ material: Material) { self.material = material }

    package var type: SSHKeyType {
        switch material {
        case .ed25519: .ed25519
        case .ecdsa(let key): SSHKeyType(key.curve)
        case .rsa: .rsa
        case .securityKeyEd25519: .securityKeyEd25519
        case .securityKeyECDSA: .securityKeyECDSA
        }
    }

    /// Reads what stands in base64 in a line: the type's name and the key.
    ///
    /// - Throws: also for keys that no signature can be trusted by: RSA below 2048 bits, points that aren't on their curve.
    package init(blob: some Sequence<UInt8>) throws(SSHFault) {
        var reader = WireReader(blob, "the public key")
        switch try SSHKeyType(try reader.string()) {
        case .ed25519: material = .ed25519(try reader.ed25519())
        case .ecdsaP256: material = .ecdsa(try reader.point(of: .p256))
        case .ecdsaP384: material = .ecdsa(try reader.point(of: .p384))
        case .ecdsaP521: material = .ecdsa(try reader.point(of: .p521))
        case .rsa: material = .rsa(try reader.rsa())
        case .securityKeyEd25519: material = .securityKeyEd25519(try reader.ed25519(), application: try reader.application())
        case .securityKeyECDSA: material = .securityKeyECDSA(try reader.point(of: .p256), application: try reader.application())
        }
        try reader.end()
    }

    package var blob: [UInt8] {
        var writer = WireWriter()
        writer.string(type.rawValue)
        switch material {
        case .ed25519(let key): writer.string(key.bytes)
        case .ecdsa(let key): writer.point(key)
        case .rsa(let key):
            writer.mpint(key.exponent)
            writer.mpint(key.modulus)
        case .securityKeyEd25519(let key, let application):
            writer.string(key.bytes)
            writer.string(application)
        case .securityKeyECDSA(let key, let application):
            writer.point(key)
            writer.string(application)
        }
        return writer.bytes
    }

    /// `SHA256:` and 43 digits, as `ssh-keygen -l` prints it.
    package var fingerprint: String { "SHA256:" + Base64.encode(SHA256.hash(blob).bytes, isPadded: false) }

    /// `ssh-ed25519 AAAA…`
    package var text: String { "\(type.rawValue) \(Base64.encode(blob))" }
}

extension SSHPublicKey: CustomStringConvertible {
    package var description: String { fingerprint }
}

/// The parts that keys are made of.
extension WireReader {
    /// RFC 8709, section 4.
    fileprivate mutating func ed25519() throws(SSHFault) -> Ed25519PublicKey {
        guard let key = Ed25519PublicKey(bytes: try string()) else {
            throw .malformed("the public key doesn't have \(Ed25519PublicKey.byteCount) bytes")
        }
        guard !key.isOfSmallOrder else { throw .weakKey("anybody can sign by it") }
        return key
    }

    /// The curve's name and a point (RFC 5656, section 3.1). Compressed points are refused, as OpenSSH does.
    fileprivate mutating func point(of curve: ECCurve) throws(SSHFault) -> ECPublicKey {
        guard try string().elementsEqual(curve.sshName.utf8) else { throw .malformed("the public key names another curve than its type") }
        guard let key = ECPublicKey(curve, point: try string()) else { throw .malformed("the public key is no point of \(curve.sshName)") }
        return key
    }

    /// Exponent and modulus (RFC 4253, section 6.6).
    fileprivate mutating func rsa() throws(SSHFault) -> RSAPublicKey {
        let exponent = try mpint()
        guard let key = RSAPublicKey(modulus: try mpint(), exponent: exponent) else {
            throw .malformed("the public key's numbers are none of an RSA key of at most \(RSAPublicKey.mostBits) bits")
        }
        guard key.bitCount >= RSAPublicKey.fewestBits else {
            throw .weakKey("it has \(key.bitCount) bits, and at least \(RSAPublicKey.fewestBits) are needed")
        }
        return key
    }

    /// What a security key's key was made for. One for a web site could sign what that site presents to it.
    fileprivate mutating func application() throws(SSHFault) -> String {
        let name = try string()
        guard name.starts(with: "ssh:".utf8), name.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .application(shown(name)) }
        return String(decoding: name, as: UTF8.self)
    }
}

extension WireWriter {
    fileprivate mutating func point(_ key: ECPublicKey) {
        string(key.curve.sshName)
        string(key.point)
    }
}
