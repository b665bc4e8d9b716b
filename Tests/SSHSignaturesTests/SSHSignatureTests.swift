import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

@Suite struct SSHSignatureTests {
    private static let message = Array("granted until tomorrow\n".utf8)

    @Test("what was signed here is verified here, by either hash", arguments: SSHHash.allCases)
    func bothWays(_ hash: SSHHash) throws {
        let key = try Sample.key()
        let signature = try SSHSignature(of: Self.message, namespace: "git", by: key, hash: hash)
        let read = try SSHSignature(armored: signature.armored.utf8)
        #expect(read == signature)
        try read.verify(Self.message, namespace: "git", keys: [try Sample.other().publicKey, key.publicKey])
        #expect(Sample.fault { try read.verify(Self.message + [0], namespace: "git", keys: [key.publicKey]) } == .badSignature)
        #expect(Sample.fault { try read.verify(Self.message.dropLast(), namespace: "git", keys: [key.publicKey]) } == .badSignature)
        #expect(
            Sample.fault { try read.verify(Self.message, namespace: "file", keys: [key.publicKey]) }
                == .namespace(expected: "file", found: "git"))
        #expect(
            Sample.fault { try read.verify(Self.message, namespace: "git", keys: [try Sample.other().publicKey]) }
                == .otherKey(key.publicKey.fingerprint))
        #expect(Sample.fault { try read.verify(Self.message, namespace: "git", keys: []) } == .otherKey(key.publicKey.fingerprint))
    }

    /// Nothing of a signature can be changed without its being noticed: not even how it is written.
    @Test("each byte of the armored text flipped in each bit")
    func flippedText() throws {
        let key = try Sample.key()
        let text = Array(try SSHSignature(of: Self.message, namespace: "git", by: key).armored.utf8)
        for place in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: SSHFault.self, "\(place).\(bit)") {
                    try SSHSignature(armored: changed).verify(Self.message, namespace: "git", keys: [key.publicKey])
                }
            }
        }
    }

    @Test("each byte of the fields flipped in each bit")
    func flippedFields() throws {
        let key = try Sample.key()
        let blob = try SSHSignature(of: Self.message, namespace: "git", by: key).blob
        for place in blob.indices {
            for bit in 0..<8 {
                var changed = blob
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: SSHFault.self, "\(place).\(bit)") {
                    try SSHSignature(blob: changed).verify(Self.message, namespace: "git", keys: [key.publicKey])
                }
            }
        }
    }

    @Test("cut short at every length, and with more behind it")
    func lengths() throws {
        let signature = try SSHSignature(of: Self.message, namespace: "git", by: try Sample.key())
        for count in 0..<signature.blob.count {
            #expect(throws: SSHFault.self, "\(count)") { try SSHSignature(blob: Array(signature.blob.prefix(count))) }
        }
        let text = Array(signature.armored.utf8)
        for count in 0..<(text.count - 1) { #expect(throws: SSHFault.self, "\(count)") { try SSHSignature(armored: text.prefix(count)) } }
        #expect(try SSHSignature(armored: text.dropLast()) == signature)
        for more in ["\n", " ", "x", "-----BEGIN SSH SIGNATURE-----\n"] {
            #expect(throws: SSHFault.self) { try SSHSignature(armored: text + Array(more.utf8)) }
            #expect(throws: SSHFault.self) { try SSHSignature(armored: Array(more.utf8) + text) }
        }
        #expect(throws: SSHFault.self) { try SSHSignature(blob: signature.blob + [0]) }
        #expect(Sample.fault { _ = try SSHSignature(armored: [UInt8](repeating: 65, count: 20_000)) } == .tooLarge("16384 bytes"))
    }

    @Test("each field that is wrong")
    func wrongFields() throws {
        let key = try Sample.key().publicKey
        struct Fields {
            var preamble = "SSHSIG"
            var version: UInt32 = 1
            var key: [UInt8]
            var namespace = "git"
            var reserved = ""
            var hash = "sha512"
            var algorithm = "ssh-ed25519"
            var bytes = [UInt8](repeating: 1, count: 64)
            var rest: [UInt8] = []
        }
        func fault(_ change: (inout Fields) throws -> Void) throws -> String? {
            var fields = Fields(key: key.blob)
            try change(&fields)
            var (inner, outer) = (WireWriter(), WireWriter())
            inner.string(fields.algorithm)
            inner.string(fields.bytes)
            inner.raw(fields.rest)
            outer.raw(fields.preamble.utf8)
            outer.number(fields.version)
            outer.string(fields.key)
            for text in [fields.namespace, fields.reserved, fields.hash] { outer.string(text) }
            outer.string(inner.bytes)
            return Sample.fault { try SSHSignature(blob: outer.bytes).verify(Self.message, namespace: "git", keys: [key]) }.map { "\($0)" }
        }
        #expect(try fault { _ in } == "the signature is not of this content")
        #expect(try fault { $0.preamble = "SSHSIH" } == "the signature doesn't begin as one should")
        #expect(try fault { $0.version = 2 } == "the signature is of version 2, not 1")
        #expect(try fault { $0.namespace = "" } == "the signature has no namespace")
        #expect(try fault { $0.namespace = "gi\u{1B}[2Jt" } == "the signature is for 'gi?[2Jt', not for 'git'")
        #expect(try fault { $0.reserved = "x" } == "the signature has something in a field that is reserved")
        #expect(try fault { $0.hash = "sha1" } == "the signature hashes with 'sha1', which can't be used, only sha256 and sha512")
        #expect(
            try fault { $0.algorithm = "rsa-sha2-512" }
                == "the signature was made by 'rsa-sha2-512', which no key of the type 'ssh-ed25519' does")
        #expect(try fault { $0.algorithm = "ssh-dss" }?.hasPrefix("the signature was made by 'ssh-dss', which can't be used") == true)
        #expect(try fault { $0.bytes.removeLast() } == "the signature doesn't have 64 bytes")
        #expect(try fault { $0.bytes.append(0) } == "the signature doesn't have 64 bytes")
        #expect(try fault { $0.rest = [0] } == "the signature has 1 bytes too many")
        #expect(try fault { $0.key = try Sample.other().publicKey.blob }?.hasPrefix("the signature is by the key SHA256:") == true)
        #expect(try fault { $0.key.removeLast() } == "the public key is cut short")
        #expect(try fault { $0.key = [0xFF, 0xFF, 0xFF, 0xFF] } == "the public key is cut short")
    }
}
