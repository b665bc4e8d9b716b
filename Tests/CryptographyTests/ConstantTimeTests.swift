import Cryptography
import Testing

@Suite struct ConstantTimeTests {
    @Test func equalIsEqual() {
        let secret = Array("correct horse".utf8)
        #expect(areEqualInConstantTime(secret, secret))
        #expect(areEqualInConstantTime([], []))
        #expect(!areEqualInConstantTime(secret, []))
        #expect(!areEqualInConstantTime(secret, secret.dropLast()))
        for index in secret.indices {
            var other = secret
            other[index] ^= 1
            #expect(!areEqualInConstantTime(secret, other))
        }
    }
}
