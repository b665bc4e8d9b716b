import TestSupport
import Testing

@testable import SSHSignatures

@Suite struct SSHKeyLineTests {
    @Test("a .pub file's line, and an allowed_signers file's")
    func forms() throws {
        let key = try Sample.key().publicKey
        let plain = try SSHKeyLine("\(key.text) the  ledger's")
        #expect(plain.key == key && plain.comment == "the ledger's" && plain.principals == nil && plain.allows("git"))
        #expect(try SSHKeyLine(key.text[...]).comment == "")
        let signers = try SSHKeyLine("a@example.com,b@example.com\t\(key.text)")
        #expect(signers.principals == ["a@example.com", "b@example.com"] && signers.key == key && signers.allows("git"))
        let bound = try SSHKeyLine("a@example.com namespaces=\"git,file\" \(key.text) me")
        #expect(bound.allows("git") && bound.allows("file") && !bound.allows("approval@daypass") && bound.comment == "me")
    }

    @Test("lists with comments and empty lines; a mistake names its line")
    func lists() throws {
        let (key, other) = (try Sample.key().publicKey, try Sample.other().publicKey)
        let list = "# pinned\n\n\(key.text) old\r\n   \n  \(other.text)"
        #expect(try SSHKeyLine.list(list.utf8).map(\.key) == [key, other])
        #expect(try SSHKeyLine.list("".utf8).isEmpty)
        let fault = Sample.fault { _ = try SSHKeyLine.list("\(key.text)\n\nssh-dss AAAA x".utf8) }
        #expect(fault == .inLine(3, .keyType("ssh-dss")))
        #expect(
            fault.map { "\($0)" }
                == "line 3: keys of the type 'ssh-dss' can't be used, only ssh-ed25519, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, "
                + "ecdsa-sha2-nistp521, ssh-rsa, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com: "
                + "make one with ssh-keygen -t ed25519")
        let many = String(repeating: key.text + "\n", count: 1001)
        #expect(Sample.fault { _ = try SSHKeyLine.list(many.utf8) } == .tooLarge("1000 keys"))
        #expect(Sample.fault { _ = try SSHKeyLine.list([0xFF, 0xFE]) } == .malformed("the list of keys is not UTF-8"))
    }

    @Test("what would trust more than was written, or is no key")
    func refused() throws {
        let key = try Sample.key().publicKey.text
        let digits = key.dropFirst("ssh-ed25519 ".count)
        for line in [
            "ssh-ed25519", "ssh-ed25519 ", "hello", "a b c", "cert-authority \(key)", "a cert-authority \(key)", "from=\"x\" \(key)",
            "a valid-before=\"20300101\" \(key)", "a namespaces=\"*\" \(key)", "a namespaces=\"git\",valid-after=\"2\" \(key)",
            "a b \(key)",
            "ssh-ed25519 \(digits.dropLast())", "ssh-ed25519 \(digits.dropLast(4))", "ssh-ed25519 \(digits)AAAA",
            "ecdsa-sha2-nistp256 \(digits)", "sk-ssh-ed25519@openssh.com \(digits)", "ssh-ed25519-cert-v01@openssh.com \(digits)",
            "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQAB",
        ] {
            #expect(throws: SSHFault.self, "\(line)") { try SSHKeyLine(line[...]) }
        }
    }

    @Test("the fingerprint is ssh-keygen's")
    func fingerprint() async throws {
        let directory = TemporaryDirectory()
        let tool = KeyTool(directory)
        let key = try await tool.make("key")
        #expect(
            try await tool.run("-l", "-f", directory("key.pub")).split(separator: " ").dropFirst().first.map(String.init) == key.fingerprint
        )
    }
}
