/// Something in a file that is not accepted, and where it stands.
package struct Problem: Error, Hashable, Sendable {
    package var kind: Kind
    package var range: SourceRange

    package init(kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    package enum Kind: Hashable, Sendable {
        /// There is no document, only blanks and comments.
        case emptyDocument
        /// More bytes than ``Limits/bytes``.
        case tooLarge(bytes: Int, limit: Int)
        /// More collections inside each other than ``Limits/depth``.
        case tooDeep(limit: Int)
        /// More than ``Limits/nodes``.
        case tooManyNodes(limit: Int)
        /// A text longer than ``Limits/scalarBytes``.
        case scalarTooLong(bytes: Int, limit: Int)
        /// A byte that is not UTF-8 where it stands.
        case notUTF8(byte: UInt8)
        /// A file in UTF-16 or UTF-32, by its byte order mark.
        case otherEncoding(String)
        /// A byte order mark after the file's beginning.
        case byteOrderMark
        /// A character that shows nothing, in the file or by an escape in a text.
        case controlCharacter(Unicode.Scalar)
        /// A line break that some editors take for one and others don't: a lone CR, NEL, LS or PS.
        case lineBreak(Unicode.Scalar)
        /// A tab that indents or separates.
        case tab
        /// A key that its mapping already has, at `first`.
        case duplicateKey(String, first: Mark)
        /// A key that is a list or a mapping.
        case keyNotScalar
        /// `&name`
        case anchor(String)
        /// `*name`
        case alias(String)
        /// `!tag`, as it is written.
        case tag(String)
        /// `%YAML`, `%TAG` or another.
        case directive(String)
        /// A second document in the file.
        case severalDocuments
        /// Not YAML; in words of ours where libyaml's don't tell enough.
        case syntax(String)
    }
}
