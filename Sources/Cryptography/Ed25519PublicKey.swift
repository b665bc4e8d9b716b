/// The public half of an Ed25519 key (RFC 8032): 32 bytes.
package struct Ed25519PublicKey: Hashable, Sendable {
    package static let byteCount = 32
    package static let signatureByteCount = 64

    package let bytes: [UInt8]

    /// Nil unless there are 32 bytes. That they are a point of the curve shows when something is verified: nothing is valid
    /// by one that isn't.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Whether a signature of a message was made by the private half.
    ///
    /// - Throws: if libcrypto can't tell: no memory, or no Ed25519 in it.
    package func isValid(_ signature: some Collection<UInt8>, of message: some Sequence<UInt8>) throws(CryptographyError) -> Bool {
        guard signature.count == Self.signatureByteCount else { return false }
        let handle = try Ed25519Handle(publicKey: bytes)
        let answer = withContiguousBytes(signature) { signature in
            withContiguousBytes(message) { message in
                Result { () throws(CryptographyError) in try handle.isValid(signature, of: message) }
            }
        }
        return try answer.get()
    }
}
