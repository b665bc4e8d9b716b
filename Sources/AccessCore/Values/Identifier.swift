/// A name of one kind of thing, so that a group's name is never taken for a user's.
///
/// Names compare exactly, character by character. What may be in one is decided where it is read.
package struct Identifier<Kind>: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Identifier: CodingKeyRepresentable {
    package var codingKey: any CodingKey { text.codingKey }

    package init?(codingKey: some CodingKey) { text = codingKey.stringValue }
}

/// The kinds of things that have names.
package enum Kinds {
    package enum User {}
    package enum UserIdentity {}
    package enum Group {}
    package enum Account {}
    package enum CloudAccount {}
    package enum Entitlement {}
    package enum Request {}
    package enum Person {}
    package enum Team {}
    package enum Run {}
    package enum Commit {}
    package enum Tree {}
    package enum Blob {}
}

/// An IAM user's name.
package typealias UserName = Identifier<Kinds.User>
/// IAM's `UserId`: unlike the name, never given to another user.
package typealias UserID = Identifier<Kinds.UserIdentity>
/// An IAM group's name.
package typealias GroupName = Identifier<Kinds.Group>
/// An account's name in `settings.yaml`.
package typealias AccountName = Identifier<Kinds.Account>
/// The cloud's number of an account, 12 digits.
package typealias AccountID = Identifier<Kinds.CloudAccount>
/// An entitlement's name: that of its file below `policies/access/`.
package typealias EntitlementName = Identifier<Kinds.Entitlement>
/// A request's id: its path below `requests/` without the extension.
package typealias RequestID = Identifier<Kinds.Request>
/// A person of `people.yaml`.
package typealias PersonName = Identifier<Kinds.Person>
/// A team of `people.yaml`.
package typealias TeamName = Identifier<Kinds.Team>
/// One run of the reconciler, unique.
package typealias RunID = Identifier<Kinds.Run>
/// A git commit's id in lower-case hexadecimal digits.
package typealias CommitID = Identifier<Kinds.Commit>
/// A git tree's id in lower-case hexadecimal digits.
package typealias TreeID = Identifier<Kinds.Tree>
/// A git blob's id in lower-case hexadecimal digits.
package typealias BlobID = Identifier<Kinds.Blob>
