/// Names that only settings have.
extension NameRule {
    static let repository = NameRule(
        "a repository's identity",
        advice: "Write it as owner/name: letters, digits and . _ - in parts between slashes, at most 200 characters.",
        pattern: "^(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99})*$"
    ) {
        $0.utf8.count <= 200 && $0.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isPlainName($0, most: 100) }
    }

    /// The part of a tag's key before the group's name.
    static let leasePrefix = NameRule(
        "a prefix of tag keys", advice: "It has at most 64 letters, digits, spaces and _ . : / = + - @, and doesn't begin with aws:.",
        pattern: "^(?![Aa][Ww][Ss]:)\(tagCharacters){0,64}$"
    ) {
        $0.unicodeScalars.count <= 64 && $0.unicodeScalars.allSatisfy(isTagCharacter) && !$0.lowercased().hasPrefix("aws:")
    }

    /// Stricter than git-check-ref-format(1): no branch that needs quoting anywhere.
    static let branch = NameRule(
        "a branch's name", advice: "Use letters, digits, '.', '_' and '-' in parts between slashes.",
        pattern: "^(?=.{1,200}$)(?!.*\\.\\.)(?!.*(\\.lock|\\.)(/|$))[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$"
    ) {
        $0.utf8.count <= 200 && !$0.contains("..")
            && $0.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                isPlainName($0, most: 200) && !$0.hasSuffix(".lock") && !$0.hasSuffix(".")
            }
    }

    /// A name that a commit can carry: git takes < and > for the borders of the address.
    static let committer = NameRule(
        "a committer's name", advice: "Write 1 to \(InputLimits.line) characters without < and >.",
        pattern: "^(?=.*[^ ])[^<>\\u0000-\\u001f\\u007f]{1,\(InputLimits.line)}$"
    ) {
        (1...InputLimits.line).contains($0.unicodeScalars.count) && !$0.unicodeScalars.contains { isUnseen($0) || $0 == "<" || $0 == ">" }
            && $0.contains { $0 != " " }
    }

    static let variable = NameRule(
        "an environment variable's name", advice: "Write capitals, digits and _, like GITHUB_TOKEN.",
        pattern: "^[A-Za-z_][A-Za-z0-9_]{0,127}$"
    ) {
        guard let first = $0.utf8.first, !(0x30...0x39).contains(first), $0.utf8.count <= 128 else { return false }
        return $0.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
    }
    static let appID = NameRule(
        "a GitHub App's id", advice: "Write its id or client id, in quotes.", pattern: "^[A-Za-z0-9.]{1,40}$"
    ) {
        (1...40).contains($0.utf8.count) && $0.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") }
    }
}
