import CLibCrypto

/// HMAC with SHA-256 (RFC 2104). Keys of any length, empty too.
package func hmacSHA256(key: some Sequence<UInt8>, _ message: some Sequence<UInt8>) -> SHA256Digest {
    withContiguousBytes(key) { key in
        withContiguousBytes(message) { message in
            SHA256Digest { digest in
                requireSuccess("HMAC") {
                    // The length is an int in C; a key that long is no key.
                    let length = Int32(clamping: key.count)
                    return HMAC(
                        Algorithm.sha256.pointer, key.baseAddress, length, message.baseAddress, message.count, digest.baseAddress, nil)
                        == nil ? 0 : 1
                }
            }
        }
    }
}
