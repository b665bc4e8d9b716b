import Cryptography
import Testing

@Suite struct Ed25519Tests {
    /// RFC 8032, section 7.1: tests 1 to 3.
    static let vectors = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ]

    @Test("examples of the standard", arguments: vectors)
    func standard(_ seed: String, _ publicKey: String, _ message: String, _ signature: String) throws {
        let key = try #require(try Ed25519PrivateKey(seed: bytes(seed)))
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
        #expect(Hex.encode(try key.sign(bytes(message))) == signature)
        #expect(try key.publicKey.isValid(bytes(signature), of: bytes(message)))
        #expect(try !key.publicKey.isValid(bytes(signature), of: bytes(message + "00")))
    }

    @Test("a flipped bit anywhere, another length, another key")
    func refused() throws {
        let (seed, _, message, signature) = Self.vectors[2]
        let key = try #require(try Ed25519PrivateKey(seed: bytes(seed))).publicKey
        let right = try bytes(signature)
        for place in right.indices {
            for bit in 0..<8 {
                var wrong = right
                wrong[place] ^= 1 << UInt8(bit)
                #expect(try !key.isValid(wrong, of: bytes(message)), "\(place).\(bit)")
            }
        }
        #expect(try !key.isValid(right.dropLast(), of: bytes(message)))
        #expect(try !key.isValid(right + [0], of: bytes(message)))
        let other = try #require(try Ed25519PrivateKey(seed: bytes(Self.vectors[0].0))).publicKey
        #expect(try !other.isValid(right, of: bytes(message)))
        // No point of the curve has these coordinates.
        let nowhere = try #require(Ed25519PublicKey(bytes: [UInt8](repeating: 2, count: 31) + [0x7F]))
        #expect((try? nowhere.isValid(right, of: bytes(message))) != true)
    }

    @Test("the order of the curve added to a signature's number doesn't make another signature")
    func malleability() throws {
        let (seed, _, message, signature) = Self.vectors[2]
        let key = try #require(try Ed25519PrivateKey(seed: bytes(seed))).publicKey
        // L = 2^252 + 27742317777372353535851937790883648493, little end first (RFC 8032, section 5.1).
        let order: [UInt8] = [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]
        var other = try bytes(signature)
        var carry = 0
        for (index, digit) in order.enumerated() {
            let sum = Int(other[32 + index]) + Int(digit) + carry
            (other[32 + index], carry) = (UInt8(sum & 255), sum >> 8)
        }
        #expect(carry == 0)
        #expect(try !key.isValid(other, of: bytes(message)))
    }

    @Test func keysOfAnotherLength() throws {
        #expect(Ed25519PublicKey(bytes: [UInt8](repeating: 1, count: 31)) == nil)
        #expect(try Ed25519PrivateKey(seed: [UInt8](repeating: 1, count: 33)) == nil)
    }

    @Test("nothing prints the private half")
    func secret() throws {
        let key = try #require(try Ed25519PrivateKey(seed: bytes(Self.vectors[0].0)))
        var dumped = ""
        dump([key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("9d61") && !text.contains("157, 97") && !text.contains("157"))
        }
    }

    private func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(hex)) }
}
