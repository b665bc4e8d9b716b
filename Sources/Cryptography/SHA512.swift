import CLibCrypto

/// SHA-512 (FIPS 180-4).
package enum SHA512 {
    package static let byteCount = 64

    package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        withContiguousBytes(bytes) { bytes in
            [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
                requireSuccess("EVP_Digest") {
                    EVP_Digest(bytes.baseAddress, bytes.count, digest.baseAddress, nil, Algorithm.sha512.pointer, nil)
                }
                count = byteCount
            }
        }
    }
}
