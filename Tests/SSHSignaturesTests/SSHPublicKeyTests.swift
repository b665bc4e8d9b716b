import Cryptography
import TestSupport
import Testing

@testable import SSHSignatures

/// Keys with one part wrong.
@Suite struct SSHPublicKeyTests {
    private static func fault(_ type: String, _ write: (inout WireWriter) -> Void) -> SSHFault? {
        var writer = WireWriter()
        writer.string(type)
        write(&writer)
        return Sample.fault { _ = try SSHPublicKey(blob: writer.bytes) }
    }

    @Test("points that are none", arguments: ["ecdsa-256", "ecdsa-384", "ecdsa-521", "sk-ecdsa-sha2-nistp256@openssh.com"])
    func points(_ name: String) async throws {
        let blob = try await Vector.make(name).key.blob
        var reader = WireReader(blob, "the key")
        let (type, curve, point) = (try reader.string(), try reader.string(), Array(try reader.string()))
        let rest = reader.remaining
        func fault(_ curve: ArraySlice<UInt8>, _ point: [UInt8]) -> SSHFault? {
            Self.fault(String(decoding: type, as: UTF8.self)) {
                $0.string(curve)
                $0.string(point)
                $0.raw(rest)
            }
        }
        #expect(fault(curve, point) == nil)
        let none = SSHFault.malformed("the public key is no point of \(String(decoding: curve, as: UTF8.self))")
        for place in [1, point.count / 2, point.count - 1] {
            var other = point
            other[place] ^= 1
            #expect(fault(curve, other) == none, "\(place)")
        }
        for head: UInt8 in [0, 2, 3, 5, 6, 7] { #expect(fault(curve, [head] + point.dropFirst()) == none) }
        // Compressed, infinity, too long, too short, and a coordinate beyond the field.
        let compressed: [UInt8] = [2] + point.dropFirst().prefix(point.count / 2)
        let others: [[UInt8]] = [compressed, [0], [], point + [0], Array(point.dropLast())]
        for other in others {
            #expect(fault(curve, other) == none)
        }
        #expect(fault(curve, [4] + [UInt8](repeating: 0xFF, count: point.count - 1)) == none)
        #expect(fault(curve, [4] + [UInt8](repeating: 0, count: point.count - 1)) == none)
        for other in ["nistp256", "nistp384", "nistp521", "", "NISTP256"] where !curve.elementsEqual(other.utf8) {
            #expect(fault(Array(other.utf8)[...], point) == .malformed("the public key names another curve than its type"))
        }
    }

    @Test("RSA's numbers")
    func rsa() async throws {
        guard case .rsa(let key) = try await Vector.make("rsa-2048").key.material else { throw SSHFault.keyType("another") }
        func fault(_ exponent: [UInt8], _ modulus: [UInt8]) -> SSHFault? {
            Self.fault("ssh-rsa") {
                $0.mpint(exponent)
                $0.mpint(modulus)
            }
        }
        let none = SSHFault.malformed("the public key's numbers are none of an RSA key of at most 16384 bits")
        #expect(fault(key.exponent, key.modulus) == nil)
        for exponent in [[], [1], [2], [1, 0, 0], [UInt8](repeating: 0xFF, count: 9)] as [[UInt8]] {
            #expect(fault(exponent, key.modulus) == none, "\(exponent)")
        }
        for exponent in [[3], [UInt8](repeating: 0xFF, count: 8)] as [[UInt8]] { #expect(fault(exponent, key.modulus) == nil) }
        #expect(fault(key.exponent, []) == none)
        #expect(fault(key.exponent, key.modulus.dropLast() + [key.modulus[255] & 0xFE]) == none)
        #expect(fault(key.exponent, [UInt8](repeating: 0xFF, count: 2049)) == none)
        #expect(fault(key.exponent, [UInt8](repeating: 0xFF, count: 2048)) == nil)
        #expect(fault(key.exponent, [0x7F] + key.modulus.dropFirst()) == .weakKey("it has 2047 bits, and at least 2048 are needed"))
        // Ways of writing the same number, and negative ones.
        for (bytes, words) in [
            ([0, 0] + key.modulus, "zeros before it"), (key.modulus, "negative"), ([0x00], "zeros before it"),
            ([0, 0x7F], "zeros before it"),
        ] {
            let fault = Self.fault("ssh-rsa") {
                $0.mpint(key.exponent)
                $0.string(bytes)
            }
            #expect(fault.map { "\($0)" }?.contains(words) == true, "\(bytes.prefix(3))")
        }
    }

    /// The sum of nothing is a signature of everything: libcrypto takes it, as it takes the key.
    @Test("Ed25519 keys that anybody can sign by")
    func smallOrder() throws {
        let identity = [1] + [UInt8](repeating: 0, count: 31)
        let key = try #require(Ed25519PublicKey(bytes: identity))
        #expect(try key.isValid(identity + [UInt8](repeating: 0, count: 32), of: "whatever".utf8))
        #expect(key.isOfSmallOrder)
        let weak = SSHFault.weakKey("anybody can sign by it")
        for point in [identity, [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 31) + [0x80]] {
            #expect(Self.fault("ssh-ed25519") { $0.string(point) } == weak)
            #expect(
                Self.fault("sk-ssh-ed25519@openssh.com") {
                    $0.string(point)
                    $0.string("ssh:")
                } == weak)
        }
    }

    @Test("cut short at every length, and with more behind it", arguments: Vector.names)
    func lengths(_ name: String) async throws {
        let key = try await Vector.make(name).key
        for count in key.blob.indices { #expect(throws: SSHFault.self, "\(count)") { try SSHPublicKey(blob: key.blob.prefix(count)) } }
        #expect(Sample.fault { _ = try SSHPublicKey(blob: key.blob + [0]) } == .malformed("the public key has 1 bytes too many"))
    }
}
