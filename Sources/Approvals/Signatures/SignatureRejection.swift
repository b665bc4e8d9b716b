package import AccessCore
package import SSHSignatures

/// Why a file that should be an approval is none.
package enum SignatureRejection: Error, Hashable, Sendable {
    /// The file is named after somebody who isn't in `people.yaml`.
    case nobody
    /// There is a statement, but no signature of it.
    case unsigned
    /// The signature can't be read, or its key can't be used.
    case unreadable(SSHFault)
    /// The statement beside it can't be read.
    case statement(StatementFault)
    /// It was made for something else than approvals.
    case namespace(String)
    /// By a key that nobody of `people.yaml` has: its fingerprint.
    case unknownKey(String)
    /// By somebody else's key.
    case otherPerson(PersonName, fingerprint: String)
    /// For another repository: its identity.
    case otherRepository(String)
    /// For another file.
    case otherPath(String)
    /// For another content of this file, or other policies.
    case otherContent
    /// For policies instead of a request, or the other way round.
    case otherKind
    /// Not of the statement that is expected or stands beside it: of what, can't be told.
    case otherStatement
    /// The key doesn't sign at the time at which the signature was first seen.
    case standing(SigningKey.Standing, fingerprint: String)
}

extension SignatureRejection: CustomStringConvertible {
    /// A sentence without a full stop, of which the file is the subject.
    package var description: String {
        switch self {
        case .nobody: "it is named after somebody who isn't in people.yaml"
        case .unsigned: "it is a statement without a signature beside it"
        case .unreadable(let fault): "it can't be used: \(fault)"
        case .statement(let fault): "the .approval beside it can't be used: \(fault)"
        case .namespace(let found): "it was signed for '\(found)', not for '\(ApprovalStatement.namespace)'"
        case .unknownKey(let fingerprint): "it was signed by the key \(fingerprint), which nobody in people.yaml has"
        case .otherPerson(let person, let fingerprint): "it was signed by the key \(fingerprint), which is \(person)'s"
        case .otherRepository(let name): "it was signed for another repository, '\(name)'"
        case .otherPath(let path): "it was signed for another file, '\(path)'"
        case .otherContent: "it was signed for another content"
        case .otherKind: "it was signed for something else: a request's approval isn't one of policies"
        case .otherStatement: "it was signed for another content, file or repository"
        case .standing(let standing, let fingerprint): "the key \(fingerprint) \(Self.words(standing))"
        }
    }

    private static func words(_ standing: SigningKey.Standing) -> String {
        switch standing {
        case .valid: "is valid"
        case .early(let from): "counts from \(from) on, and the signature was seen before"
        case .late(let until): "counted until \(until), and the signature was first seen later"
        case .revoked(.always): "is revoked: nothing that it signed counts"
        case .revoked(.since(let time)): "is revoked since \(time), and the signature was first seen later"
        }
    }
}
