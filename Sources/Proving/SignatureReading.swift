package import AccessCore
package import Approvals

/// What tells which signatures of something are good, by whose keys.
package protocol SignatureReading {
    /// - Parameters:
    ///   - repository: the settings' identity of the repository.
    ///   - files: those that stand among its approvals.
    ///   - policies: whose people have the keys.
    mutating func evidence(
        of subject: ApprovalStatement.Subject, in repository: String, files: [ApprovalFile], by policies: PolicySet
    ) -> SignatureEvidence
}

/// Verifies signatures of bytes.
package struct VerifiedSignatures: SignatureReading {
    /// What was made of each policies' keys so far: reading thousands of keys once is enough.
    private var rings: [TreeID: KeyRing] = [:]

    package init() {}

    package mutating func evidence(
        of subject: ApprovalStatement.Subject, in repository: String, files: [ApprovalFile], by policies: PolicySet
    ) -> SignatureEvidence {
        let keys = rings[policies.tree] ?? KeyRing(policies.people)
        rings[policies.tree] = keys
        return SignatureEvidence(of: subject, in: repository, files: files, keys: keys)
    }
}
