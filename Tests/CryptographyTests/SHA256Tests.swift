import Cryptography
import Testing

@Suite struct SHA256Tests {
    /// NIST's examples for FIPS 180-4.
    private static let vectors: [(String, String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: vectors) func examplesOfTheStandard(_ text: String, _ hex: String) {
        #expect(SHA256.hash(text).hex == hex)
        #expect(SHA256.hash(Array(text.utf8)).hex == hex)
    }

    @Test func piecesMakeTheSameWhole() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let hasher = SHA256Hasher()
        for size in [1, 3, 63, 64, 65, 299, 300] {
            for start in stride(from: 0, to: bytes.count, by: size) { hasher.update(bytes[start..<min(start + size, bytes.count)]) }
            hasher.update([])
            // The second round shows that the hasher begins anew.
            #expect(hasher.finalize() == SHA256.hash(bytes))
        }
        #expect(hasher.finalize() == SHA256.hash(""))
    }

    @Test func bytesThatDoNotLieTogether() {
        #expect(SHA256.hash(stride(from: UInt8(0), to: 100, by: 1)) == SHA256.hash(Array(UInt8(0)..<100)))
    }
}
