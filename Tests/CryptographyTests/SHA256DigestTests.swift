import Cryptography
import Testing

@Suite struct SHA256DigestTests {
    @Test func thereAndBack() throws {
        let digest = SHA256.hash("abc")
        #expect(SHA256Digest(bytes: digest.bytes) == digest)
        #expect(SHA256Digest(hex: digest.hex) == digest)
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
        #expect(digest.bytes.count == 32 && digest.bytes.first == 0xBA && digest.bytes.last == 0xAD)
        #expect("\(digest)" == digest.hex)
    }

    @Test func otherLengthsAreNil() {
        #expect(SHA256Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(SHA256Digest(bytes: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(SHA256Digest(hex: String(repeating: "0", count: 62)) == nil)
        #expect(SHA256Digest(hex: String(repeating: "g", count: 64)) == nil)
    }

    @Test func everyBitCounts() throws {
        let digest = SHA256.hash("abc")
        var seen: Set<SHA256Digest> = [digest]
        for bit in 0..<256 {
            var bytes = digest.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let other = try #require(SHA256Digest(bytes: bytes))
            #expect(other != digest)
            seen.insert(other)
        }
        #expect(seen.count == 257)
    }
}
