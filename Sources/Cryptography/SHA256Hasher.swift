import CLibCrypto

/// SHA-256 of something that arrives piece by piece. One at a time uses it.
package final class SHA256Hasher {
    private let context: OpaquePointer?

    package init() {
        context = EVP_MD_CTX_new()
        begin()
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: some Sequence<UInt8>) {
        withContiguousBytes(bytes) { bytes in
            requireSuccess("EVP_DigestUpdate") { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }
        }
    }

    /// The digest of all pieces so far; the hasher begins anew.
    package func finalize() -> SHA256Digest {
        let result = SHA256Digest { digest in
            requireSuccess("EVP_DigestFinal_ex") { EVP_DigestFinal_ex(context, digest.baseAddress, nil) }
        }
        begin()
        return result
    }

    private func begin() {
        requireSuccess("EVP_DigestInit_ex") { context == nil ? 0 : EVP_DigestInit_ex(context, Algorithm.sha256.pointer, nil) }
    }
}
