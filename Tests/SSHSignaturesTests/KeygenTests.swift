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

    @Test("signatures by keys of other types are refused by the type's name")
    func otherTypes() async throws {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        let path = try directory.write("x", to: "message")
        for (type, name) in [("rsa", "ssh-rsa"), ("ecdsa", "ecdsa-sha2-nistp256")] {
            try await tool.run("-q", "-t", type, "-N", "", "-f", directory(type))
            try? FileManager.default.removeItem(atPath: path + ".sig")
            try await tool.run("-Y", "sign", "-q", "-f", directory(type), "-n", "git", path)
            let text = try Data(contentsOf: URL(fileURLWithPath: path + ".sig"))
            #expect(Sample.fault { _ = try SSHSignature(armored: text) } == .keyType(name))
            let line = try Data(contentsOf: URL(fileURLWithPath: directory(type + ".pub")))
            #expect(Sample.fault { _ = try SSHKeyLine.list(line) } == .inLine(1, .keyType(name)))
        }
    }
}
