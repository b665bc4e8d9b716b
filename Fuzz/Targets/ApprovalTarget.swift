import AccessCore
import Approvals
import Cryptography

/// A statement that can be read is written as it was, and nothing approves anything without a key.
func fuzzApproval(_ bytes: [UInt8]) throws(Broken) {
    if let statement = try attempt(bytes) {
        try require(statement.text.utf8.elementsEqual(bytes), "a statement written again is another")
        try require(isOneLine(statement.comment ?? ""), "a comment isn't one line")
    }
    let subject = ApprovalStatement.Subject.request(path: "requests/x.yaml", sha256: SHA256.hash(bytes))
    let person = Person(
        name: PersonName("lead01"), iam: .everywhere(UserName("lead01")),
        keys: [
            SigningKey(
                key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbb1w8UbHb3Xqc1+zl/rcyEumRo7Mk0Wk64y/bNA6RJ", from: nil, until: nil)
        ])
    let path = ApprovalPath(of: subject, by: person.name)
    for half in [bytes.count, bytes.firstIndex(of: 0) ?? bytes.count / 2] {
        let evidence = SignatureEvidence(
            of: subject, in: "example/access",
            files: [
                ApprovalFile(path: path.signature, bytes: Array(bytes.prefix(half)), seen: .earliest),
                ApprovalFile(path: path.statement, bytes: Array(bytes.dropFirst(half)), seen: .earliest),
            ], keys: KeyRing(People(people: [person.name: person])))
        try require(evidence.approvals.isEmpty, "somebody approved without their key")
        for rejected in evidence.rejected { try require(isOneLine("\(rejected.reason)"), "the words of a reason aren't one line") }
    }
}

/// Nil for a fault, which must be one that can be shown.
private func attempt(_ bytes: [UInt8]) throws(Broken) -> ApprovalStatement? {
    do { return try ApprovalStatement(text: bytes) } catch {
        try require(isOneLine(error.description), "the words of a fault aren't one line")
        return nil
    }
}
