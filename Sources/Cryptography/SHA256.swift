import CLibCrypto

/// SHA-256 (FIPS 180-4) of something that is there as a whole. ``SHA256Hasher`` takes it piece by piece.
package enum SHA256 {
    package static func hash(_ bytes: some Sequence<UInt8>) -> SHA256Digest {
        withContiguousBytes(bytes) { bytes in
            SHA256Digest { digest in
                requireSuccess("EVP_Digest") {
                    EVP_Digest(bytes.baseAddress, bytes.count, digest.baseAddress, nil, Algorithm.sha256.pointer, nil)
                }
            }
        }
    }

    /// Of the text's UTF-8.
    package static func hash(_ text: String) -> SHA256Digest { hash(text.utf8) }
}

/// The algorithm's implementation, looked up once: looking it up costs more than hashing a short text.
final class Algorithm: @unchecked Sendable {
    // Sendable, because the structure is never written to after EVP_MD_fetch (its reference count is atomic) and is
    // never freed: the only instance is a static constant.
    let pointer: OpaquePointer?

    static let sha256 = Algorithm("SHA256")
    static let sha384 = Algorithm("SHA384")
    static let sha512 = Algorithm("SHA512")

    private init(_ name: String) {
        pointer = EVP_MD_fetch(nil, name, nil)
        requireSuccess("EVP_MD_fetch") { pointer == nil ? 0 : 1 }
    }
}

/// Lends the bytes of a sequence without a copy where they lie together already.
func withContiguousBytes<Result>(_ bytes: some Sequence<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = bytes.withContiguousStorageIfAvailable(body) { return result }
    return Array(bytes).withUnsafeBufferPointer(body)
}
