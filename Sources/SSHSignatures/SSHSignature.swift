/// A signature of a message for a purpose, the namespace, with an SSH key: what `ssh-keygen -Y sign` makes (PROTOCOL.sshsig).
///
/// What is signed is `"SSHSIG" ‖ namespace ‖ "" ‖ name of the hash ‖ hash of the message`, so a signature for one purpose
/// is good for no other.
package struct SSHSignature: Hashable, Sendable {
    /// By whom it says it is: whoever verifies must know the key beforehand.
    package let key: SSHPublicKey
    package let namespace: String
    package let hash: SSHHash
    /// The algorithm's name and its bytes.
    private let signature: [UInt8]

    private static let preamble = "SSHSIG"
    private static let version: UInt32 = 1

    /// Reads `-----BEGIN SSH SIGNATURE-----` and what follows.
    package init(armored text: some Collection<UInt8>) throws(SSHFault) {
        guard text.count <= SSHLimits.signature else { throw .tooLarge("\(SSHLimits.signature) bytes") }
        try self.init(blob: try Armor.signature.unwrap(text))
    }

    /// Reads what the armor holds.
    init(blob: [UInt8]) throws(SSHFault) {
        var reader = WireReader(blob, "the signature")
        try reader.expect(Self.preamble.utf8)
        let version = try reader.number()
        guard version == Self.version else { throw .malformed("the signature is of version \(version), not \(Self.version)") }
        key = try SSHPublicKey(blob: try reader.string())
        guard let namespace = String(validating: try reader.string(), as: UTF8.self), !namespace.isEmpty else {
            throw .malformed("the signature has no namespace")
        }
        self.namespace = namespace
        // OpenSSH ignores what stands here, and doesn't sign it: then it must not stand here.
        guard try reader.string().isEmpty else { throw .malformed("the signature has something in a field that is reserved") }
        hash = try SSHHash(try reader.string())
        signature = Array(try reader.string())
        try reader.end()
    }

    /// As it stands in a file; ends in a line break.
    package var armored: String { Armor.signature.wrap(blob) }

    var blob: [UInt8] {
        var writer = WireWriter()
        writer.raw(Self.preamble.utf8)
        writer.number(Self.version)
        writer.string(key.blob)
        writer.string(namespace)
        writer.string("")
        writer.string(hash.rawValue)
        writer.string(signature)
        return writer.bytes
    }

    /// Signs a message.
    ///
    /// - Parameter namespace: what for; not empty.
    package init(
        of message: some Sequence<UInt8>, namespace: String, by key: SSHPrivateKey, hash: SSHHash = .sha512
    ) throws(SSHFault) {
        (self.key, self.namespace, self.hash) = (key.publicKey, namespace, hash)
        signature = try key.sign(Self.signed(message, namespace, hash))
    }

    /// Returns if the signature is of this message, for this purpose, by one of these keys.
    ///
    /// - Throws: `.namespace`, `.otherKey`, `.badSignature`; `.malformed` if the signature itself is none.
    package func verify(
        _ message: some Sequence<UInt8>, namespace expected: String, keys: some Sequence<SSHPublicKey>
    ) throws(SSHFault) {
        guard namespace == expected else { throw .namespace(expected: expected, found: shown(Array(namespace.utf8))) }
        guard keys.contains(key) else { throw .otherKey(key.fingerprint) }
        guard try key.isValid(signature, of: Self.signed(message, namespace, hash)) else { throw .badSignature }
    }

    private static func signed(_ message: some Sequence<UInt8>, _ namespace: String, _ hash: SSHHash) -> [UInt8] {
        var writer = WireWriter()
        writer.raw(preamble.utf8)
        writer.string(namespace)
        writer.string("")
        writer.string(hash.rawValue)
        writer.string(hash.hash(message))
        return writer.bytes
    }
}
