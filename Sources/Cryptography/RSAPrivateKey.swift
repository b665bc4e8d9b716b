import CLibCrypto

/// An RSA key that signs, as a PEM file has it. Never prints.
package final class RSAPrivateKey: @unchecked Sendable {
    // Sendable, because the key is never changed after it was read, and OpenSSL counts references to it atomically: each
    // signature takes a context of its own (openssl-threads(7)).
    private let key: OpaquePointer

    /// A PEM of 8,192 bits has about 6,500 bytes.
    package static let pemLimit = 16 * 1024
    /// What shorter keys protect can be forged (NIST SP 800-131A).
    package static let leastBits = 2048

    /// Reads `-----BEGIN RSA PRIVATE KEY-----` (PKCS #1) or `-----BEGIN PRIVATE KEY-----` (PKCS #8), without a passphrase.
    ///
    /// - Returns: nil if it holds no RSA key, a short one, or more than ``pemLimit`` bytes.
    /// - Throws: what OpenSSL says of a text it can't read.
    package init?(pem: String) throws(CryptographyError) {
        let bytes = Array(pem.utf8)
        guard bytes.count <= Self.pemLimit else { return nil }
        var read: OpaquePointer?
        try call("PEM_read_bio_PrivateKey") {
            bytes.withUnsafeBytes { bytes in
                guard let file = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return 0 }
                defer { BIO_free(file) }
                // Without this OpenSSL would ask whoever sits at the terminal for a passphrase.
                read = PEM_read_bio_PrivateKey(file, nil, { _, _, _, _ in -1 }, nil)
                return read == nil ? 0 : 1
            }
        }
        guard let read else { throw CryptographyError(from: "PEM_read_bio_PrivateKey") }
        guard EVP_PKEY_get_base_id(read) == EVP_PKEY_RSA, EVP_PKEY_get_bits(read) >= Int32(Self.leastBits) else {
            EVP_PKEY_free(read)
            return nil
        }
        key = read
    }

    deinit { EVP_PKEY_free(key) }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2), which JSON Web Tokens call RS256; as many bytes as the key has.
    package func sign(_ message: some Sequence<UInt8>) throws(CryptographyError) -> [UInt8] {
        let answer = withContiguousBytes(message) { message in
            Result { () throws(CryptographyError) in try sign(contiguous: message) }
        }
        return try answer.get()
    }

    private func sign(contiguous message: UnsafeBufferPointer<UInt8>) throws(CryptographyError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw CryptographyError(from: "EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        try call("EVP_DigestSignInit") { EVP_DigestSignInit(context, nil, Algorithm.sha256.pointer, nil, key) }
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
        var count = signature.count
        try call("EVP_DigestSign") {
            signature.withUnsafeMutableBufferPointer { EVP_DigestSign(context, $0.baseAddress, &count, message.baseAddress, message.count) }
        }
        return Array(signature.prefix(count))
    }
}

extension RSAPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a private RSA key" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
