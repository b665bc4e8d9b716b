import Cryptography
import Foundation
import TestSupport
import Testing

/// Signatures that openssl's own command verifies, and keys that aren't taken.
@Suite struct RSAPrivateKeyTests {
    private func key(_ arguments: String...) async throws -> String { try await key(arguments) }

    private func key(_ arguments: [String]) async throws -> String {
        let made = try await Shell.run(["openssl"] + arguments)
        #expect(made.code == 0, "\(made)")
        return made.output
    }

    @Test(arguments: [["genrsa", "-traditional", "2048"], ["genrsa", "3072"]])
    func signaturesAreWhatOpenSSLVerifies(arguments: [String]) async throws {
        let folder = TemporaryDirectory()
        let pem = try await key(arguments)
        try pem.write(toFile: folder("key.pem"), atomically: true, encoding: .utf8)
        let key = try #require(try RSAPrivateKey(pem: pem))
        for message in ["", "daypass", String(repeating: "x", count: 100_000)] {
            let signature = try key.sign(message.utf8)
            #expect(signature == (try key.sign(Array(message.utf8))))
            try Data(signature).write(to: URL(fileURLWithPath: folder("sig")))
            try Data(message.utf8).write(to: URL(fileURLWithPath: folder("text")))
            let checked = try await Shell.run([
                "openssl", "dgst", "-sha256", "-prverify", folder("key.pem"), "-signature", folder("sig"), folder("text"),
            ])
            #expect(checked.output.contains("Verified OK"), "\(checked)")
        }
    }

    @Test func shortAndOtherKeysAreNotTaken() async throws {
        #expect(try RSAPrivateKey(pem: try await key("genrsa", "1024")) == nil)
        #expect(try RSAPrivateKey(pem: try await key("ecparam", "-name", "prime256v1", "-genkey", "-noout")) == nil)
        #expect(try RSAPrivateKey(pem: String(repeating: " ", count: RSAPrivateKey.pemLimit + 1)) == nil)
    }

    /// A passphrase is asked for nowhere: there may be a terminal, and nobody at it.
    @Test func whatCannotBeReadIsAnError() async throws {
        let locked = try await key("genrsa", "-aes128", "-passout", "pass:secret", "2048")
        let whole = try await key("genrsa", "2048")
        for pem in ["", "nonsense", locked, String(whole.prefix(whole.count / 2))] {
            #expect(throws: CryptographyError.self) { try RSAPrivateKey(pem: pem) }
        }
    }

    @Test func itNeverPrints() async throws {
        let key = try #require(try RSAPrivateKey(pem: try await key("genrsa", "2048")))
        var text = ""
        dump(key, to: &text)
        #expect("\(key)" == "a private RSA key" && text.contains("a private RSA key") && !text.contains("0x"))
    }
}
