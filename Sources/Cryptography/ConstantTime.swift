import CLibCrypto

/// Whether two secrets are equal, in a time that depends on their lengths alone (`CRYPTO_memcmp(3)`).
package func areEqualInConstantTime(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    withContiguousBytes(left) { left in
        withContiguousBytes(right) { right in
            guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else {
                return left.count == right.count
            }
            return CRYPTO_memcmp(first, second, left.count) == 0
        }
    }
}
