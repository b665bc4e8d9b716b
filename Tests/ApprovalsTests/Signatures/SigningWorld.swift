import AccessCore
import Cryptography
import SSHSignatures

@testable import Approvals

/// People with keys, and what they sign.
struct SigningWorld {
    static let repository = "example/access"
    static let path = "requests/2026/11/deploy-billing.yaml"
    static let content = Array("version: 1\nuser: member01\n".utf8)
    static let seen = time("2026-11-22T12:00:00Z")
    static let subject = ApprovalStatement.Subject.request(path: path, sha256: SHA256.hash(content))

    var people: People

    static func time(_ text: String) -> Timestamp { Timestamp(text) ?? .earliest }

    /// A person's key: made of the name, so the same in every test.
    static func key(_ name: String) throws -> SSHPrivateKey {
        guard let key = try SSHPrivateKey(ed25519Seed: SHA256.hash(name).bytes) else { throw SSHFault.malformed("not 32 bytes") }
        return key
    }

    /// `lead01` and `lead02` have a key each.
    init(
        from: Timestamp? = nil, until: Timestamp? = nil, revoked: SigningKey.Revocation? = nil, more: [String: [SigningKey]] = [:]
    ) throws {
        var people: [PersonName: Person] = [:]
        for name in ["lead01", "lead02", "member01"] {
            let isFirst = name == "lead01"
            let key = SigningKey(
                key: try Self.key(name).publicKey.text + " \(name)@example.com", from: isFirst ? from : nil, until: isFirst ? until : nil,
                revoked: isFirst ? revoked : nil)
            people[PersonName(name)] = Person(
                name: PersonName(name), iam: .everywhere(UserName(name)), keys: (name == "member01" ? [] : [key]) + (more[name] ?? []))
        }
        self.people = People(people: people)
    }

    /// A statement about the content, or what is said instead.
    static func statement(
        repository: String = Self.repository, path: String = Self.path, content: [UInt8] = Self.content, until: String? = nil,
        comment: String? = nil
    ) throws -> ApprovalStatement {
        try ApprovalStatement(
            repository: repository, path: path, sha256: SHA256.hash(content), until: until.map { time($0) }, comment: comment)
    }

    static func signature(
        _ statement: ApprovalStatement, by name: String = "lead01", namespace: String = ApprovalStatement.namespace
    ) throws -> [UInt8] {
        Array(try SSHSignature(of: statement.text.utf8, namespace: namespace, by: key(name)).armored.utf8)
    }

    static func file(_ bytes: [UInt8], named name: String = "lead01", ending: String = ".sig", seen: Timestamp = Self.seen) -> ApprovalFile
    {
        ApprovalFile(path: "\(path).\(name)\(ending)", bytes: bytes, seen: seen)
    }

    func evidence(
        _ files: [ApprovalFile], of subject: ApprovalStatement.Subject = Self.subject, earlier: [ApprovalStatement.Subject] = []
    ) -> SignatureEvidence {
        SignatureEvidence(of: subject, in: Self.repository, files: files, keys: KeyRing(people), earlier: earlier)
    }

    /// Why the only file approves nothing; nil if it does.
    func rejection(_ files: [ApprovalFile], of subject: ApprovalStatement.Subject = Self.subject) -> SignatureRejection? {
        let evidence = evidence(files, of: subject)
        return evidence.approvals.isEmpty && evidence.rejected.count == 1 ? evidence.rejected[0].reason : nil
    }
}
