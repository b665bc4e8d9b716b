/// Why a document was not read to its end.
package struct XMLFailure: Error, Hashable, Sendable {
    package let kind: Kind
    /// From 1.
    package let line: Int
    /// From 1, in characters.
    package let column: Int

    package init(kind: Kind, line: Int = 1, column: Int = 1) {
        self.kind = kind
        self.line = line
        self.column = column
    }

    package enum Kind: Hashable, Sendable {
        /// It begins with something else than a tag: JSON, plain text.
        case notXML
        /// A web page, as proxies and sign-in portals answer in a service's place.
        case webPage
        /// Nothing arrived.
        case empty
        /// It breaks off; some of it never arrived.
        case cutOff
        /// Not well-formed, in expat's words.
        case malformed(String)
        /// A document type declaration. Entities, and all attacks with them, need one.
        case documentType
        /// Another encoding than UTF-8 or ASCII.
        case encoding(String)
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        /// More different element names than any service has.
        case tooManyNames(limit: Int)
        case textTooLong(limit: Int)
        case tokenTooLong(limit: Int)
        /// The handler's own reason.
        case unexpected(String)
        /// A call into expat that failed for lack of memory.
        case outOfMemory(function: String)
    }
}

extension XMLFailure: CustomStringConvertible {
    package var description: String { "\(line):\(column): \(words)" }

    private var words: String {
        switch kind {
        case .notXML: "this is not XML"
        case .webPage: "this is a web page, not XML: something between here and the service answered in its place"
        case .empty: "the document is empty"
        case .cutOff: "the document breaks off"
        case .malformed(let words): "this is not well-formed XML: \(words)"
        case .documentType: "a document type declaration, which no answer of a service has"
        case .encoding(let name): "the document's encoding is \(name), not UTF-8"
        case .tooLarge(let limit): "the document has more than \(limit) bytes"
        case .tooManyNames(let limit): "more than \(limit) different element names"
        case .tooDeep(let limit): "more than \(limit) elements inside each other"
        case .textTooLong(let limit): "a text of more than \(limit) bytes"
        case .tokenTooLong(let limit): "a tag or comment of more than \(limit) bytes"
        case .unexpected(let reason): reason
        case .outOfMemory(let function): "out of memory in \(function)"
        }
    }
}
