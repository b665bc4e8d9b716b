package import AccessCore

/// Where the files of an approval stand: beside a request, `requests/x.yaml.lead01.sig`; for policies, whose own folder can't hold
/// what is said of it, `approvals/policies/<tree>.lead01.sig`.
package struct ApprovalPath: Hashable, Sendable {
    /// The signature, as ssh-keygen writes it.
    package let signature: String
    /// The statement's text, where it says more than what is approved.
    package let statement: String

    /// Where approvals of policies stand.
    package static let policiesFolder = "approvals/policies/"
    private static let signatureEnding = ".sig"
    private static let statementEnding = ".approval"

    package init(of subject: ApprovalStatement.Subject, by person: PersonName) {
        let stem = Self.beginning(of: subject) + person.text
        (signature, statement) = (stem + Self.signatureEnding, stem + Self.statementEnding)
    }

    /// What all approvals of something begin with.
    package static func beginning(of subject: ApprovalStatement.Subject) -> String {
        switch subject {
        case .request(let path, _): "\(path)."
        case .policies(let tree): "\(policiesFolder)\(tree.text)."
        }
    }

    /// Whom a file that stands among approvals of something is named after, and whether it is the signature; nil if it is none
    /// of them.
    package static func reading(_ path: String, as subject: ApprovalStatement.Subject) -> (person: PersonName, isSignature: Bool)? {
        let beginning = beginning(of: subject)
        guard path.utf8.starts(with: beginning.utf8) else { return nil }
        let rest = path.utf8.dropFirst(beginning.utf8.count)
        for (ending, isSignature) in [(signatureEnding, true), (statementEnding, false)] {
            guard rest.count > ending.utf8.count, rest.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { continue }
            return (PersonName(String(decoding: rest.dropLast(ending.utf8.count), as: UTF8.self)), isSignature)
        }
        return nil
    }
}
