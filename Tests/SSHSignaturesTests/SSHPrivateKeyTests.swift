import Cryptography
import Foundation
import TestSupport
import Testing

@testable import SSHSignatures

@Suite struct SSHPrivateKeyTests {
    @Test("the key that a file holds, however it was pasted")
    func reading() throws {
        let text = try KeyFile().text
        let expected = try Sample.key().publicKey
        for text in [text, "\n  \t" + text + " \n\n", text.replacing("\n", with: "\r\n"), String(text.dropLast())] {
            #expect(try SSHPrivateKey(text: text.utf8).publicKey == expected)
        }
        for comment in ["", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"] {
            var file = try KeyFile()
            file.comment = comment
            #expect(try SSHPrivateKey(text: file.text.utf8).publicKey == expected)
        }
    }

    @Test("each field that is wrong")
    func wrongFields() throws {
        func fault(_ change: (inout KeyFile) throws -> Void) throws -> String? {
            var file = try KeyFile()
            try change(&file)
            return Sample.fault { _ = try SSHPrivateKey(text: file.text.utf8) }.map { "\($0)" }
        }
        #expect(try fault { _ in } == nil)
        #expect(try fault { $0.magic[13] = 0x32 } == "the private key doesn't begin as one should")
        #expect(try fault { $0.cipher = "aes256-ctr" }?.contains("locked with a passphrase (aes256-ctr)") == true)
        #expect(try fault { $0.derivation = "bcrypt" }?.contains("isn't locked, but") == true)
        #expect(try fault { $0.options = [0] }?.contains("isn't locked, but") == true)
        #expect(try fault { $0.count = 2 } == "the file has 2 keys instead of one")
        #expect(try fault { $0.count = 0 } == "the file has 0 keys instead of one")
        #expect(try fault { $0.publicKey = try Sample.other().publicKey.blob }?.contains("public half") == true)
        #expect(try fault { $0.publicKey += [0] } == "the public key has 1 bytes too many")
        #expect(try fault { $0.checks.1 = 8 } == "the private part of the key is damaged")
        #expect(try fault { $0.type = "ssh-rsa" }?.contains("of another type than the public one") == true)
        #expect(try fault { $0.copy[31] ^= 1 }?.contains("public half") == true)
        #expect(try fault { $0.copy.removeLast() }?.contains("public half") == true)
        #expect(try fault { $0.secret[0] ^= 1 }?.contains("public half") == true)
        #expect(try fault { $0.secret[63] ^= 1 }?.contains("public half") == true)
        #expect(try fault { $0.secret.removeLast() }?.contains("right length") == true)
        #expect(try fault { $0.secret.append(0) }?.contains("right length") == true)
        #expect(try fault { $0.padding = [1, 2, 3] }?.contains("filled up") == true)
        #expect(try fault { $0.padding = [] }?.contains("filled up") == true)
        #expect(try fault { $0.padding = Array(1...15) }?.contains("filled up") == true)
        #expect(try fault { $0.rest = [0] } == "the private key has 1 bytes too many")
    }

    @Test("cut short at every length")
    func truncation() throws {
        let file = try KeyFile()
        for count in 0..<file.bytes.count {
            let text = Armor.privateKey.wrap(Array(file.bytes.prefix(count)))
            #expect(throws: SSHFault.self, "\(count)") { try SSHPrivateKey(text: text.utf8) }
        }
        for count in 0..<(file.text.utf8.count - 1) {
            #expect(throws: SSHFault.self, "\(count)") { try SSHPrivateKey(text: file.text.utf8.prefix(count)) }
        }
    }

    @Test(
        "what is no such key says so",
        arguments: [
            ("-----BEGIN RSA PRIVATE KEY-----\nMII", "another format"),
            ("-----BEGIN PRIVATE KEY-----\nMII", "another format"),
            ("PuTTY-User-Key-File-3: ssh-ed25519", "another format"),
            ("ssh-ed25519 AAAA me", "public key"),
            ("", "doesn't begin with -----BEGIN OPENSSH PRIVATE KEY-----"),
            ("\u{0}\u{1}\u{2}", "doesn't begin with"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "doesn't end with"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\n%%%\n-----END OPENSSH PRIVATE KEY-----", "base64"),
            (String(repeating: "a", count: 70_000), "more than 65536 bytes"),
        ])
    func otherThings(_ text: String, _ words: String) {
        let fault = Sample.fault { _ = try SSHPrivateKey(text: text.utf8) }
        #expect(fault.map { "\($0)" }?.contains(words) == true, "\(fault as Any)")
    }

    @Test("ssh-keygen's own files, plain and locked, and of other types")
    func tool() async throws {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        let made = try await tool.make("plain")
        #expect(try SSHPrivateKey(text: Data(contentsOf: URL(fileURLWithPath: directory("plain")))).publicKey == made)
        _ = try await tool.run("-q", "-t", "ed25519", "-N", "correct horse", "-f", directory("locked"))
        let locked = try Data(contentsOf: URL(fileURLWithPath: directory("locked")))
        #expect(Sample.fault { _ = try SSHPrivateKey(text: locked) } == .encrypted(cipher: "aes256-ctr"))
        _ = try await tool.run("-q", "-t", "ecdsa", "-N", "", "-f", directory("ecdsa"))
        let ecdsa = try Data(contentsOf: URL(fileURLWithPath: directory("ecdsa")))
        #expect(Sample.fault { _ = try SSHPrivateKey(text: ecdsa) } == .privateKeyType("ecdsa-sha2-nistp256"))
        // And it takes the files that the tests make.
        try directory.write(try KeyFile().text, to: "ours")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory("ours"))
        #expect(try await tool.run("-y", "-f", directory("ours")).hasPrefix(try Sample.key().publicKey.text))
    }

    @Test("nothing prints the secret")
    func printing() throws {
        let key = try Sample.key()
        var dumped = ""
        dump([key], to: &dumped)
        let shown = key.publicKey.fingerprint
        #expect("\(key)" == "private key of \(shown)")
        #expect(String(reflecting: key) == "private key of \(shown)")
        #expect(dumped.contains(shown) && !dumped.contains("129"))
        #expect(Mirror(reflecting: key).children.isEmpty)
    }
}
