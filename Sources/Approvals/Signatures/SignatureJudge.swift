import AccessCore
import Cryptography
import SSHSignatures

/// Judges one signature: is it of this, by that person, at a time at which their key signs.
struct SignatureJudge {
    let subject: ApprovalStatement.Subject
    let repository: String
    let keys: KeyRing
    let earlier: [ApprovalStatement.Subject]

    /// - Throws: the first reason for which it doesn't count. What only holders of a key can bring about is said after what anybody can.
    func approval(
        _ file: ApprovalFile, by person: PersonName, saying text: ApprovalFile?
    ) throws(SignatureRejection) -> SignedApproval {
        guard keys.knows(person) else { throw .nobody }
        let signature = try read(file)
        guard signature.namespace.utf8.elementsEqual(ApprovalStatement.namespace.utf8) else {
            throw .namespace(Self.shown(signature.namespace))
        }
        let fingerprint = signature.key.fingerprint
        guard let owner = keys.owner(of: signature.key) else { throw .unknownKey(fingerprint) }
        guard owner.person == person else { throw .otherPerson(owner.person, fingerprint: fingerprint) }
        let statement = try statement(text)
        try verify(signature, statement, isWritten: text != nil)
        let standing = owner.key.standing(seen: file.seen)
        guard standing == .valid else { throw .standing(standing, fingerprint: fingerprint) }
        return SignedApproval(
            person: person, fingerprint: fingerprint, path: file.path, digest: SHA256.hash(file.bytes), seen: file.seen,
            statement: statement)
    }

    private func read(_ file: ApprovalFile) throws(SignatureRejection) -> SSHSignature {
        do { return try SSHSignature(armored: file.bytes) } catch { throw .unreadable(error) }
    }

    /// What stands beside the signature, or else what is expected.
    private func statement(_ text: ApprovalFile?) throws(SignatureRejection) -> ApprovalStatement {
        do throws(StatementFault) {
            if let text { return try ApprovalStatement(text: text.bytes) }
            return try ApprovalStatement(repository: repository, subject: subject)
        } catch { throw .statement(error) }
    }

    private func verify(
        _ signature: SSHSignature, _ statement: ApprovalStatement, isWritten: Bool
    ) throws(SignatureRejection) {
        if let fault = Self.fault(signature, statement) {
            guard fault == .badSignature else { throw .unreadable(fault) }
            throw isWritten ? .otherStatement : guess(signature)
        }
        guard statement.repository.utf8.elementsEqual(repository.utf8) else { throw .otherRepository(statement.repository) }
        switch (statement.subject, subject) {
        case (.request(let path, let sha256), .request(let expectedPath, let expected)):
            guard path.utf8.elementsEqual(expectedPath.utf8) else { throw .otherPath(path) }
            guard sha256 == expected else { throw .otherContent }
        case (.policies(let tree), .policies(let expected)):
            guard tree.text.utf8.elementsEqual(expected.text.utf8) else { throw .otherContent }
        default: throw .otherKind
        }
    }

    /// What a signature without a statement beside it may have been made for.
    private func guess(_ signature: SSHSignature) -> SignatureRejection {
        let isOfEarlier = earlier.contains { other in
            guard let statement = try? ApprovalStatement(repository: repository, subject: other) else { return false }
            return Self.fault(signature, statement) == nil
        }
        return isOfEarlier ? .otherContent : .otherStatement
    }

    /// Nil if the signature is of the statement, whoever's it is.
    private static func fault(_ signature: SSHSignature, _ statement: ApprovalStatement) -> SSHFault? {
        do throws(SSHFault) {
            try signature.verify(statement.text.utf8, namespace: ApprovalStatement.namespace, keys: [signature.key])
            return nil
        } catch { return error }
    }

    /// Somebody's text as it can be shown.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(64).map { $0.isUnseen ? "?" : $0 }))
    }
}
