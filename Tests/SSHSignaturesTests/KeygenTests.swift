import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

/// The real ssh-keygen agrees, in both directions.
@Suite struct KeygenTests {
    @Test("it makes the same signature, byte for byte", arguments: SSHHash.allCases)
    func sameSignature(_ hash: SSHHash) async throws {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        let publicKey = try await tool.make("key")
        let key = try SSHPrivateKey(text: Data(contentsOf: URL(fileURLWithPath: directory("key"))))
        for message in ["", "a\n", String(repeating: "äö\u{0}", count: 5000)] {
            let path = try directory.write(message, to: "message")
            try? FileManager.default.removeItem(atPath: path + ".sig")
            try await tool.run("-Y", "sign", "-q", "-f", directory("key"), "-n", "git", "-O", "hashalg=\(hash.rawValue)", path)
            let theirs = try String(contentsOfFile: path + ".sig", encoding: .utf8)
            try SSHSignature(armored: theirs.utf8).verify(message.utf8, namespace: "git", keys: [publicKey])
            #expect(try SSHSignature(of: message.utf8, namespace: "git", by: key, hash: hash).armored == theirs)
        }
    }

    @Test("it verifies ours, and refuses what was changed", arguments: SSHHash.allCases)
    func verifies(_ hash: SSHHash) async throws {
        let directory = TemporaryDirectory()
        let key = try Sample.key()
        let signature = try SSHSignature(of: "granted\n".utf8, namespace: "approval@daypass", by: key, hash: hash)
        let path = try directory.write(signature.armored, to: "message.sig")
        let signers = try directory.write("me@example.com \(key.publicKey.text)\n", to: "signers")
        func verify(_ text: String, _ namespace: String) async throws -> Int32 {
            try await Shell.run(
                ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "me@example.com", "-n", namespace, "-s", path], input: text
            ).code
        }
        #expect(try await verify("granted\n", "approval@daypass") == 0)
        #expect(try await verify("granted \n", "approval@daypass") != 0)
        #expect(try await verify("granted\n", "git") != 0)
    }

    @Test("signatures of every type of key are verified, by either hash", arguments: Vector.names, SSHHash.allCases)
    func everyType(_ name: String, _ hash: SSHHash) async throws {
        let vector = try await Vector.make(name, hash: hash)
        let (key, signature) = (try vector.key, try vector.signature)
        #expect(signature.hash == hash && signature.key == key && signature.armored == vector.armored)
        try signature.verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key])
        #expect(try await vector.isValidToKeygen(armored: vector.armored))
        // The line is written as it was read.
        #expect(key.text == vector.line.split(separator: " ").prefix(2).joined(separator: " "))
        let changed = Vector.message + " "
        #expect(
            Sample.fault { try signature.verify(changed.utf8, namespace: Vector.namespace, keys: [key]) } == .badSignature)
        #expect(try await !vector.isValidToKeygen(armored: vector.armored, message: changed))
        #expect(
            Sample.fault { try signature.verify(Vector.message.utf8, namespace: "git", keys: [key]) }
                == .namespace(expected: "git", found: Vector.namespace))
        #expect(
            Sample.fault { try signature.verify(Vector.message.utf8, namespace: Vector.namespace, keys: [try Sample.key().publicKey]) }
                == .otherKey(key.fingerprint))
    }

    @Test("the fingerprint of each type of key is ssh-keygen's", arguments: Vector.names)
    func fingerprints(_ name: String) async throws {
        let vector = try await Vector.make(name)
        let directory = TemporaryDirectory()
        let path = try directory.write(vector.line + "\n", to: "key.pub")
        let shown = try await KeyTool(directory).run("-l", "-f", path)
        #expect(try shown.split(separator: " ").dropFirst().first.map(String.init) == vector.key.fingerprint)
    }

    @Test("types that can't be used are refused by name")
    func otherTypes() async throws {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        try await tool.make("ca")
        try await tool.make("key")
        try await tool.run("-q", "-s", directory("ca"), "-I", "me", "-n", "me", directory("key.pub"))
        let certificate = try Data(contentsOf: URL(fileURLWithPath: directory("key-cert.pub")))
        #expect(Sample.fault { _ = try SSHKeyLine.list(certificate) } == .inLine(1, .keyType("ssh-ed25519-cert-v01@openssh.com")))
        for name in ["ssh-dss", "ssh-ed448", "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "ecdsa-sha2-nistp224", "rsa-sha2-512", ""] {
            var writer = WireWriter()
            writer.string(name)
            writer.string("x")
            #expect(Sample.fault { _ = try SSHPublicKey(blob: writer.bytes) } == .keyType(name))
        }
    }

    @Test("RSA keys that are too short are refused, though ssh-keygen signs with them")
    func shortKeys() async throws {
        let directory = TemporaryDirectory()
        try await KeyTool(directory).run("-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", directory("short"))
        let line = try Data(contentsOf: URL(fileURLWithPath: directory("short.pub")))
        #expect(
            Sample.fault { _ = try SSHKeyLine.list(line) }
                == .inLine(1, .weakKey("it has 1024 bits, and at least 2048 are needed")))
        let made = try await Vector.craft("rsa-sha2-512", key: directory("short"))
        #expect(Sample.fault { _ = try made.signature } == .weakKey("it has 1024 bits, and at least 2048 are needed"))
    }

    @Test("RSA with SHA-1 is refused, and named")
    func sha1() async throws {
        let vector = try await Vector.craft("ssh-rsa", key: Vector.keyFile("rsa-2048"))
        let (key, signature) = (try vector.key, try vector.signature)
        let fault = Sample.fault { try signature.verify(Vector.message.utf8, namespace: Vector.namespace, keys: [key]) }
        #expect(fault == .algorithm("ssh-rsa"))
        #expect(
            fault.map { "\($0)" }
                == "the signature was made by 'ssh-rsa', which can't be used: sign with ssh-keygen -Y sign, whose RSA is rsa-sha2-512")
        #expect(try await !vector.isValidToKeygen(armored: vector.armored))
    }
}
