import AccessCore
import Approvals
import Cryptography
import Proving

/// What `SignatureEvidence` shows of bytes, told from what is known of each file: signing and verifying thousands of worlds would
/// be most of the time, and is tested elsewhere, on real keys.
struct KnownSignatures: SignatureReading {
    let world: World

    func evidence(
        of subject: ApprovalStatement.Subject, in repository: String, files: [ApprovalFile], by policies: PolicySet
    ) -> SignatureEvidence {
        var approvals: [SignedApproval] = []
        var rejected: [RejectedSignature] = []
        for file in files {
            guard let (person, _) = ApprovalPath.reading(file.path, as: subject),
                let known = world.source.signatures[file.bytes]
            else { continue }
            do throws(SignatureRejection) {
                try check(known, by: person, subject, seen: file.seen, in: repository, policies.people)
                approvals.append(
                    SignedApproval(
                        person: person, fingerprint: known.key, path: file.path, digest: SHA256.hash(file.bytes), seen: file.seen,
                        statement: try statement(of: subject, in: repository, until: known.until)))
            } catch {
                rejected.append(RejectedSignature(path: file.path, person: person, reason: error))
            }
        }
        return SignatureEvidence(approvals: approvals, rejected: rejected)
    }

    private func check(
        _ file: SignatureFile, by person: PersonName, _ subject: ApprovalStatement.Subject, seen: Timestamp, in repository: String,
        _ people: People
    ) throws(SignatureRejection) {
        guard let known = people.people[person] else { throw .nobody }
        guard let key = known.keys.first(where: { $0.key == file.key }) else { throw .unknownKey(file.key) }
        if file.repository != repository { throw .otherRepository(file.repository) }
        if world.lie != .replayedSignatures {
            switch subject {
            case .request(let path, let sha256):
                if file.subject != path { throw .otherPath(file.subject) }
                if SHA256.hash(file.content) != sha256 { throw .otherContent }
            case .policies(let tree):
                if file.subject != SignatureFile.policies { throw .otherKind }
                if file.content != tree.text { throw .otherContent }
            }
        }
        let standing = key.standing(seen: seen)
        if world.lie != .spentKeys, standing != .valid { throw .standing(standing, fingerprint: file.key) }
    }

    private func statement(
        of subject: ApprovalStatement.Subject, in repository: String, until: Timestamp?
    ) throws(SignatureRejection) -> ApprovalStatement {
        do {
            switch subject {
            case .request(let path, let sha256):
                return try ApprovalStatement(repository: repository, path: path, sha256: sha256, until: until)
            case .policies(let tree): return try ApprovalStatement(repository: repository, policies: tree)
            }
        } catch {
            throw .statement(error)
        }
    }
}
