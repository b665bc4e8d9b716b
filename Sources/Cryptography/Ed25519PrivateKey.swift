/// The private half of an Ed25519 key (RFC 8032), and the public one. Never prints.
package struct Ed25519PrivateKey: Sendable {
    /// The 32 random bytes that all else follows from.
    private let seed: [UInt8]
    package let publicKey: Ed25519PublicKey

    package static let seedByteCount = 32

    /// Nil unless there are 32 bytes.
    ///
    /// - Throws: if libcrypto has no memory, or no Ed25519 in it.
    package init?(seed: some Collection<UInt8>) throws(CryptographyError) {
        guard seed.count == Self.seedByteCount else { return nil }
        self.seed = Array(seed)
        guard let publicKey = Ed25519PublicKey(bytes: try Ed25519Handle(seed: self.seed).publicKey()) else { return nil }
        self.publicKey = publicKey
    }

    /// 64 bytes, the same for the same message.
    package func sign(_ message: some Sequence<UInt8>) throws(CryptographyError) -> [UInt8] {
        let handle = try Ed25519Handle(seed: seed)
        let answer = withContiguousBytes(message) { message in
            Result { () throws(CryptographyError) in try handle.sign(message) }
        }
        return try answer.get()
    }
}

extension Ed25519PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a private Ed25519 key" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
