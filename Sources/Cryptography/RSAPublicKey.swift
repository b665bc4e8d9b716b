/// The public half of an RSA key (RFC 8017), for signatures in the older of its two forms (PKCS #1 v1.5).
package struct RSAPublicKey: Hashable, Sendable {
    /// The most significant byte first, without zeros before it.
    package let modulus: [UInt8]
    package let exponent: [UInt8]

    /// Digests that a signature may be made with.
    package enum Digest: Hashable, Sendable { case sha256, sha512 }

    /// Bits that a key must have at least to be used (NIST SP 800-131A).
    package static let fewestBits = 2048
    /// Bits that OpenSSL and OpenSSH go up to.
    package static let mostBits = 16_384

    /// Nil unless the numbers are of the form that an RSA key has: both odd, the exponent from 3 on and of at most 64 bits, the
    /// modulus of at most ``mostBits``; without zeros before them. A short key is one, too: ask ``bitCount``.
    package init?(modulus: some Collection<UInt8>, exponent: some Collection<UInt8>) {
        guard let first = modulus.first, first != 0, modulus.count <= Self.mostBits / 8, let start = exponent.first, start != 0,
            exponent.count <= 8
        else { return nil }
        (self.modulus, self.exponent) = (Array(modulus), Array(exponent))
        guard self.modulus[self.modulus.count - 1] & 1 == 1, self.exponent[self.exponent.count - 1] & 1 == 1, self.exponent != [1] else {
            return nil
        }
    }

    /// Bits of the modulus.
    package var bitCount: Int { modulus.count * 8 - modulus[0].leadingZeroBitCount }

    /// Whether a signature of a message was made by the private half.
    ///
    /// - Parameter signature: of no more bytes than the modulus; where it has less, zeros before it were left out
    ///   (RFC 8332, section 3).
    /// - Throws: if libcrypto can't tell.
    package func isValid(
        _ signature: some Collection<UInt8>, of message: some Sequence<UInt8>, by digest: Digest
    ) throws(CryptographyError) -> Bool {
        guard !signature.isEmpty, signature.count <= modulus.count else { return false }
        let padded = [UInt8](repeating: 0, count: modulus.count - signature.count) + signature
        let handle = try PublicKeyHandle("RSA", [.number("n", modulus), .number("e", exponent)])
        return try handle.isValid(padded, of: message, by: digest == .sha256 ? .sha256 : .sha512)
    }
}
