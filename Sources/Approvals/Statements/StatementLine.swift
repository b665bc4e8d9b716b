import AccessCore

/// A line of a statement after its title: a name, and a value of a certain form.
enum StatementLine: String {
    case repository, path, sha256, tree, until, comment

    /// Bytes of a repository's identity: settings allow less.
    private static let repositoryLimit = 256
    /// Bytes of a path: a request's id has 512 at most.
    private static let pathLimit = 640
    /// Characters of a comment: a few sentences. It stands in every record of what it led to.
    static let commentLimit = 500

    /// What the line begins with.
    var beginning: String { "\(rawValue): " }

    func of(_ value: String) -> String { beginning + value }

    /// - Throws: what is wrong with a value that can't stand in this line.
    func check(_ value: String) throws(StatementFault) {
        guard accepts(value) else { throw fault }
    }

    /// What is said of a value that can't stand here.
    var fault: StatementFault { .value(rawValue, rule) }

    private func accepts(_ value: String) -> Bool {
        switch self {
        case .repository: value.utf8.count <= Self.repositoryLimit && Self.isPlain(value)
        case .path: Self.isRequestPath(value)
        case .sha256: value.utf8.count == 64 && Self.isHex(value)
        case .tree: [40, 64].contains(value.utf8.count) && Self.isHex(value)
        // How a time is written is looked at where it is read.
        case .until: true
        case .comment: value.unicodeScalars.count <= Self.commentLimit && Self.isPlain(value)
        }
    }

    /// What a value has to be; part of a sentence.
    private var rule: String {
        switch self {
        case .repository: "a repository's identity, as settings.yaml has it"
        case .path: "a path like requests/2026/11/name.yaml"
        case .sha256: "64 digits 0-9 and a-f"
        case .tree: "40 or 64 digits 0-9 and a-f"
        case .until: "a time in UTC like 2026-11-22T17:00:00Z"
        case .comment: "one line of at most \(Self.commentLimit) characters that can all be seen, without blanks around it"
        }
    }

    /// One line of text that shows as what it is, with nothing around it.
    private static func isPlain(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, let last = value.unicodeScalars.last else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace && !value.unicodeScalars.contains(where: \.isUnseen)
    }

    /// As a request's path can be: parts of letters, digits, `.`, `_` and `-`, each beginning with a letter or a digit.
    private static func isRequestPath(_ value: String) -> Bool {
        guard value.utf8.starts(with: "requests/".utf8), value.utf8.count <= pathLimit, value.utf8.suffix(5).elementsEqual(".yaml".utf8)
        else { return false }
        return value.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            part.first.map(isLetterOrDigit) == true && part.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
        }
    }

    private static func isHex(_ value: String) -> Bool {
        value.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
