/// A curve of NIST's (SP 800-186), and the digest that goes with it for ECDSA (RFC 5656, section 6.2.1).
package enum ECCurve: CaseIterable, Hashable, Sendable {
    case p256, p384, p521

    /// Bytes of a coordinate and of each half of a signature.
    package var byteCount: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// Bytes of a point written out: 4, and both coordinates (SEC 1, section 2.3.3).
    package var pointByteCount: Int { 1 + 2 * byteCount }

    var algorithm: Algorithm {
        switch self {
        case .p256: .sha256
        case .p384: .sha384
        case .p521: .sha512
        }
    }

    /// OpenSSL's name.
    var name: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        }
    }
}

/// The public half of an ECDSA key (FIPS 186-5): a point of one of NIST's curves.
package struct ECPublicKey: Hashable, Sendable {
    package let curve: ECCurve
    /// Not compressed: 4, and both coordinates.
    package let point: [UInt8]

    /// Nil unless it is a point of the curve, written out and not compressed.
    package init?(_ curve: ECCurve, point: some Collection<UInt8>) {
        guard point.count == curve.pointByteCount, point.first == 4 else { return nil }
        (self.curve, self.point) = (curve, Array(point))
        // libcrypto looks whether it is on the curve, and takes no other.
        guard (try? handle()) != nil else { return nil }
    }

    private func handle() throws(CryptographyError) -> PublicKeyHandle {
        try PublicKeyHandle("EC", [.text("group", curve.name), .bytes("pub", point)])
    }

    /// Whether two numbers are a signature of a message, hashed with the curve's digest.
    ///
    /// - Parameters:
    ///   - r: positive, the most significant byte first, without zeros before it; so is `s`.
    /// - Throws: if libcrypto can't tell.
    package func isValid(r: [UInt8], s: [UInt8], of message: some Sequence<UInt8>) throws(CryptographyError) -> Bool {
        for number in [r, s] {
            guard let first = number.first, first != 0, number.count <= curve.byteCount else { return false }
        }
        return try handle().isValid(Self.der(r, s), of: message, by: curve.algorithm)
    }

    /// The two as libcrypto reads them: `SEQUENCE { INTEGER, INTEGER }` (RFC 3279, section 2.2.3).
    private static func der(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
        let content = [r, s].flatMap { number in
            // A number whose first bit is set would be negative without a zero before it.
            let padded = (number[0] & 0x80 == 0 ? [] : [0]) + number
            return [0x02, UInt8(padded.count)] + padded
        }
        // Two numbers of 67 bytes with their heads have 138: one byte of length suffices up to 127, two to 255.
        return [0x30] + (content.count < 0x80 ? [] : [0x81]) + [UInt8(content.count)] + content
    }
}
