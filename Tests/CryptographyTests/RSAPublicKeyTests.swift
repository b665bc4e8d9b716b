import Cryptography
import Testing

@Suite struct RSAPublicKeyTests {
    /// A key of 2048 bits made by Python's cryptography (OpenSSL), and what it signed: "sample" with SHA-256, SHA-512 and SHA-1, and a
    /// message whose signature begins with a zero.
    private static let modulus =
        "e469657c1f1bf8d4065ae6017c8cca6d086184e813bd55d838eacd0ab5c28308caa76ae33375b5bbeb97281f995a04a6b1b7abf44bcffd"
        + "75865d9ef3c0fecd89b411ffe176605b93e8b8926ce60e6d5b890645465e287cff01e91b0173c27441c3333a87c1e7a48a05ffcb1eb3e6"
        + "0143b754812ed29fe8a356683e652ed3043bb65af437a86e846266be0f0b404b276a30fa54c9365206c0c464a0284c23f41c23d10ba20a"
        + "727396b2f230d38f3067379a8946ed6d6063a4b7b5a0cfbf237d05eaca1e19e7f75e5a11e42ca30af2de4fcb02631a40ff6e7a6012cab9"
        + "f2ac70f208cff349b36feb445c725ea8bf2fd5546b7c859d20246e43a3889e114b9da461"
    private static let sha256 =
        "67ec445157e58a809bcb4c0f679965a14e264bab93c3bc1c854b880db029595203dcbc1eb7ce6d1ec7ac6f096c8b158c5a97597d6d1412"
        + "4c7936c686f1e77d9dd5d2aab7c2e00eeaa31f9893a6b05b6501f573483a0baf86e7bc491fdc1984dd1ea82411d04a5295a88c3cc74f46"
        + "c128632c7c1bab5757c415c9f7bc7ed9e2040b53ef1d7edd940077735a4008dc88296d0af474d97f6cb1220668ce7b2eaac26010ec4a88"
        + "27e88df8a8867ed92a2a0b963c46a0dba456be63022e63c9e132d96b373d37ed5103a3bb251b40f2afdf957930492e24f4207c0746e5e7"
        + "515569b70c25e9e4e90e08e6335db7fa4bcae38e938665af49f15e118396d6bc18089777"
    private static let sha512 =
        "0652345a8937669f148d31bf921c418eeecf19c9ebe519c35b86503cbc59d60bc92197ed49e795833162f0f1d7c37abe13e1e63a691338"
        + "22af7e45fe2e602e781afc7617f2d426184ac73788e42c4ded2d7e2675c867a8ef8251e746e2b404b126b79f76fc569aa46ec0b9d7601b"
        + "e69c65f7fd51038f0d6e2ff27b649ed2d6374d5975f8b72b758ffd369210f1c43c671e5a3633614918489926e3f308834a4867bf962490"
        + "44b7fc6ba95de20601f4796360f701fb37a5f7a68bb124260e12b54ee1f64d65de57c4b70ea19cc7e49851fd33d8de3931cde7d09d2cb2"
        + "d9b1253800be5d0e7558559931494a4d27799c8eb5acc4911fbf54570a0983ff388b1bbc"
    private static let sha1 =
        "66af26e050a21030b29cdf01817d350d128bd165ffdc0ade23c58e747b1777891e1bbc88464d888d4ad72779577c62437121427a17ef91"
        + "334ae73274c3511ae9d481212ee9d4221864e5d3a31854d66880578a054985ae0debff256785390ede4d701303af9322a7e08f5f5c23fc"
        + "7f30f16a02d21b7262ff477f27e07217991eed3d96363016d051b180ba37dea79b488873ffb3edb56390c5579aecbc3ef347a3be4fc6ff"
        + "a8966af8c84bfeeb7c13ab3cb3452406cca6d49e0cce7e97e1cfc80fd543f3dc898028b86021972fbcedd1e7f197df3081cbeb2676c256"
        + "5a26df93aa098db4104ca14aeec23c37ed64f708c91ec9c82d8054842cf8797f3d0e7b4f"
    private static let short = "sample598"
    private static let beginsWithZero =
        "00a33d2d93403f3f3a9f41803acee8e85ee6e00e61e1074be2a716051a9fcdd9b8af4d5c521ab942e65e5fb10b964eb71ba9cb2cb80dbb"
        + "ac04de11a44b1c086589cf8d189320c9c87d6dcbb5194440fc01234a307e0b7d0325367a55d89a6f46109a15e7a695f4807cfd685b3b2d"
        + "53366768f751370b217bb28794c9f726b7d4652d9e4bf1f1f05ce67ad15d0d4dfee94503f9f8bdbab29a984df269069b1c86e1068fd1ff"
        + "ec5b3a2f715327f457f5878b9cfe600c5a852148ef1d26b35631b4d62b87323fec59e583f4b276cc52f8b2153c4870ab3c4f3d436f0706"
        + "bfd42112a5f8ba4a2c3bcecfe9f765a09e2cb4ffc0f83864f452e51bbe3f2208c20772eb"

    private static func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(hex)) }

    private static func key() throws -> RSAPublicKey {
        let number = try bytes(modulus)
        return try #require(RSAPublicKey(modulus: number, exponent: [1, 0, 1]))
    }

    @Test("by the digest that it was made with, and no other")
    func digests() throws {
        let key = try Self.key()
        #expect(key.bitCount == 2048)
        #expect(try key.isValid(Self.bytes(Self.sha256), of: "sample".utf8, by: .sha256))
        #expect(try key.isValid(Self.bytes(Self.sha512), of: "sample".utf8, by: .sha512))
        #expect(try !key.isValid(Self.bytes(Self.sha256), of: "sample".utf8, by: .sha512))
        #expect(try !key.isValid(Self.bytes(Self.sha512), of: "sample".utf8, by: .sha256))
        for digest in [RSAPublicKey.Digest.sha256, .sha512] {
            #expect(try !key.isValid(Self.bytes(Self.sha1), of: "sample".utf8, by: digest))
        }
        #expect(try !key.isValid(Self.bytes(Self.sha256), of: "Sample".utf8, by: .sha256))
    }

    @Test("every byte changed, and other lengths")
    func changed() throws {
        let (key, right) = (try Self.key(), try Self.bytes(Self.sha256))
        for place in right.indices {
            var wrong = right
            wrong[place] ^= 1 << UInt8(place % 8)
            #expect(try !key.isValid(wrong, of: "sample".utf8, by: .sha256), "\(place)")
        }
        for wrong in [[], [0], right + [0], [0] + right, Array(right.dropLast()), Array(right.dropFirst()), key.modulus] as [[UInt8]] {
            #expect(try !key.isValid(wrong, of: "sample".utf8, by: .sha256), "\(wrong.count)")
        }
    }

    /// RFC 8332, section 3: some leave them out.
    @Test("zeros before a signature")
    func zeros() throws {
        let (key, whole) = (try Self.key(), try Self.bytes(Self.beginsWithZero))
        #expect(whole.first == 0)
        #expect(try key.isValid(whole, of: Self.short.utf8, by: .sha256))
        #expect(try key.isValid(whole.dropFirst(), of: Self.short.utf8, by: .sha256))
    }

    @Test("numbers that no key has")
    func numbers() throws {
        let modulus = try Self.bytes(Self.modulus)
        for exponent in [[], [0], [1], [2], [0, 3], [UInt8](repeating: 0xFF, count: 9)] as [[UInt8]] {
            #expect(RSAPublicKey(modulus: modulus, exponent: exponent) == nil, "\(exponent)")
        }
        for other in [[], [0] + modulus, modulus + [0], [UInt8](repeating: 0xFF, count: 2049)] as [[UInt8]] {
            #expect(RSAPublicKey(modulus: other, exponent: [3]) == nil, "\(other.count)")
        }
        // A short one is one; how many bits it has is for its user to ask.
        #expect(RSAPublicKey(modulus: [0x0F], exponent: [3])?.bitCount == 4)
        #expect((try? RSAPublicKey(modulus: [0x0F], exponent: [3])?.isValid([1], of: "sample".utf8, by: .sha256)) != true)
    }
}
