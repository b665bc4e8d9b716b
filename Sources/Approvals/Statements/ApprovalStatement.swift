package import AccessCore
package import Cryptography

/// What an approver signs: that a content may take effect, and which. Its text is signed byte for byte:
///
///     daypass approval v1
///     repository: example/access
///     path: requests/2026/11/deploy-billing.yaml
///     sha256: 7b1e…
///     until: 2026-11-22T17:00:00Z
///     comment: Only until the deployment is through.
///
/// or `daypass policies v1`, `repository:` and `tree:`. There is one text for one statement.
package struct ApprovalStatement: Hashable, Sendable {
    /// What is approved.
    package enum Subject: Hashable, Sendable {
        /// A request, or the review of an emergency: where it stands in the repository, and its bytes.
        case request(path: String, sha256: SHA256Digest)
        /// Everything below `policies/`: git's id of that tree.
        case policies(tree: TreeID)
    }

    /// The settings' identity of the repository, so that it counts in no other.
    package let repository: String
    package let subject: Subject
    /// When access has to end at the latest, if the approver shortens it; never for policies.
    package let until: Timestamp?
    /// What else the approver says, in one line; never for policies.
    package let comment: String?

    /// What the signature is for, as SSHSIG has it: a signature for anything else is none of these.
    package static let namespace = "approval@daypass"

    /// Approval of a request's file.
    ///
    /// - Throws: the value that can't stand in a statement.
    package init(
        repository: String, path: String, sha256: SHA256Digest, until: Timestamp? = nil, comment: String? = nil
    ) throws(StatementFault) {
        try StatementLine.repository.check(repository)
        try StatementLine.path.check(path)
        if let comment { try StatementLine.comment.check(comment) }
        (self.repository, subject) = (repository, .request(path: path, sha256: sha256))
        (self.until, self.comment) = (until, comment)
    }

    /// Approval of all policies.
    ///
    /// - Throws: the value that can't stand in a statement.
    package init(repository: String, policies tree: TreeID) throws(StatementFault) {
        try StatementLine.repository.check(repository)
        try StatementLine.tree.check(tree.text)
        (self.repository, subject, until, comment) = (repository, .policies(tree: tree), nil, nil)
    }

    /// Approval of something, and nothing more said.
    ///
    /// - Throws: the value that can't stand in a statement.
    package init(repository: String, subject: Subject) throws(StatementFault) {
        switch subject {
        case .request(let path, let sha256): try self.init(repository: repository, path: path, sha256: sha256)
        case .policies(let tree): try self.init(repository: repository, policies: tree)
        }
    }

    /// Whether it is without what only its approver can add: the same for everybody who approves this content.
    package var isPlain: Bool { until == nil && comment == nil }

    /// What is signed; every line ends in a line break.
    package var text: String {
        var lines: [String]
        switch subject {
        case .request(let path, let digest):
            lines = [Self.requestTitle, StatementLine.repository.of(repository), StatementLine.path.of(path)]
            lines.append(StatementLine.sha256.of(digest.hex))
            if let until { lines.append(StatementLine.until.of(until.description)) }
            if let comment { lines.append(StatementLine.comment.of(comment)) }
        case .policies(let tree):
            lines = [Self.policiesTitle, StatementLine.repository.of(repository), StatementLine.tree.of(tree.text)]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    static let requestTitle = "daypass approval v1"
    static let policiesTitle = "daypass policies v1"
}
