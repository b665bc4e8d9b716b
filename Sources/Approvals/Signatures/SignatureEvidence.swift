import AccessCore
import Cryptography
import SSHSignatures

/// What the signatures beside a request, or of policies, prove: who approved it, and which of the files are of no use and why.
///
/// A function of bytes. Every length is bounded before it is read; a signature is only looked at if it is named after a person of
/// `people.yaml`, so there is at most one a person.
package struct SignatureEvidence: Hashable, Sendable {
    /// By the names of their files.
    package private(set) var approvals: [SignedApproval] = []
    /// By the names of their files; no more than ``rejectionLimit``.
    package private(set) var rejected: [RejectedSignature] = []
    /// How many more were rejected.
    package private(set) var moreRejected = 0

    /// Rejected files that are listed: whoever adds more wants to be noise.
    package static let rejectionLimit = 100
    /// Earlier contents that a signature is compared with, to tell what it was made for.
    package static let earlierLimit = 20

    /// What is known to be good and what isn't, without bytes that would show it.
    package init(approvals: [SignedApproval], rejected: [RejectedSignature]) { (self.approvals, self.rejected) = (approvals, rejected) }

    /// - Parameters:
    ///   - subject: what has to be approved.
    ///   - repository: the settings' identity of the repository.
    ///   - files: those beside it; what is no approval of it is left alone.
    ///   - earlier: what this may have been before, if it is known (earlier contents of the file): only to say more clearly why a
    ///     signature doesn't count.
    package init(
        of subject: ApprovalStatement.Subject, in repository: String, files: some Sequence<ApprovalFile>, keys: KeyRing,
        earlier: [ApprovalStatement.Subject] = []
    ) {
        var found: [String: (signature: ApprovalFile?, statement: ApprovalFile?)] = [:]
        for file in files {
            guard let (person, isSignature) = ApprovalPath.reading(file.path, as: subject) else { continue }
            if isSignature {
                found[person.text, default: (nil, nil)].signature = file
            } else {
                found[person.text, default: (nil, nil)].statement = file
            }
        }
        let judge = SignatureJudge(subject: subject, repository: repository, keys: keys, earlier: Array(earlier.prefix(Self.earlierLimit)))
        for (name, pair) in found.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let person = PersonName(name)
            do throws(SignatureRejection) {
                guard let signature = pair.signature else { throw .unsigned }
                approvals.append(try judge.approval(signature, by: person, saying: pair.statement))
            } catch {
                guard rejected.count < Self.rejectionLimit else {
                    moreRejected += 1
                    continue
                }
                let path = pair.signature?.path ?? pair.statement?.path ?? name
                rejected.append(RejectedSignature(path: path, person: person, reason: error))
            }
        }
    }
}
