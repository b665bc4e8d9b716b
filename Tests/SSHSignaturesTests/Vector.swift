import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

/// A signature that isn't ours, with the key that made it.
struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    /// `TYPE BASE64`
    let line: String
    let armored: String

    static let message = "daypass approval v1\nrepository: example/access\n"
    static let namespace = "approval@daypass"

    var testDescription: String { name }
    var key: SSHPublicKey { get throws { try SSHKeyLine(line[...]).key } }
    var signature: SSHSignature { get throws { try SSHSignature(armored: armored.utf8) } }

    /// Whether we take a changed one for valid.
    func isValid(blob: [UInt8], message: String = Self.message) throws -> Bool {
        let key = try key
        return Sample.fault { try SSHSignature(blob: blob).verify(message.utf8, namespace: Self.namespace, keys: [key]) } == nil
    }

    /// Whether the real ssh-keygen takes it for valid.
    func isValidToKeygen(armored: String, message: String = Self.message, namespace: String = Self.namespace) async throws -> Bool {
        let directory = TemporaryDirectory()
        let signers = try directory.write("me@example.com \(line)\n", to: "signers")
        let path = try directory.write(armored, to: "signature")
        // From a file: it may end before it has read what it is to verify, and a pipe would break then.
        let content = try directory.write(message, to: "message")
        return try await Shell.run([
            "sh", "-c", "exec ssh-keygen -Y verify -f \"$1\" -I me@example.com -n \"$2\" -s \"$3\" < \"$4\"", "sh", signers, namespace,
            path,
            content,
        ]).code == 0
    }

    /// The names of all of them; those that ssh-keygen makes first.
    static let names = keygen.keys.sorted() + crafted.keys.sorted()

    /// What `ssh-keygen -t` and `-b` are told.
    private static let keygen = [
        "ed25519": ["-t", "ed25519"], "ecdsa-256": ["-t", "ecdsa", "-b", "256"], "ecdsa-384": ["-t", "ecdsa", "-b", "384"],
        "ecdsa-521": ["-t", "ecdsa", "-b", "521"], "rsa-2048": ["-t", "rsa", "-b", "2048"], "rsa-3072": ["-t", "rsa", "-b", "3072"],
    ]

    /// Made without ssh-keygen, by keys that it made.
    private static let crafted = [
        "rsa-sha2-256": "rsa-2048", "rsa-sha2-512": "rsa-2048", "sk-ssh-ed25519@openssh.com": "ed25519",
        "sk-ecdsa-sha2-nistp256@openssh.com": "ecdsa-256",
    ]

    /// The folder of all keys, made once for all tests.
    private static let folder = Task {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        for (name, options) in keygen { try await tool.run(["-q", "-N", "", "-C", "", "-f", directory(name)] + options) }
        return directory
    }

    /// The private key's file that a vector's key comes from.
    static func keyFile(_ name: String) async throws -> String { try await folder.value(crafted[name] ?? name) }

    /// By its name.
    static func make(_ name: String, hash: SSHHash = .sha512) async throws -> Vector {
        guard crafted[name] == nil else { return try await craft(name, hash: hash) }
        let directory = TemporaryDirectory()
        let key = try await keyFile(name)
        let path = try directory.write(message, to: "message")
        try await KeyTool(directory).run(
            "-Y", "sign", "-q", "-f", key, "-n", namespace, "-O", "hashalg=\(hash.rawValue)", path)
        let line = try String(contentsOfFile: key + ".pub", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return Vector(name: name, line: line, armored: try String(contentsOfFile: path + ".sig", encoding: .utf8))
    }

    /// Made by `sign_ssh.py`.
    static func craft(
        _ algorithm: String, hash: SSHHash = .sha512, application: String = "ssh:", flags: UInt8 = 1, counter: UInt32 = 7,
        key: String? = nil
    ) async throws -> Vector {
        struct Order: Encodable {
            var key, algorithm, namespace, hash, message, application: String
            var flags: UInt8
            var counter: UInt32
        }
        struct Answer: Decodable {
            var `public`, signature: String
        }
        let keyFile = if let key { key } else { try await keyFile(algorithm) }
        let order = Order(
            key: keyFile, algorithm: algorithm, namespace: namespace, hash: hash.rawValue, message: message, application: application,
            flags: flags, counter: counter)
        let input = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        let result = try await Shell.run([testPython, LoopbackServer.script("sign_ssh.py")], input: input)
        guard result.code == 0 else { throw KeyTool.Failure(description: result.errors) }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        return Vector(name: algorithm, line: answer.public, armored: answer.signature)
    }
}
