import Cryptography
import Testing

@Suite struct ECPublicKeyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var curve: ECCurve
        /// Both coordinates.
        var point: String
        var r: String
        var s: String
        var testDescription: String { "\(curve)" }
    }

    /// RFC 6979, sections A.2.5 to A.2.7: signatures of "sample" with the curve's digest.
    static let examples = [
        Example(
            curve: .p256,
            point: "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f"
                + "5177a3c294d4462299",
            r: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
            s: "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
        Example(
            curve: .p384,
            point: "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc138015d9b72d7d57"
                + "244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720",
            r: "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46",
            s: "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8"),
        Example(
            curve: .p521,
            point: "01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2b"
                + "d761dcac474b9a2f5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d6630f746a28a0db25741b5b34a828008b"
                + "22acc23f924faafbd4d33f81ea66956dfeaa2bfdfcf5",
            r: "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455c"
                + "c91f9b15bf05ec36e377fa",
            s: "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dc"
                + "cc43997f1ee0e44da4a67a"),
    ]

    private static func number(_ hex: String) throws -> [UInt8] { Array(try #require(Hex.decode(hex)).drop { $0 == 0 }) }

    private static func key(_ example: Example) throws -> ECPublicKey {
        let point = try #require(Hex.decode(example.point))
        return try #require(ECPublicKey(example.curve, point: [4] + point))
    }

    @Test("examples of the standard", arguments: examples)
    func standard(_ example: Example) throws {
        let key = try Self.key(example)
        let (r, s) = (try Self.number(example.r), try Self.number(example.s))
        #expect(try key.isValid(r: r, s: s, of: "sample".utf8))
        #expect(try !key.isValid(r: r, s: s, of: "Sample".utf8))
        #expect(try !key.isValid(r: s, s: r, of: "sample".utf8))
        for place in r.indices {
            var (other, another) = (r, s)
            other[place] ^= 1 << UInt8(place % 8)
            if place < another.count { another[place] ^= 1 << UInt8(place % 8) }
            #expect(try !key.isValid(r: other, s: s, of: "sample".utf8), "\(place)")
            if place < another.count { #expect(try !key.isValid(r: r, s: another, of: "sample".utf8), "\(place)") }
        }
    }

    @Test("numbers that no signature has", arguments: examples)
    func numbers(_ example: Example) throws {
        let key = try Self.key(example)
        let (r, s) = (try Self.number(example.r), try Self.number(example.s))
        let most = [UInt8](repeating: 0xFF, count: example.curve.byteCount)
        for other in [[], [0], [0] + r, most, most + [0xFF], r + [0]] as [[UInt8]] {
            #expect(try !key.isValid(r: other, s: s, of: "sample".utf8), "\(other.count)")
            #expect(try !key.isValid(r: r, s: other, of: "sample".utf8), "\(other.count)")
        }
    }

    @Test("points that are none of the curve's", arguments: examples)
    func points(_ example: Example) throws {
        let point = try Self.key(example).point
        for curve in ECCurve.allCases where curve != example.curve { #expect(ECPublicKey(curve, point: point) == nil) }
        for place in [1, point.count / 2, point.count - 1] {
            var other = point
            other[place] ^= 0x10
            #expect(ECPublicKey(example.curve, point: other) == nil, "\(place)")
        }
        let zero = [4] + [UInt8](repeating: 0, count: 2 * example.curve.byteCount)
        for other in [[], [0], Array(point.dropLast()), point + [0], [2] + point.dropFirst(), zero] as [[UInt8]] {
            #expect(ECPublicKey(example.curve, point: other) == nil)
        }
    }
}
